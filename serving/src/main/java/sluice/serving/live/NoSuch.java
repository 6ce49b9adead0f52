package sluice.serving.live;

/** Thrown where a caller names a thing that is not there. */
public final class NoSuch extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what is not there. */
  public NoSuch(String message) {
    super(message);
  }
}
