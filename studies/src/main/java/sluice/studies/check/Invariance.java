package sluice.studies.check;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import sluice.core.Candidates;
import sluice.core.Feature;
import sluice.core.FeatureMatrix;
import sluice.core.Randomness;
import sluice.core.Request;
import sluice.core.SettingError;

/**
 * Invariance: what must not matter does not.
 *
 * <ul>
 *   <li>{@code candidates}: their rows handed to the ranker in another order give every candidate
 *       the same score, to the bit;
 *   <li>{@code user-id}: the same history, time and context under another external id leaves at
 *       least nine tenths of the slate, on average over probes. Not all, for ties are broken by a
 *       hash of the id;
 *   <li>{@code features}: other values in the features of the named group give every candidate the
 *       same score; for what the ranker must not look at.
 * </ul>
 *
 * <p>But for {@code user-id}, the figure is the share of probes in which anything differs; it must
 * be 0.
 *
 * @param of what is changed
 * @param group of features, for {@code features}
 * @param required whether a failure fails the suite
 */
public record Invariance(String of, String group, boolean required) implements BehaviourCheck {
  private static final double KEPT = 0.9;

  /** Checks. */
  public Invariance {
    SettingError.oneOf("of", of, List.of("candidates", "user-id", "features"));
    if (of.equals("features") && group.isEmpty()) {
      throw new IllegalArgumentException(
          "of: features needs a group: of features that must not matter");
    }
  }

  @Override
  public List<CheckResult> ask(ProbedFunnel funnel, Probes probes) {
    if (of.equals("user-id")) {
      return List.of(anotherId(funnel, probes));
    }
    String name = "invariance: " + (of.equals("features") ? "features of " + group : of);
    int differing = 0;
    String first = "";
    for (Request request : probes.requests()) {
      boolean same =
          of.equals("candidates")
              ? sameInAnotherOrder(funnel, request, probes.seed())
              : sameWithoutGroup(funnel, request, probes.seed());
      if (!same) {
        differing++;
        first = first.isEmpty() ? request.id() : first;
      }
    }
    int asked = probes.requests().size();
    return List.of(
        CheckResult.of(
            this,
            name,
            asked == 0 ? 0 : (double) differing / asked,
            CheckResult.Relation.AT_MOST,
            0,
            asked,
            differing == 0
                ? "share of probes in which a score differs"
                : "share of probes in which a score differs, the first: request " + first));
  }

  private static boolean sameInAnotherOrder(ProbedFunnel funnel, Request request, long seed) {
    Candidates candidates = funnel.candidates(request);
    int n = candidates.size();
    FeatureMatrix rows = new FeatureMatrix(funnel.schema(), Math.max(1, n));
    funnel.features(candidates, rows);
    float[] scores = new float[n];
    funnel.score(rows, scores);
    int[] order = new int[n];
    Arrays.setAll(order, i -> i);
    SplittableRandom random =
        Randomness.generator(seed, "another-order", Randomness.hash(request.id()));
    FeatureMatrix other = new FeatureMatrix(funnel.schema(), Math.max(1, n));
    for (int i = n - 1; i >= 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
      other.append(rows, order[i]);
    }
    float[] again = new float[n];
    funnel.score(other, again);
    for (int row = 0; row < n; row++) {
      if (again[row] != scores[order[n - 1 - row]]) {
        return false;
      }
    }
    return true;
  }

  /** Ties are broken by a hash of the id, so that this is asked of slates, and not to the bit. */
  private CheckResult anotherId(ProbedFunnel funnel, Probes probes) {
    double sum = 0;
    for (Request request : probes.requests()) {
      Request renamed =
          new Request(
              request.id(),
              request.user(),
              "somebody-else-" + request.userId(),
              request.time(),
              request.history(),
              request.context());
      sum += Slates.overlap(funnel.slate(request).items(), funnel.slate(renamed).items());
    }
    int asked = probes.requests().size();
    return CheckResult.of(
        this,
        "invariance: user-id",
        asked == 0 ? 1 : sum / asked,
        CheckResult.Relation.AT_LEAST,
        KEPT,
        asked,
        "mean share of the slate that stays under another id; only ties may fall otherwise");
  }

  private boolean sameWithoutGroup(ProbedFunnel funnel, Request request, long seed) {
    Candidates candidates = funnel.candidates(request);
    FeatureMatrix rows = new FeatureMatrix(funnel.schema(), Math.max(1, candidates.size()));
    funnel.features(candidates, rows);
    float[] scores = new float[candidates.size()];
    funnel.score(rows, scores);
    SplittableRandom random =
        Randomness.generator(seed, "other-values", Randomness.hash(request.id()));
    List<Feature> features = funnel.schema().features();
    for (int row = 0; row < rows.rows(); row++) {
      for (int j = 0; j < features.size(); j++) {
        if (features.get(j).group().equals(group)) {
          rows.set(row, j, (float) random.nextGaussian());
        }
      }
    }
    float[] again = new float[candidates.size()];
    funnel.score(rows, again);
    return Arrays.equals(scores, again);
  }
}
