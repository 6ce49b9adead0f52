package sluice.evaluation.offpolicy;

/** Says why a log cannot give an estimate. */
public final class NotEstimableException extends Exception {
  private static final long serialVersionUID = 1L;
  private final String reason;

  /** Makes one of a reason, a clause without a full stop. */
  public NotEstimableException(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** Returns the reason. */
  public String reason() {
    return reason;
  }
}
