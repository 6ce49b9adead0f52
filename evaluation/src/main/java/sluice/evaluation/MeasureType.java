package sluice.evaluation;

import java.util.List;
import java.util.Optional;
import sluice.core.plugin.PluginType;

/**
 * A measure of ranked lists that can be plugged in, such as {@code nDCG}: one class, and one line
 * in {@code META-INF/services/sluice.evaluation.MeasureType}.
 *
 * <p>The type says what may follow its name; a {@link Measure} is the type with its cutoff, variant
 * and parameter. A user's value is numerator / denominator of its {@link Formula}, and the measure
 * is the mean over all users with at least one relevant item. Higher is better.
 */
public interface MeasureType extends PluginType {
  /** What a measure must know besides the lists. */
  enum Needs {
    /** What is good for whom. */
    JUDGEMENTS,
    /** Also how many items could have been listed, which judgement files do not hold. */
    CATALOGUE,
    /** The true expected value of every item: see {@link TrueNdcg}. */
    TRUTH
  }

  /**
   * A number that may stand in brackets, {@code (p=0.8)}.
   *
   * @param name lower-case letters
   * @param fallback what it is where it is not given
   * @param above it must be larger than this
   * @param below it must be less than this
   */
  record Parameter(String name, double fallback, double above, double below) {}

  /** Returns the name before the {@code @}: letters, digits and hyphens. */
  @Override
  String type();

  /** Says whether it looks at the first k items, {@code @k}, or has no cutoff. */
  default boolean hasCutoff() {
    return true;
  }

  /** Returns the variants that may stand in brackets, lower-case letters, without the plain one. */
  default List<String> variants() {
    return List.of();
  }

  /** Returns the number that may stand in brackets. */
  default Optional<Parameter> parameter() {
    return Optional.empty();
  }

  /** Returns what a measure of this type must know. */
  default Needs needs(Measure measure) {
    return Needs.JUDGEMENTS;
  }

  /**
   * Returns the value for one user in words, as a sentence without its capital and its full stop:
   * gain, discount, denominator. {@link Measure#description} adds what is relevant, ties, and who
   * is counted.
   */
  String describe(Measure measure);

  /** Returns how a measure of this type counts. Called once; what it returns is used for all. */
  Formula formula(Measure measure);
}
