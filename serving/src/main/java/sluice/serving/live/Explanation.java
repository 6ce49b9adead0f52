package sluice.serving.live;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import sluice.core.Candidates;
import sluice.core.Embedding;
import sluice.core.FeatureMatrix;
import sluice.core.History;
import sluice.core.VectorMath;
import sluice.funnel.Trace;
import sluice.ranking.ExplainsScores;

/**
 * Why an item is in a slate: which sources brought it, what in its features moved its score, and
 * what in the history is most like it.
 */
final class Explanation {
  private static final int STRONGEST = 5;

  private Explanation() {}

  /** Explains by the five features that count most. */
  static Answer.Why of(Generation live, Trace trace, int item) {
    return of(live, trace, item, STRONGEST);
  }

  static Answer.Why of(Generation live, Trace trace, int item, int strongest) {
    Candidates candidates = trace.candidates();
    List<Answer.Brought> brought = new ArrayList<>();
    int fused = 0;
    for (int c = 0; c < candidates.size() && fused == 0; c++) {
      if (candidates.item(c) == item) {
        fused = c + 1;
        for (int s = 0; s < candidates.sources().size(); s++) {
          if (candidates.rank(s, c) > 0) {
            brought.add(
                new Answer.Brought(
                    candidates.sources().get(s), candidates.rank(s, c), candidates.score(s, c)));
          }
        }
      }
    }
    String words = words(live, trace, item, brought);
    if (fused == 0 || !(live.funnel().ranker() instanceof ExplainsScores ranker)) {
      return new Answer.Why(brought, fused, List.of(), Optional.empty(), Optional.empty(), words);
    }
    // valid only as long as the trace's features are
    FeatureMatrix features = trace.features();
    double[] all = new double[features.columns()];
    ranker.contributions(features, fused - 1, all);
    List<Answer.Contribution> most = contributions(features, fused - 1, all, strongest);
    double rest = Arrays.stream(all).sum();
    for (Answer.Contribution one : most) {
      rest -= one.contribution();
    }
    return new Answer.Why(
        brought, fused, most, Optional.of(ranker.base()), Optional.of(rest), words);
  }

  private static List<Answer.Contribution> contributions(
      FeatureMatrix features, int row, double[] all, int strongest) {
    return IntStream.range(0, all.length)
        .filter(j -> all[j] != 0)
        .boxed()
        .sorted(Comparator.comparingDouble(j -> -Math.abs(all[j])))
        .limit(strongest)
        .map(j -> contribution(features, row, j, all[j]))
        .toList();
  }

  private static Answer.Contribution contribution(
      FeatureMatrix features, int row, int column, double contribution) {
    float value = features.get(row, column);
    return new Answer.Contribution(
        features.schema().features().get(column).name(),
        Float.isNaN(value) ? Optional.empty() : Optional.of(value),
        contribution);
  }

  private static String words(
      Generation live, Trace trace, int item, List<Answer.Brought> brought) {
    Optional<Integer> like = mostLike(live, trace.request().history(), item);
    if (like.isPresent()) {
      String id = live.part().catalogue().items().id(like.get());
      return "Because you watched " + live.title(id);
    }
    return brought.isEmpty() || trace.request().cold()
        ? "Popular with everyone"
        : "Picked by " + String.join(", ", brought.stream().map(Answer.Brought::source).toList());
  }

  /** Returns the item of the history, of positive weight, whose vector is nearest by cosine. */
  private static Optional<Integer> mostLike(Generation live, History history, int item) {
    double best = 0.2; // below that, nobody would see the likeness
    int found = -1;
    for (Embedding e : live.funnel().fitted().retrieval().embeddings()) {
      float[] data = e.items().data();
      int n = e.items().dimension();
      int at = e.items().offset(item);
      float own = VectorMath.dot(data, at, data, at, n);
      for (int i = Math.max(0, history.size() - 200); i < history.size(); i++) {
        int other = e.items().offset(history.item(i));
        float square = VectorMath.dot(data, other, data, other, n);
        double cosine =
            own * square > 0
                ? VectorMath.dot(data, at, data, other, n) / Math.sqrt((double) own * square)
                : 0;
        if (history.weight(i) > 0 && cosine > best) {
          best = cosine;
          found = history.item(i);
        }
      }
    }
    return found < 0 ? Optional.empty() : Optional.of(found);
  }
}
