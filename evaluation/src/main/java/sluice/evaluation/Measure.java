package sluice.evaluation;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A named number about ranked lists, read from a string such as {@code nDCG@10} and printed the
 * same.
 *
 * <p>With {@code rel} a user's relevant items (gain above 0, and meeting the condition if there is
 * one), top = the first k of the user's list, and g the gain:
 *
 * <ul>
 *   <li>{@code precision@k} = hits in top / k, even where the list is shorter;
 *   <li>{@code recall@k} = hits in top / |rel|;
 *   <li>{@code nDCG@k} = Σ g / log₂(rank + 1) over top, divided by the same of the best list of k;
 *       {@code nDCG@k(exp)} has 2^g − 1 in place of g; {@code nDCG@k(true)} takes g from the known
 *       truth for every item, see {@link TrueNdcg};
 *   <li>{@code mAP@k} = Σ precision@rank over the hits in top / min(|rel|, k), so that a perfect
 *       list scores 1; {@code mAP@k(rel)} divides by |rel| as trec_eval does;
 *   <li>{@code MRR@k} = 1 / rank of the first hit in top, 0 without one;
 *   <li>{@code hit-rate@k} = 1 with a hit in top, else 0.
 * </ul>
 *
 * <p>Each is the mean over all users with at least one relevant item; one without a list counts 0.
 *
 * @param kind what is measured
 * @param cutoff k, from 1
 * @param variant how it departs from the plain kind
 * @param condition what narrows the relevant items
 */
public record Measure(Kind kind, int cutoff, Variant variant, Optional<Condition> condition) {
  /** The largest cutoff. */
  public static final int MAX_CUTOFF = 1_000_000;

  /** What is measured. */
  public enum Kind {
    /** Share of the first k that is relevant. */
    PRECISION("precision"),
    /** Share of the relevant that is in the first k. */
    RECALL("recall"),
    /** Normalised discounted cumulative gain. */
    NDCG("nDCG"),
    /** Mean average precision. */
    MAP("mAP"),
    /** Mean reciprocal rank of the first hit. */
    MRR("MRR"),
    /** Share of users with a hit. */
    HIT_RATE("hit-rate");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** Returns the name before the {@code @}. */
    public String label() {
      return label;
    }
  }

  /** How a measure departs from its plain kind. */
  public enum Variant {
    /** Not at all. */
    PLAIN("", null),
    /** nDCG with gain 2^grade − 1. */
    EXPONENTIAL("(exp)", Kind.NDCG),
    /** nDCG whose gains are the known truth of every item. */
    TRUE("(true)", Kind.NDCG),
    /** mAP divided by |rel|. */
    BY_RELEVANT("(rel)", Kind.MAP);

    private final String suffix;
    private final @Nullable Kind kind;

    Variant(String suffix, @Nullable Kind kind) {
      this.suffix = suffix;
      this.kind = kind;
    }

    /** Returns what stands behind the cutoff, in brackets, or nothing. */
    public String suffix() {
      return suffix;
    }

    boolean fits(Kind of) {
      return kind == null || kind == of;
    }
  }

  /** Checks. */
  public Measure {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(condition, "condition");
    if (cutoff < 1 || cutoff > MAX_CUTOFF) {
      throw new IllegalArgumentException("cutoff " + cutoff + " is not in 1 … " + MAX_CUTOFF);
    }
    if (!variant.fits(kind)) {
      throw new IllegalArgumentException(kind.label() + " has no variant " + variant.suffix());
    }
    if (variant == Variant.TRUE && condition.isPresent()) {
      throw new IllegalArgumentException("nDCG(true) takes no condition: its gains are the truth");
    }
  }

  /** Makes a plain measure. */
  public static Measure of(Kind kind, int cutoff) {
    return new Measure(kind, cutoff, Variant.PLAIN, Optional.empty());
  }

  /**
   * Reads a measure's name.
   *
   * @throws sluice.core.UserError where it is none, with the nearest name there is
   */
  public static Measure parse(String name) {
    return MeasureNames.parse(name);
  }

  /** Returns this measure with only values from a bound on as relevant. */
  public Measure where(Condition bound) {
    return new Measure(kind, cutoff, variant, Optional.of(bound));
  }

  /** Returns the name, such as {@code nDCG@10(exp)[value>=4]}; {@link #parse} reads it back. */
  @Override
  public String toString() {
    String bound = condition.map(Condition::toString).orElse("");
    return kind.label() + "@" + cutoff + variant.suffix() + bound;
  }

  /** Returns the contract in words: denominator, gain, discount, cutoff, ties, users counted. */
  public String description() {
    return MeasureNames.describe(this);
  }
}
