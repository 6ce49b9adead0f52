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
 * @param items what was shown
 */
public record Shown(
    String requestId, String user, long time, String bundle, List<ShownItem> items) {
  /** Checks and copies. */
  public Shown {
    Ids.check("request id", requestId);
    Ids.check("user", user);
    Ids.check("bundle", bundle);
    items = List.copyOf(items);
    if (time < 0) {
      throw new IllegalArgumentException("time " + time + " is before 1970");
    }
  }

  /** Says whether an item is on the slate. */
  public boolean has(String item) {
    return items.stream().anyMatch(i -> i.item().equals(item));
  }
}
