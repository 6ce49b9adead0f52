package sluice.pipeline.offpolicy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import sluice.core.ReportSection;
import sluice.evaluation.offpolicy.Estimate;
import sluice.evaluation.offpolicy.ImpressionLog;
import sluice.evaluation.offpolicy.OffPolicyEvaluation;
import sluice.evaluation.offpolicy.Support;

/**
 * Off-policy estimates as report sections.
 *
 * @param log what was logged
 * @param evaluations one a target
 */
public record OffPolicySections(ImpressionLog log, List<OffPolicyEvaluation> evaluations) {
  /** Returns the sections. */
  public List<ReportSection> sections() {
    List<List<Object>> values = new ArrayList<>();
    List<List<Object>> supports = new ArrayList<>();
    List<List<Object>> assumptions = new ArrayList<>();
    List<ReportSection.Block> blocks = new ArrayList<>();
    for (OffPolicyEvaluation one : evaluations) {
      Support s = one.support();
      supports.add(
          List.of(
              one.target(),
              number(100 * s.unsupported()) + " %",
              s.matched(),
              number(s.effective()),
              number(s.largest()),
              number(s.meanWeight())));
      boolean some = false;
      for (Estimate e : one.estimates()) {
        some |= e instanceof Estimate.Value;
        values.add(
            switch (e) {
              case Estimate.Value v ->
                  List.of(
                      one.target(),
                      v.estimator().name(),
                      number(v.value()),
                      number(v.low()) + " … " + number(v.high()),
                      v.estimator().biased() ? "biased; interval of chance alone" : "");
              case Estimate.NotEstimable n ->
                  List.of(one.target(), n.estimator().name(), "not estimable", "", n.reason());
            });
      }
      if (some && s.suspicious()) {
        blocks.add(
            new ReportSection.Warning(
                one.target()
                    + ": the weights' mean is "
                    + number(s.meanWeight())
                    + ", further from 1 than chance explains: propensities are wrong, or support is"
                    + " lacking."));
      }
    }
    evaluations.getFirst().estimates().stream()
        .map(Estimate::estimator)
        .forEach(e -> assumptions.add(List.of(e.name(), e.assumption())));
    blocks.add(
        new ReportSection.Text(
            String.format(
                Locale.ROOT,
                "Expected reward of a request, from %d impressions of %d requests; the log itself"
                    + " earned %.4f.",
                log.rows(),
                log.requests(),
                log.meanReward())));
    blocks.add(
        new ReportSection.Table(
            "Estimates", List.of("system", "estimator", "value", "95 % interval", "note"), values));
    blocks.add(
        new ReportSection.Table(
            "How far the log can speak of it",
            List.of(
                "system",
                "without support",
                "matched",
                "effective",
                "largest weight",
                "mean weight"),
            supports));
    blocks.add(
        new ReportSection.Table(
            "What each assumes", List.of("estimator", "assumption"), assumptions));
    return List.of(new ReportSection("off-policy", "Off-policy estimates", blocks));
  }

  private static String number(double v) {
    return String.format(Locale.ROOT, "%.4g", v);
  }
}
