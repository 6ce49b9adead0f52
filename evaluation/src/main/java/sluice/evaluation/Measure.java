package sluice.evaluation;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A named number about ranked lists, read from a string such as {@code nDCG@10} and printed the
 * same: a {@link MeasureType} with its cutoff, variant, parameter and condition.
 *
 * <p>With {@code rel} a user's relevant items (gain above 0, and meeting the condition if there is
 * one), it is the mean of the type's value over all users with at least one relevant item; one
 * without a list counts 0.
 *
 * @param type what is measured
 * @param cutoff k, from 1: only the first k items of a list count; 0 for a type that has none
 * @param variant one of the type's variants, or empty for the plain one
 * @param parameter the type's number, such as p of RBP; 0 for a type that has none
 * @param condition what narrows the relevant items
 */
public record Measure(
    MeasureType type, int cutoff, String variant, double parameter, Optional<Condition> condition) {
  /** The largest cutoff. */
  public static final int MAX_CUTOFF = 1_000_000;

  /** Checks. */
  public Measure {
    Objects.requireNonNull(condition, "condition");
    String name = type.type();
    if (type.hasCutoff() ? cutoff < 1 || cutoff > MAX_CUTOFF : cutoff != 0) {
      throw new IllegalArgumentException("cutoff " + cutoff + " is not in 1 … " + MAX_CUTOFF);
    }
    if (!variant.isEmpty() && !type.variants().contains(variant)) {
      throw new IllegalArgumentException(name + " has no variant (" + variant + ")");
    }
    double value = parameter;
    if (type.parameter().isEmpty()
        ? value != 0
        : type.parameter().filter(p -> p.above() < value && value < p.below()).isEmpty()) {
      throw new IllegalArgumentException("parameter " + parameter + " of " + name);
    }
  }

  /**
   * Reads a measure's name.
   *
   * @throws sluice.core.UserError where it is none, with the nearest name there is
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Measure parse(String name) {
    return MeasureNames.parse(name);
  }

  /** Returns every type on the class path, sorted by name, plain and in its variants. */
  public static List<Measure> all(int cutoff) {
    return MeasureNames.types().stream()
        .flatMap(type -> MeasureNames.variants(type, cutoff))
        .toList();
  }

  /** Returns this measure with only values from a bound on as relevant. */
  public Measure where(Condition bound) {
    return new Measure(type, cutoff, variant, parameter, Optional.of(bound));
  }

  /** Returns the variant of a plain measure whose gains are the known truth, if it has one. */
  public Optional<Measure> byTruth() {
    return type.variants().stream()
        .filter(v -> variant.isEmpty())
        .map(v -> new Measure(type, cutoff, v, parameter, Optional.empty()))
        .filter(m -> m.needs() == MeasureType.Needs.TRUTH)
        .findFirst();
  }

  /** Returns what it must know besides the lists. */
  public MeasureType.Needs needs() {
    return type.needs(this);
  }

  /** Returns the name, such as {@code nDCG@10(exp)[value>=4]}; {@link #parse} reads it back. */
  @Override
  public String toString() {
    return type.type()
        + (type.hasCutoff() ? "@" + cutoff : "")
        + type.parameter()
            .filter(p -> p.fallback() != parameter)
            .map(p -> "(" + p.name() + "=" + parameter + ")")
            .orElse("")
        + (variant.isEmpty() ? "" : "(" + variant + ")")
        + condition.map(Condition::toString).orElse("");
  }

  /** Returns the contract in words: denominator, gain, discount, cutoff, ties, users counted. */
  public String description() {
    String what = type.describe(this);
    String relevant =
        condition
            .map(c -> "with a recorded value of at least " + c.bound())
            .orElse("with a gain above 0");
    return Character.toUpperCase(what.charAt(0))
        + what.substring(1)
        + "."
        + (needs() == MeasureType.Needs.TRUTH
            ? ""
            : " Relevant are items held out for the user " + relevant + ".")
        + " Mean over all users with at least one "
        + (condition.isPresent() ? "such" : "relevant")
        + " item, warm or cold; a user without a list counts 0. Lists are in the system's own"
        + " order, ties broken by hash.";
  }
}
