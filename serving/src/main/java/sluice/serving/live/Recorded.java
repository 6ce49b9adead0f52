package sluice.serving.live;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import sluice.funnel.SourceOutcome;
import sluice.funnel.Trace;

/**
 * One answered request as it is recorded: all it depended on, and what came of it, to the bit. This
 * is data about a person, not a log.
 *
 * @param requestId under which it was answered
 * @param bundle id of the bundle
 * @param user who
 * @param time of the request
 * @param clock what the server's clock showed
 * @param before the time the caller gave, null for none
 * @param sequence the last event of the user that it knew, 0 for none
 * @param base whether the bundle's own rows of the user counted
 * @param n how many items were asked for
 * @param recent items the caller named
 * @param context the caller's
 * @param filters the caller's
 * @param exclude the caller's
 * @param catalogue how many writes of items it knew
 * @param counts version of the counts, empty for the bundle's own
 * @param sources what became of each source
 * @param popular whether the answer is popularity because the deadline passed
 * @param items the slate
 * @param scores their scores, the bits of floats
 * @param features the feature rows of the slate's items in order, little-endian floats in Base64;
 *     empty where the slate did not come of candidates
 */
public record Recorded(
    String requestId,
    String bundle,
    String user,
    long time,
    long clock,
    @Nullable Long before,
    long sequence,
    boolean base,
    int n,
    List<String> recent,
    Map<String, String> context,
    Map<String, Set<String>> filters,
    Set<String> exclude,
    long catalogue,
    @Nullable String counts,
    Map<String, SourceOutcome.Status> sources,
    boolean popular,
    List<String> items,
    List<Integer> scores,
    String features) {
  /** Checks. */
  public Recorded {
    Objects.requireNonNull(requestId, "requestId");
  }

  /** Returns the feature rows of a slate's items; those that were no candidates have none. */
  static String features(Trace trace) {
    int columns = trace.features().columns();
    ByteBuffer bytes =
        ByteBuffer.allocate(trace.slate().size() * columns * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int place = 0; place < trace.slate().size(); place++) {
      for (int c = 0; c < trace.candidates().size(); c++) {
        if (trace.candidates().item(c) == trace.slate().item(place)) {
          for (int f = 0; f < columns; f++) {
            bytes.putInt(Float.floatToRawIntBits(trace.features().get(c, f)));
          }
          break;
        }
      }
    }
    return Base64.getEncoder()
        .encodeToString(java.util.Arrays.copyOf(bytes.array(), bytes.position()));
  }
}
