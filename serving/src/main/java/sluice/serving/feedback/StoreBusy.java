package sluice.serving.feedback;

/** The store has as much in hand as it may; nothing of the call was taken. Try again later. */
public final class StoreBusy extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoreBusy(String message) {
    super(message);
  }
}
