package sluice.evaluation.compare;

import java.util.Optional;
import sluice.core.text.NumberText;
import sluice.evaluation.significance.EffectSize;
import sluice.evaluation.significance.Equivalence;
import sluice.evaluation.significance.Interval;

/**
 * One measure of a side held against the baseline's.
 *
 * @param measure its name
 * @param side the side's name
 * @param systems the compared systems: the baseline's and, where it is another, the side's
 * @param rows how many rows are paired
 * @param users how many users they belong to
 * @param baseline the baseline's mean
 * @param mean the side's
 * @param evidence whether a difference is shown
 * @param size how large it is
 */
public record Difference(
    String measure,
    String side,
    String systems,
    int rows,
    int users,
    double baseline,
    double mean,
    Evidence evidence,
    Size size) {
  /**
   * Whether a difference is shown.
   *
   * @param difference side − baseline with its 95 % interval
   * @param test {@code sign-flip}, {@code paired-t}, or {@code two-way} over users and refits
   * @param pValueRaw two-sided, before correction
   * @param pValue corrected by Holm over the sides
   * @param signedRanks p of Wilcoxon's signed ranks, uncorrected: a second look
   * @param equivalence two one-sided tests, p corrected by Holm over the sides; only where a margin
   *     was stated
   */
  public record Evidence(
      Interval difference,
      String test,
      double pValueRaw,
      double pValue,
      double signedRanks,
      Optional<Equivalence> equivalence) {}

  /**
   * How large a difference is, and how small a one could have been found.
   *
   * @param effect Cohen's d_z with its interval
   * @param rankBiserial from −1 to 1
   * @param detectable the least true difference that these users would show, power .8, level 5 %
   * @param asked the difference that {@code usersNeeded} is about: the margin, or 5 % of the
   *     baseline's mean
   * @param usersNeeded how many users a true difference of {@code asked} needs; 0 where it cannot
   *     be said
   */
  public record Size(
      EffectSize effect, double rankBiserial, double detectable, double asked, long usersNeeded) {}

  /** What may be said. */
  public enum Verdict {
    /** The side is significantly better. */
    BETTER,
    /** The side is significantly worse. */
    WORSE,
    /** No difference is shown, and one as large as the margin is shown not to be. */
    EQUIVALENT,
    /** No difference is shown, nor that there is none. */
    NOT_SHOWN
  }

  Difference with(Evidence other) {
    return new Difference(measure, side, systems, rows, users, baseline, mean, other, size);
  }

  /** Says whether the difference is shown to be smaller than the margin, at 5 %. */
  public boolean withinMargin() {
    return evidence.equivalence().filter(e -> e.pValue() < 0.05).isPresent();
  }

  /** Returns what may be said at 5 %, after correction. */
  public Verdict verdict() {
    if (evidence.pValue() < 0.05) {
      return evidence.difference().mean() > 0 ? Verdict.BETTER : Verdict.WORSE;
    }
    return withinMargin() ? Verdict.EQUIVALENT : Verdict.NOT_SHOWN;
  }

  /** Returns the verdict in words, with the margin or the interval it rests on. */
  public String words() {
    String margin =
        evidence.equivalence().map(e -> "±" + NumberText.shortest(e.margin())).orElse("");
    return switch (verdict()) {
      case BETTER -> withinMargin() ? "better, by less than " + margin : "better";
      case WORSE -> withinMargin() ? "worse, by less than " + margin : "worse";
      case EQUIVALENT -> "equivalent within " + margin;
      case NOT_SHOWN ->
          "not shown to differ (interval " + evidence.difference().differences() + ")";
    };
  }
}
