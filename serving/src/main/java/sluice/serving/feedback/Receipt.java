package sluice.serving.feedback;

import java.util.List;
import java.util.Optional;

/**
 * What became of the actions of one call, durable when it is returned.
 *
 * @param results one for each action, in the order of the call
 * @param lastSequence the highest sequence number in the store when the call was committed
 */
public record Receipt(List<Result> results, long lastSequence) {
  /** Copies. */
  public Receipt {
    results = List.copyOf(results);
  }

  /** What became of an action. */
  public enum Outcome {
    /** It is stored now. */
    STORED,
    /** It was stored before, with the same content. */
    DUPLICATE,
    /** Not stored: no such request was issued to this user. */
    UNKNOWN_REQUEST,
    /** Not stored: the request did not show this item, or not at the position that is told. */
    NOT_SHOWN,
    /** Not stored: an event of this id is stored with other content. */
    CONFLICT;

    /** Says whether the event is in the store. */
    public boolean isAcknowledged() {
      return this == STORED || this == DUPLICATE;
    }
  }

  /**
   * The outcome of one action.
   *
   * @param stored the action as it is stored, where it is acknowledged. Who keeps a view of the
   *     actions applies it for duplicates too, by sequence number: a call that failed when it was
   *     already committed is sent again, and comes back as a duplicate
   */
  public record Result(Outcome outcome, Optional<StoredAction> stored) {
    /** Checks. */
    public Result {
      if (outcome.isAcknowledged() != stored.isPresent()) {
        throw new IllegalArgumentException(
            outcome + (stored.isPresent() ? " with" : " without") + " what is stored");
      }
    }
  }

  /** Returns the outcomes alone. */
  public List<Outcome> outcomes() {
    return results.stream().map(Result::outcome).toList();
  }
}
