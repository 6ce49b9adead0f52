package sluice.ingestion;

import java.util.List;
import java.util.Optional;

/**
 * Which interactions of a test part count as relevant, and how much.
 *
 * <p>The events are stated in full: where {@code dataset.yaml} names none, they are all event types
 * that are not negative.
 *
 * @param events the event types that may be relevant
 * @param value what the interaction's value must satisfy; empty: any value, also none
 * @param grade how much a relevant interaction counts
 */
public record Relevance(List<String> events, Optional<Comparison> value, Grade grade) {
  /** Copies. */
  public Relevance {
    events = List.copyOf(events);
  }

  /** How much a relevant interaction counts. */
  public enum Grade {
    /** Each counts 1. */
    ONE,
    /** Each counts as much as its value says. */
    VALUE
  }

  /** How a value is held against a bound. */
  public enum Operator {
    /** At least. */
    AT_LEAST(">="),
    /** More than. */
    ABOVE(">"),
    /** At most. */
    AT_MOST("<="),
    /** Less than. */
    BELOW("<"),
    /** Equal to. */
    EQUAL("=");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    /** Returns the sign, such as {@code >=}. */
    public String sign() {
      return sign;
    }
  }

  /**
   * A condition on a value, such as {@code >= 4}.
   *
   * @param operator how it is held against the bound
   * @param bound the bound, a finite number
   */
  public record Comparison(Operator operator, double bound) {
    /** Checks. */
    public Comparison {
      if (!Double.isFinite(bound)) {
        throw new IllegalArgumentException("bound: " + bound);
      }
    }

    /**
     * Reads a condition such as {@code >= 4}; a bare number means equal to it.
     *
     * @return empty where the text is no condition
     */
    public static Optional<Comparison> parse(String text) {
      String rest = text.strip();
      Operator operator = Operator.EQUAL;
      for (Operator o : Operator.values()) {
        if (rest.startsWith(o.sign())) {
          operator = o;
          rest = rest.substring(o.sign().length()).strip();
          break;
        }
      }
      if (!rest.matches("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d+)?")) {
        return Optional.empty();
      }
      double bound = Double.parseDouble(rest);
      return Double.isFinite(bound)
          ? Optional.of(new Comparison(operator, bound))
          : Optional.empty();
    }

    /** Says whether a value satisfies it; NaN (no value) satisfies nothing. */
    public boolean holds(double value) {
      return switch (operator) {
        case AT_LEAST -> value >= bound;
        case ABOVE -> value > bound;
        case AT_MOST -> value <= bound;
        case BELOW -> value < bound;
        case EQUAL -> value == bound;
      };
    }

    @Override
    public String toString() {
      String number =
          bound == Math.rint(bound) && Math.abs(bound) < 1e15 ? "" + (long) bound : "" + bound;
      return operator.sign() + " " + number;
    }
  }

  /**
   * Returns how much a relevant interaction counts: 1, or its value, and 1 where it has no value.
   *
   * @param value its value, NaN where it has none
   */
  public double gain(double value) {
    return grade == Grade.ONE || Double.isNaN(value) ? 1 : value;
  }
}
