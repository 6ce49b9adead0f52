package sluice.core;

import java.util.Map;
import java.util.Objects;

/**
 * A user or visitor, a time and a context: the unit that is trained on, served and judged.
 *
 * <p>All candidates of a request share its context. Its time is before its first label.
 *
 * @param id unique among the requests of a fold
 * @param user the user's index in the fitting part's dictionary, {@link Dictionary#UNKNOWN} for one
 *     not seen there
 * @param userId the user's external id
 * @param time milliseconds since 1970 UTC: everything read for this request is from before it
 * @param history what the user did before, as far as the fitting part knows it
 * @param context further facts of the request (device, query), by column name
 * @param setAside items that may not be recommended though they are not in the history: what a
 *     protocol keeps from being learned from and judged alike. Not copied: the giver must not
 *     change it
 */
@SuppressWarnings("ArrayRecordComponent") // requests are told apart by id, never by value
public record Request(
    String id,
    int user,
    String userId,
    long time,
    History history,
    Map<String, String> context,
    int[] setAside) {
  private static final int[] NONE = {};

  /** Makes a request for which nothing is set aside. */
  public Request(
      String id, int user, String userId, long time, History history, Map<String, String> context) {
    this(id, user, userId, time, history, context, NONE);
  }

  /** Checks and copies. */
  public Request {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(userId, "userId");
    Objects.requireNonNull(history, "history");
    context = Map.copyOf(context);
  }

  /** Says whether the user has no history. */
  public boolean cold() {
    return history.size() == 0;
  }
}
