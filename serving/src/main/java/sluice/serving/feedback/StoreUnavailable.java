package sluice.serving.feedback;

import java.util.Objects;

/**
 * The database cannot be read or written now: gone, full, closed. Nothing of the call is
 * acknowledged; it may be sent again, as events are told apart by their ids. The store works again
 * when the database does.
 */
public final class StoreUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoreUnavailable(String message) {
    super(message);
  }

  StoreUnavailable(String message, Throwable cause) {
    super(message, cause);
  }

  /** Returns the message, which is never null. */
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
