package sluice.evaluation.offpolicy;

import java.util.List;
import java.util.Optional;

/**
 * What a log says of one target policy: every estimate, and how far the log can speak of it.
 *
 * @param target the target's name
 * @param support how far
 * @param estimates one an estimator, in their order
 */
public record OffPolicyEvaluation(String target, Support support, List<Estimate> estimates) {
  /** Copies. */
  public OffPolicyEvaluation {
    estimates = List.copyOf(estimates);
  }

  /**
   * Evaluates a target. Where the support breaks the bounds, no estimator gives a value.
   *
   * @param name the target's name
   * @param log what another policy showed
   * @param target the policy to be judged
   * @param estimators which
   * @param intervals how intervals are made
   * @param bounds when to refuse
   */
  public static OffPolicyEvaluation of(
      String name,
      ImpressionLog log,
      TargetPolicy target,
      List<Estimator> estimators,
      Intervals intervals,
      SupportBounds bounds) {
    WeightedLog weighted = new WeightedLog(log, target);
    Optional<String> refusal = bounds.refusal(weighted.support());
    Optional<String> partial = bounds.partial(weighted.support());
    List<Estimate> estimates =
        estimators.stream()
            .map(e ->
                refusal
                    .or(() -> e.needsWholeSlates() ? partial : Optional.empty())
                    .<Estimate>map(reason -> new Estimate.NotEstimable(e, reason))
                    .orElseGet(() -> estimate(e, weighted, intervals)))
            .toList();
    return new OffPolicyEvaluation(name, weighted.support(), estimates);
  }

  private static Estimate estimate(Estimator e, WeightedLog weighted, Intervals intervals) {
    try {
      return intervals.of(e, e.statistic(weighted), weighted.log());
    } catch (NotEstimableException none) {
      return new Estimate.NotEstimable(e, none.reason());
    }
  }
}
