package sluice.studies.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import sluice.core.ConfigNode;
import sluice.core.ReportSection;
import sluice.core.SettingError;

/**
 * A declared suite of behaviour tests.
 *
 * @param checks in their order
 * @param probes how many test requests are asked about
 * @param onRun whether {@code sluice run} asks, too, and fails with them
 */
public record CheckSuite(List<BehaviourCheck> checks, int probes, boolean onRun) {
  /** Copies. */
  public CheckSuite {
    checks = List.copyOf(checks);
  }

  record Amount(int probes, boolean onRun) {
    Amount {
      SettingError.check("probes", probes, 1, 100_000);
    }
  }

  /** Reads {@code checks:}. */
  public static CheckSuite read(ConfigNode node) {
    List<BehaviourCheck> checks =
        node.require("suite").elements().stream()
            .map(check -> check.bindType(BehaviourCheck.class, BehaviourCheck.DEFAULTS))
            .toList();
    Amount amount = node.bind(Amount.class);
    return new CheckSuite(checks, amount.probes, amount.onRun);
  }

  /** Asks every check. */
  public List<CheckResult> ask(ProbedFunnel funnel, Probes drawn) {
    List<CheckResult> results = new ArrayList<>();
    checks.forEach(check -> results.addAll(check.ask(funnel, drawn)));
    return List.copyOf(results);
  }

  /** Says whether no required check failed. */
  public static boolean holds(List<CheckResult> results) {
    return results.stream().noneMatch(CheckResult::fatal);
  }

  /** Returns the section of the report. */
  public static ReportSection section(List<CheckResult> results) {
    long failed = results.stream().filter(CheckResult::fatal).count();
    long wanting =
        results.stream().filter(r -> r.outcome() == CheckResult.Outcome.FAILED).count() - failed;
    List<ReportSection.Block> blocks = new ArrayList<>();
    String others = wanting == 0 ? "" : " " + wanting + " that are not required did not hold.";
    blocks.add(
        failed == 0
            ? new ReportSection.Text("Every required check held." + others)
            : new ReportSection.Warning(failed + " required checks failed." + others));
    List<List<Object>> rows = new ArrayList<>();
    for (CheckResult r : failedFirst(results)) {
      rows.add(
          List.of(
              r.check(),
              r.outcome().label(),
              r.required() ? "required" : "told",
              r.figures(),
              r.probes(),
              r.words()));
    }
    blocks.add(
        new ReportSection.Table(
            "Behaviour checks",
            List.of(
                "Check", "Outcome", "Weight", "Figure and bound", "Probes", "What was measured"),
            rows));
    return new ReportSection("checks", "Behaviour checks", blocks);
  }

  /**
   * Returns them in the order a reader needs: what fails the suite, what did not hold, the rest.
   */
  public static List<CheckResult> failedFirst(List<CheckResult> results) {
    return results.stream()
        .sorted(
            Comparator.comparing((CheckResult r) -> !r.fatal())
                .thenComparing(r -> r.outcome() != CheckResult.Outcome.FAILED))
        .toList();
  }
}
