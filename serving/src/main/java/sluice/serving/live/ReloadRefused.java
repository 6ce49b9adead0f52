package sluice.serving.live;

/** Another bundle or config was not taken; what served goes on. */
public final class ReloadRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String logged;

  /**
   * Makes one.
   *
   * @param told to the caller, without any path
   * @param logged for who runs the server
   */
  public ReloadRefused(String told, String logged) {
    super(told, null, false, false);
    this.logged = logged;
  }

  /** Returns what is for who runs the server alone. */
  public String logged() {
    return logged;
  }
}
