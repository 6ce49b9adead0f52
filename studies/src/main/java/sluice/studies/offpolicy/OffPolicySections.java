package sluice.studies.offpolicy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import sluice.core.ReportSection;
import sluice.core.ReportSection.Table;
import sluice.core.text.NumberText;
import sluice.evaluation.offpolicy.Estimate;
import sluice.evaluation.offpolicy.ImpressionLog;
import sluice.evaluation.offpolicy.OffPolicyEvaluation;
import sluice.evaluation.offpolicy.Support;
import sluice.evaluation.offpolicy.SupportBounds;

/**
 * Off-policy estimates as report sections.
 *
 * @param log what was logged
 * @param evaluations one a target
 * @param notes what was left out
 */
public record OffPolicySections(
    ImpressionLog log, List<OffPolicyEvaluation> evaluations, List<String> notes) {
  private static final String DRAW =
      "To judge what a log does not show, chance must have shown it: show a share of the requests in"
          + " an order that is drawn, such as neighbours that change places with a known"
          + " probability, and log as propensity how probable each item was at its position. Or"
          + " serve both systems, each to a part of the users.";

  /** Returns the sections. */
  public List<ReportSection> sections() {
    List<ReportSection.Block> blocks = new ArrayList<>();
    blocks.add(new ReportSection.Text(headline()));
    notes.forEach(note -> blocks.add(new ReportSection.Text(note)));
    warnings().forEach(warning -> blocks.add(new ReportSection.Warning(warning)));
    blocks.add(new Table("Estimates", ESTIMATES, estimates()));
    blocks.add(new Table("How far the log can speak of it", SUPPORT, support()));
    blocks.add(new Table("What each assumes", ASSUMPTIONS, assumptions()));
    return List.of(new ReportSection("off-policy", "Off-policy estimates", blocks));
  }

  private static final List<String> ESTIMATES =
      List.of("system", "estimator", "value", "95 % interval", "note");
  private static final List<String> SUPPORT =
      List.of(
          "system",
          "without support",
          "rows a request",
          "items a list",
          "matched",
          "effective",
          "largest weight",
          "mean weight");
  private static final List<String> ASSUMPTIONS = List.of("estimator", "assumption");

  private String headline() {
    return String.format(
        Locale.ROOT,
        "Expected reward of a request, from %,d impressions of %,d requests at %d positions; the log"
            + " itself earned %.4f.",
        log.rows(),
        log.requests(),
        log.slots(),
        log.meanReward());
  }

  private List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    for (OffPolicyEvaluation one : evaluations) {
      Support s = one.support();
      Optional<String> partial = SupportBounds.DEFAULT.partial(s);
      boolean some = one.estimates().stream().anyMatch(e -> e instanceof Estimate.Value);
      if (partial.isPresent()) {
        warnings.add(
            one.target()
                + ": "
                + partial.get()
                + ". SNIPS takes each position by itself and is right where the missing ones are"
                + " missing by chance. Rows of one slate have one request id: if these do, but each"
                + " row got its own, give them the same.");
      } else if (some && s.suspicious()) {
        warnings.add(
            one.target()
                + ": the weights' mean is "
                + NumberText.text(s.meanWeight())
                + ", further from 1 than chance explains: the log never shows a part of what this"
                + " system shows, or its propensities are not those of the policy that showed it.");
      }
    }
    boolean sure =
        evaluations.stream()
            .map(OffPolicyEvaluation::support)
            .anyMatch(s -> !s.drawn() && s.same() < 1);
    if (sure) {
      warnings.add("every propensity in the log is 1: nothing was drawn. " + DRAW);
    }
    return warnings;
  }

  private List<List<Object>> estimates() {
    return evaluations.stream()
        .flatMap(one -> one.estimates().stream().map(e -> estimate(one.target(), e)))
        .toList();
  }

  private static List<Object> estimate(String target, Estimate e) {
    return switch (e) {
      case Estimate.Value v when Double.isNaN(v.low()) || Double.isNaN(v.high()) ->
          List.of(
              target,
              v.estimator().name(),
              v.value(),
              "none",
              "all requests are one user's, so how far chance moves it is not known");
      case Estimate.Value v ->
          List.of(
              target,
              v.estimator().name(),
              v.value(),
              NumberText.text(v.low()) + " … " + NumberText.text(v.high()),
              v.estimator().biased() ? "biased; interval of chance alone" : "");
      case Estimate.NotEstimable n ->
          List.of(target, n.estimator().name(), "not estimable", "", n.reason());
    };
  }

  private List<List<Object>> support() {
    return evaluations.stream()
        .map(one -> {
          Support s = one.support();
          return List.<Object>of(
              one.target(),
              NumberText.percent(s.unsupported()),
              s.rows(),
              s.shown(),
              s.matched(),
              s.effective(),
              s.largest(),
              s.meanWeight());
        })
        .toList();
  }

  private List<List<Object>> assumptions() {
    return evaluations.getFirst().estimates().stream()
        .map(Estimate::estimator)
        .map(e -> List.<Object>of(e.name(), e.assumption()))
        .toList();
  }
}
