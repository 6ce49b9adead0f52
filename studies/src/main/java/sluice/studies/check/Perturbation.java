package sluice.studies.check;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import sluice.core.Candidates;
import sluice.core.Feature;
import sluice.core.FeatureMatrix;
import sluice.core.Randomness;
import sluice.core.Request;
import sluice.core.SettingError;

/**
 * Perturbation: a little noise in the features must not turn the slate over.
 *
 * <p>To every finite value of the features of a group, normal noise is added whose standard
 * deviation is {@code noise} times the feature's own over the probes' candidates; flags stay. The
 * figure is the mean share of the first k items that stay among the first k.
 *
 * @param group of features, empty for all
 * @param noise in standard deviations, above 0
 * @param overlap the least mean share that must stay, 0 … 1
 * @param required whether a failure fails the suite
 */
public record Perturbation(String group, double noise, double overlap, boolean required)
    implements BehaviourCheck {
  /** Checks the ranges. */
  public Perturbation {
    SettingError.check("noise", noise, 1e-6, 100);
    SettingError.check("overlap", overlap, 0, 1);
  }

  private static final int SPREAD_PROBES = 40;

  @Override
  public List<CheckResult> ask(ProbedFunnel funnel, Probes probes) {
    String name =
        String.format(
            Locale.ROOT,
            "perturbation: noise of %.3g in %s",
            noise,
            group.isEmpty() ? "all features" : "features of " + group);
    List<Feature> features = funnel.schema().features();
    boolean[] noisy = new boolean[features.size()];
    boolean any = false;
    for (int j = 0; j < noisy.length; j++) {
      noisy[j] =
          (group.isEmpty() || features.get(j).group().equals(group))
              && features.get(j).type() != Feature.Type.FLAG;
      any |= noisy[j];
    }
    if (!any) {
      return List.of(
          CheckResult.notApplicable(
              this, name, "no feature of the ranker belongs to the group " + group));
    }
    double[] spread = spread(funnel, probes);
    double sum = 0;
    int asked = 0;
    for (Request request : probes.requests()) {
      Candidates candidates = funnel.candidates(request);
      if (candidates.size() == 0) {
        continue;
      }
      FeatureMatrix rows = new FeatureMatrix(funnel.schema(), candidates.size());
      funnel.features(candidates, rows);
      int[] before = top(funnel, request, candidates, rows);
      SplittableRandom random =
          Randomness.generator(probes.seed(), "perturbation", Randomness.hash(request.id()));
      for (int row = 0; row < rows.rows(); row++) {
        for (int j = 0; j < noisy.length; j++) {
          float v = rows.get(row, j);
          if (noisy[j] && Float.isFinite(v)) {
            rows.set(row, j, (float) (v + noise * spread[j] * random.nextGaussian()));
          }
        }
      }
      sum += Slates.overlap(before, top(funnel, request, candidates, rows));
      asked++;
    }
    return asked == 0
        ? List.of(CheckResult.notApplicable(this, name, "no probe has a candidate"))
        : List.of(
            CheckResult.of(
                this,
                name,
                sum / asked,
                CheckResult.Relation.AT_LEAST,
                overlap,
                asked,
                "mean share of the first " + funnel.slateSize() + " that stays"));
  }

  private static int[] top(
      ProbedFunnel funnel, Request request, Candidates candidates, FeatureMatrix rows) {
    float[] scores = new float[rows.rows()];
    funnel.score(rows, scores);
    return funnel
        .order(request, candidates.fused().items(), scores)
        .first(funnel.slateSize())
        .items();
  }

  private static double[] spread(ProbedFunnel funnel, Probes probes) {
    int columns = funnel.schema().size();
    double[] sum = new double[columns];
    double[] squares = new double[columns];
    long[] n = new long[columns];
    FeatureMatrix rows = new FeatureMatrix(funnel.schema(), 512);
    for (Request request : probes.requests().stream().limit(SPREAD_PROBES).toList()) {
      Candidates candidates = funnel.candidates(request);
      funnel.features(candidates, rows);
      for (int row = 0; row < candidates.size(); row++) {
        for (int j = 0; j < columns; j++) {
          double v = rows.get(row, j);
          if (Double.isFinite(v)) {
            sum[j] += v;
            squares[j] += v * v;
            n[j]++;
          }
        }
      }
    }
    double[] spread = new double[columns];
    Arrays.setAll(
        spread,
        j ->
            n[j] == 0 ? 0 : Math.sqrt(Math.max(0, squares[j] / n[j] - Math.pow(sum[j] / n[j], 2))));
    return spread;
  }
}
