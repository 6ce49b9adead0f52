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
 *   <li>{@code precision@k} = hits in top / k, even where the list is shorter; {@code
 *       precision@k(list)} divides by the length of top;
 *   <li>{@code recall@k} = hits in top / |rel|; {@code recall@k(capped)} divides by min(|rel|, k);
 *   <li>{@code F1@k} = 2 · hits / (k + |rel|), the harmonic mean of the two;
 *   <li>{@code R-precision} = hits in the first |rel| / |rel|; it has no cutoff;
 *   <li>{@code nDCG@k} = Σ g / log₂(rank + 1) over top, divided by the same of the best list of k;
 *       {@code nDCG@k(exp)} has 2^g − 1 in place of g, {@code nDCG@k(binary)} 1; {@code
 *       nDCG@k(full)} is binary, too, and divides by the sum over all k ranks, so that a user with
 *       fewer than k relevant items cannot reach 1; {@code nDCG@k(true)} takes g from the known
 *       truth for every item, see {@link TrueNdcg};
 *   <li>{@code mAP@k} = Σ precision@rank over the hits in top / min(|rel|, k), so that a perfect
 *       list scores 1; {@code mAP@k(rel)} divides by |rel| as trec_eval does;
 *   <li>{@code MRR@k} = 1 / rank of the first hit in top, 0 without one;
 *   <li>{@code hit-rate@k} = 1 with a hit in top, else 0;
 *   <li>{@code RBP@k(p=0.8)} = (1 − p) Σ p^(rank − 1) over the hits in top (Moffat and Zobel 2008);
 *       without brackets p is 0.8; not divided by its maximum, which stays below 1;
 *   <li>{@code AUC@k} = share of pairs of a relevant item and another item of the catalogue in
 *       which the relevant one stands first; items outside top stand behind it, all tied, and a tie
 *       counts half; no list counts 0 all the same.
 * </ul>
 *
 * <p>Each is the mean over all users with at least one relevant item; one without a list counts 0.
 *
 * @param kind what is measured
 * @param cutoff k, from 1; 0 for R-precision, which has none
 * @param variant how it departs from the plain kind
 * @param persistence p of RBP, 0.8 for all others
 * @param condition what narrows the relevant items
 */
public record Measure(
    Kind kind, int cutoff, Variant variant, double persistence, Optional<Condition> condition) {
  /** The largest cutoff. */
  public static final int MAX_CUTOFF = 1_000_000;

  /** p of RBP where none is given: the user looks at the next item with this probability. */
  public static final double PERSISTENCE = 0.8;

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
    HIT_RATE("hit-rate"),
    /** Harmonic mean of precision and recall. */
    F1("F1"),
    /** Precision at the number of the user's relevant items. */
    R_PRECISION("R-precision"),
    /** Rank-biased precision. */
    RBP("RBP"),
    /** Area under the ROC curve of the list over the catalogue. */
    AUC("AUC");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** Says whether it is measured at a cutoff. */
    public boolean hasCutoff() {
      return this != R_PRECISION;
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
    /** nDCG with gain 1 for every relevant item. */
    BINARY("(binary)", Kind.NDCG),
    /** Binary nDCG divided by the sum over all k ranks. */
    FULL("(full)", Kind.NDCG),
    /** mAP divided by |rel|. */
    BY_RELEVANT("(rel)", Kind.MAP),
    /** Recall divided by min(|rel|, k). */
    CAPPED("(capped)", Kind.RECALL),
    /** Precision divided by the length of the list where that is shorter than k. */
    BY_LENGTH("(list)", Kind.PRECISION);

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
    if (kind.hasCutoff() ? cutoff < 1 || cutoff > MAX_CUTOFF : cutoff != 0) {
      throw new IllegalArgumentException("cutoff " + cutoff + " is not in 1 … " + MAX_CUTOFF);
    }
    if (kind == Kind.RBP ? !(persistence > 0 && persistence < 1) : persistence != PERSISTENCE) {
      throw new IllegalArgumentException("persistence " + persistence + " of " + kind.label());
    }
    if (!variant.fits(kind)) {
      throw new IllegalArgumentException(kind.label() + " has no variant " + variant.suffix());
    }
    if (variant == Variant.TRUE && condition.isPresent()) {
      throw new IllegalArgumentException("nDCG(true) takes no condition: its gains are the truth");
    }
  }

  /** Makes a measure without a parameter. */
  public Measure(Kind kind, int cutoff, Variant variant, Optional<Condition> condition) {
    this(kind, cutoff, variant, PERSISTENCE, condition);
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
    return new Measure(kind, cutoff, variant, persistence, Optional.of(bound));
  }

  /** Returns the name, such as {@code nDCG@10(exp)[value>=4]}; {@link #parse} reads it back. */
  @Override
  public String toString() {
    String bound = condition.map(Condition::toString).orElse("");
    String at = kind.hasCutoff() ? "@" + cutoff : "";
    String p = persistence == PERSISTENCE ? "" : "(p=" + persistence + ")";
    return kind.label() + at + p + variant.suffix() + bound;
  }

  /** Returns the contract in words: denominator, gain, discount, cutoff, ties, users counted. */
  public String description() {
    return MeasureNames.describe(this);
  }
}
