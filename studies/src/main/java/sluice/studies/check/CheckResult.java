package sluice.studies.check;

import java.util.Locale;
import java.util.Objects;

/**
 * What one check found.
 *
 * @param check its name
 * @param outcome passed, failed, or not applicable
 * @param required whether a failure fails the suite
 * @param figure what was measured, NaN where the check does not apply
 * @param bound what it was held against
 * @param relation how the figure must stand to the bound
 * @param probes how many requests it rests on
 * @param words what it means, and on a failure where it was seen
 */
public record CheckResult(
    String check,
    Outcome outcome,
    boolean required,
    double figure,
    double bound,
    Relation relation,
    int probes,
    String words) {
  /** How a check ended. */
  public enum Outcome {
    /** As declared. */
    PASSED("passed"),
    /** Not as declared. */
    FAILED("FAILED"),
    /** There was nothing to check. */
    NOT_APPLICABLE("not applicable");

    private final String label;

    Outcome(String label) {
      this.label = label;
    }

    /** Returns how it is printed. */
    public String label() {
      return label;
    }
  }

  /** How a figure must stand to its bound. */
  public enum Relation {
    /** Not less. */
    AT_LEAST("≥"),
    /** Not more. */
    AT_MOST("≤");

    private final String sign;

    Relation(String sign) {
      this.sign = sign;
    }

    boolean holds(double figure, double bound) {
      return this == AT_LEAST ? figure >= bound : figure <= bound;
    }
  }

  /** Checks. */
  public CheckResult {
    Objects.requireNonNull(check, "check");
    Objects.requireNonNull(words, "words");
  }

  static CheckResult of(
      BehaviourCheck check,
      String name,
      double figure,
      Relation relation,
      double bound,
      int probes,
      String words) {
    Outcome outcome = relation.holds(figure, bound) ? Outcome.PASSED : Outcome.FAILED;
    return new CheckResult(name, outcome, check.required(), figure, bound, relation, probes, words);
  }

  static CheckResult notApplicable(BehaviourCheck check, String name, String why) {
    return new CheckResult(
        name,
        Outcome.NOT_APPLICABLE,
        check.required(),
        Double.NaN,
        Double.NaN,
        Relation.AT_LEAST,
        0,
        why);
  }

  /** Says whether it fails the suite. */
  public boolean fatal() {
    return required && outcome == Outcome.FAILED;
  }

  /** Returns the figure next to its bound, such as {@code 0.93 ≥ 0.8}. */
  public String figures() {
    if (outcome == Outcome.NOT_APPLICABLE) {
      return "–";
    }
    // a bound just above 0 stands for "more than nothing"
    boolean positive = bound == Double.MIN_NORMAL;
    String held =
        positive ? (outcome == Outcome.PASSED ? "> 0" : "not > 0") : sign() + " " + number(bound);
    return number(figure) + " " + held;
  }

  private static String number(double value) {
    String form = value != 0 && Math.abs(value) < 1e-4 ? "%.1e" : "%.4f";
    return value == 0 ? "0" : String.format(Locale.ROOT, form, value);
  }

  private String sign() {
    if (outcome == Outcome.PASSED) {
      return relation.sign;
    }
    return relation == Relation.AT_LEAST ? "<" : ">";
  }
}
