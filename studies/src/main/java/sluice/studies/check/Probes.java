package sluice.studies.check;

import java.util.Comparator;
import java.util.List;
import sluice.core.JudgedRequest;
import sluice.core.Randomness;
import sluice.core.Request;

/**
 * The requests that checks ask about: test requests drawn by a hash of (seed, request), so that
 * nobody picks flattering ones.
 *
 * @param judged with what was held out for them, in the order drawn
 * @param seed of whatever a check draws
 */
public record Probes(List<JudgedRequest> judged, long seed) {
  /** Copies. */
  public Probes {
    judged = List.copyOf(judged);
  }

  /** Draws. */
  public static Probes draw(List<JudgedRequest> test, int n, long seed) {
    return new Probes(
        test.stream()
            .sorted(
                Comparator.comparingLong(
                    r -> Randomness.key(seed, "probes", Randomness.hash(r.request().id()))))
            .limit(n)
            .toList(),
        seed);
  }

  /** Returns the requests. */
  public List<Request> requests() {
    return judged.stream().map(JudgedRequest::request).toList();
  }

  /** Returns the probes whose user has a history. */
  List<Request> warm() {
    return requests().stream().filter(r -> !r.cold()).toList();
  }
}
