package sluice.serving.feedback;

import java.util.List;

/**
 * A slate as the server issued it: the only source of impressions. Clients name the request, and
 * never say what was shown.
 *
 * @param requestId the id that the server made for the request; never used twice
 * @param user whom it was shown to; for a visitor without a name, an id made up by the server
 * @param time when, in milliseconds since 1970 UTC by the server's clock
 * @param bundle the model bundle that chose the items: the policy, for off-policy evaluation
 * @param surface what kind of request it answered
 * @param degraded what was left out, by name; empty where the policy ran in full. A degraded slate
 *     is not the policy's choice, so its items have no propensity
 * @param items what was shown
 */
public record Shown(
    String requestId,
    String user,
    long time,
    String bundle,
    Surface surface,
    List<String> degraded,
    List<ShownItem> items) {
  /** Checks and copies. */
  public Shown {
    Ids.check("request id", requestId);
    Ids.check("user", user);
    Ids.check("bundle", bundle);
    degraded = List.copyOf(degraded);
    items = List.copyOf(items);
    if (time < 0) {
      throw new IllegalArgumentException("time " + time + " is before 1970");
    }
    if (!degraded.isEmpty() && items.stream().anyMatch(i -> !Double.isNaN(i.propensity()))) {
      throw new IllegalArgumentException("a degraded slate has no propensities");
    }
  }

  /** Returns an undegraded slate of {@code /v1/recommend}. */
  public static Shown recommended(
      String requestId, String user, long time, String bundle, List<ShownItem> items) {
    return new Shown(requestId, user, time, bundle, Surface.RECOMMEND, List.of(), items);
  }

  /** Says whether an item is on the slate. */
  public boolean has(String item) {
    return items.stream().anyMatch(i -> i.item().equals(item));
  }

  /** Says whether an item is on the slate at a position. */
  public boolean has(String item, int position) {
    return items.stream().anyMatch(i -> i.item().equals(item) && i.position() == position);
  }
}
