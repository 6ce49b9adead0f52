package sluice.funnel.bundle;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import sluice.core.Dictionary;
import sluice.core.FeatureMatrix;
import sluice.core.History;
import sluice.core.RankedItems;
import sluice.core.Request;
import sluice.core.UserError;
import sluice.core.store.ArrayReader;
import sluice.core.store.ArrayWriter;
import sluice.funnel.Funnel;
import sluice.funnel.SourceOutcome;
import sluice.funnel.Trace;

/**
 * The proof that a bundle answers as the funnel did that it was made of: made-up requests with what
 * every stage gave, asked again at load.
 *
 * <p>Items, their order and features must be equal to the bit, the served ranker's scores to
 * {@value #TOLERANCE}, for libraries may add in another order on another machine.
 */
final class BundleSample {
  private static final double TOLERANCE = 1e-6;

  private BundleSample() {}

  /** Asks the funnel and writes what each stage gave. */
  static void write(Funnel funnel, long seed, ArrayWriter out) {
    List<Request> requests = SampleRequests.draw(funnel.fitted().part(), seed);
    Funnel.Walker walker = funnel.newWalker();
    out.number("requests", requests.size());
    for (Request request : requests) {
      History h = request.history();
      out.strings("request", List.of(request.id(), request.userId()))
          .number("time", request.time());
      out.ints("history.items", h.items());
      out.longs(
          "history.times",
          java.util.stream.IntStream.range(0, h.size()).mapToLong(h::time).toArray());
      float[] weights = new float[h.size()];
      for (int i = 0; i < weights.length; i++) {
        weights[i] = h.weight(i);
      }
      out.floats("history.weights", weights);
      Trace trace = walker.walk(request);
      for (SourceOutcome source : trace.sources()) {
        out.strings("source", List.of(source.source())).ints("items", source.list().items());
      }
      out.ints("fused", trace.candidates().fused().items());
      out.floats("features", values(trace.features()));
      out.floats("scores", Arrays.copyOf(trace.scores(), trace.candidates().size()));
      out.ints("slate", trace.slate().items());
    }
  }

  /**
   * Asks the requests again.
   *
   * @return how many requests were asked
   * @throws UserError that names the stage that gave something else
   */
  static int check(Funnel funnel, ArrayReader in) {
    Funnel.Walker walker = funnel.newWalker();
    int requests = (int) in.number("requests");
    for (int r = 0; r < requests; r++) {
      List<String> ids = in.strings("request");
      long time = in.number("time");
      int[] items = in.ints("history.items");
      long[] times = in.longs("history.times");
      float[] weights = in.floats("history.weights");
      float[] values = new float[items.length];
      Arrays.fill(values, Float.NaN);
      Request request =
          new Request(
              ids.getFirst(),
              Dictionary.UNKNOWN,
              ids.getLast(),
              time,
              new History(items, times, values, weights),
              java.util.Map.of());
      check(walker.walk(request), in);
    }
    return requests;
  }

  private static void check(Trace trace, ArrayReader in) {
    for (SourceOutcome source : trace.sources()) {
      in.strings("source");
      same("the candidate source " + source.source(), trace, in.ints("items"), source.list());
    }
    same("fusion", trace, in.ints("fused"), trace.candidates().fused());
    float[] expected = in.floats("features");
    float[] found = values(trace.features());
    if (expected.length != found.length) {
      throw differs("features", trace, expected.length + " values became " + found.length);
    }
    for (int i = 0; i < found.length; i++) {
      if (Float.floatToIntBits(expected[i]) != Float.floatToIntBits(found[i])) {
        String name =
            trace.features().schema().features().get(i % trace.features().columns()).name();
        throw differs("features", trace, name + " was " + expected[i] + " and is " + found[i]);
      }
    }
    float[] scores = in.floats("scores");
    for (int c = 0; c < scores.length; c++) {
      double gap = Math.abs(scores[c] - trace.scores()[c]);
      if (!(gap <= TOLERANCE * Math.max(1, Math.abs(scores[c])))) {
        throw differs(
            "ranking", trace, "a score was " + scores[c] + " and is " + trace.scores()[c]);
      }
    }
    same("the slate", trace, in.ints("slate"), trace.slate());
  }

  private static void same(String stage, Trace trace, int[] expected, RankedItems found) {
    if (!Arrays.equals(expected, found.items())) {
      throw differs(stage, trace, "other items or another order");
    }
  }

  private static UserError differs(String stage, Trace trace, String how) {
    return new UserError(
        String.format(
            Locale.ROOT,
            "the bundle does not answer as it did when it was written: %s, request %s: %s. Serve it"
                + " with the version and the processor that wrote it, or run once more",
            stage,
            trace.request().id(),
            how));
  }

  private static float[] values(FeatureMatrix features) {
    return Arrays.copyOf(features.data(), features.rows() * features.columns());
  }
}
