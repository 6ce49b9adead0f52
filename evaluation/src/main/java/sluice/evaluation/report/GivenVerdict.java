package sluice.evaluation.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import sluice.core.text.NumberText;
import sluice.evaluation.significance.Comparison;
import sluice.evaluation.significance.Interval;

/** The verdict on runs that were handed in: which is best, and whether that is shown. */
final class GivenVerdict {
  private GivenVerdict() {}

  static Verdict of(Quality q) {
    Quality.SystemResult best =
        q.systems().stream()
            .filter(s -> q.value(s.name(), q.headline()).isPresent())
            .max(
                Comparator.comparingDouble((Quality.SystemResult s) -> mean(q, s.name()))
                    .thenComparingInt(s -> -q.systems().indexOf(s)))
            .orElse(q.systems().getFirst());
    String baseline = q.systems().getFirst().name();
    List<Comparison> all =
        q.comparisons().stream().filter(c -> c.measure().equals(q.headline())).toList();
    List<String> sentences = new ArrayList<>();
    q.value(best.name(), q.headline())
        .ifPresent(i ->
            sentences.add(
                String.format(
                    Locale.ROOT,
                    "%s of %s is %.4f (95 %% interval %s).",
                    q.headline(),
                    best.name(),
                    i.mean(),
                    i.range())));
    if (all.isEmpty()) {
      return new Verdict(
          Verdict.Outcome.UNKNOWN,
          q.systems().size() == 1
              ? "One run, and nothing to compare it with."
              : "No two runs can be compared by " + q.headline() + ".",
          sentences);
    }
    for (Comparison c : all) {
      sentences.add(sentence(c));
    }
    boolean better = all.stream().anyMatch(c -> c.significant() && c.difference() > 0);
    boolean allWorse = all.stream().allMatch(c -> c.significant() && c.difference() < 0);
    Optional<Comparison> own = all.stream().filter(c -> c.system().equals(best.name())).findFirst();
    Verdict.Outcome outcome =
        better
            ? Verdict.Outcome.HELPED
            : allWorse ? Verdict.Outcome.HARMED : Verdict.Outcome.NOT_SHOWN;
    String headline =
        switch (outcome) {
          case HELPED ->
              own.isPresent() && own.get().significant()
                  ? best.name() + " is best, and better than " + baseline + "."
                  : "Some run is better than " + baseline + ".";
          case HARMED -> "Every other run is worse than " + baseline + ".";
          default -> "No run is shown to be better than " + baseline + ".";
        };
    return new Verdict(outcome, headline, sentences);
  }

  private static double mean(Quality q, String system) {
    return q.value(system, q.headline()).map(Interval::mean).orElse(Double.NEGATIVE_INFINITY);
  }

  private static String sentence(Comparison c) {
    return String.format(
        Locale.ROOT,
        "%s against %s: %s, %s, %s, over %,d users.",
        c.system(),
        c.baseline(),
        NumberText.difference(c.difference()),
        c.reading(),
        NumberText.pIs(c.pValue()),
        c.users());
  }
}
