package sluice.serving.live;

/** Thrown where a request is turned away because too many wait already; try again later. */
public final class Overloaded extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says so. */
  public Overloaded(String message) {
    // no stack trace: it is thrown by the thousand, exactly when there is no time
    super(message, null, false, false);
  }
}
