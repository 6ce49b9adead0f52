package sluice.evaluation.beyond;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import sluice.core.ConfigNode;
import sluice.core.UserError;

/**
 * A named number about lists that does not ask whether they are right, read from a string such as
 * {@code diversity@10(category)} and printed the same.
 *
 * @param kind what is measured
 * @param cutoff how many of the first items of each list count, from 1
 */
public record BeyondMeasure(Kind kind, int cutoff) {
  private static final Pattern NAME = Pattern.compile("([A-Za-z-]+)@([0-9]{1,9})(\\([a-z]+\\))?");

  /** The largest cutoff. */
  public static final int MAX_CUTOFF = 1_000_000;

  /** What a larger number means. */
  public enum Better {
    /** Larger is better. */
    HIGHER,
    /** Smaller is better. */
    LOWER,
    /** Neither by itself: a description. */
    NEITHER
  }

  /** What is measured. */
  public enum Kind {
    /** Share of the catalogue that anyone is shown. */
    COVERAGE(
        "coverage",
        "",
        Better.HIGHER,
        "share of the catalogue that is in anyone's list",
        "Distinct items in the first k of all lists / items of the catalogue. Of all users"
            + " together; it grows with the number of users, so that only runs on the same users"
            + " compare, and has no interval, as a resample of users would always cover less."),
    /** How unknown the items are. */
    NOVELTY(
        "novelty",
        "",
        Better.HIGHER,
        "mean self-information of the items, in bits",
        "Mean over the items of the first k of −log2(users who had the item / users), both in the"
            + " fitting part; an item nobody had counts as if one user had. Mean over all users; an"
            + " empty list counts 0 (Zhou and others 2010; RecTools' MIUF)."),
    /** Hits that popularity would not have brought. */
    SERENDIPITY(
        "serendipity",
        "",
        Better.HIGHER,
        "share of the list that is relevant and not in the popular list",
        "Relevant items among the first k that are not among the k most popular items the user may"
            + " be given / k. Mean over users with a relevant item; an empty list counts 0 (Ge and"
            + " others 2010, with popularity as the primitive model)."),
    /** Unlikeness inside a list by category. */
    DIVERSITY_CATEGORY(
        "diversity",
        "(category)",
        Better.HIGHER,
        "mean unlikeness of the pairs of a list, by category",
        "Mean over the pairs of the first k of 1 − Jaccard of their sets of categories; items"
            + " without a category are left out. Mean over all users; a list without a pair counts"
            + " 0 (Smyth and McClave 2001)."),
    /** Unlikeness inside a list by embedding. */
    DIVERSITY_EMBEDDING(
        "diversity",
        "(embedding)",
        Better.HIGHER,
        "mean unlikeness of the pairs of a list, by embedding",
        "Mean over the pairs of the first k of 1 − cosine of their vectors, 0 to 2; items with a"
            + " zero vector are left out. Mean over all users; a list without a pair counts 0"
            + " (Ziegler and others 2005)."),
    /** How unequally items are shown. */
    GINI(
        "gini",
        "",
        Better.LOWER,
        "inequality of how often items are shown",
        "Gini coefficient of how often each item of the catalogue is in the first k of a list: 0"
            + " where all are shown equally often, near 1 where one item takes all. Of all users"
            + " together, without an interval."),
    /** How evenly items are shown. */
    ENTROPY(
        "entropy",
        "",
        Better.HIGHER,
        "Shannon entropy of what is shown, in bits",
        "−Σ s log2 s with s an item's share of all places in the first k of the lists; 2 to this"
            + " power is how many items shown equally often would spread as far. Of all users"
            + " together, without an interval."),
    /** How popular the items are. */
    POPULARITY(
        "popularity",
        "",
        Better.NEITHER,
        "mean number of users who had the items",
        "Mean over the items of the first k of the number of users who had the item in the fitting"
            + " part. Mean over users with a list (Yin and others 2012, average recommendation"
            + " popularity)."),
    /** How much more popular than the history. */
    POPULARITY_LIFT(
        "popularity-lift",
        "",
        Better.NEITHER,
        "popularity of the lists over that of the histories",
        "Mean popularity of the first k / mean popularity of the user's history, each averaged over"
            + " the users with both, the means then divided: 1 is as popular as what they chose"
            + " themselves, above 1 more so. Abdollahpouri and others (2020) print this less 1. Its"
            + " interval is that of the ratio's linear part (delta method)."),
    /** Whether the list mixes categories as the history does. */
    CALIBRATION(
        "calibration",
        "",
        Better.LOWER,
        "Jensen–Shannon divergence of the list's categories from the history's",
        "Divergence in bits, 0 to 1, of the distribution over categories of the first k from that"
            + " of the user's history; an item spreads one unit evenly over its categories. 0 is"
            + " calibrated. Mean over users whose history has a category; a list without one counts"
            + " 1. Bounded, so that nothing is smoothed."),
    /** The same by Steck's divergence. */
    CALIBRATION_KL(
        "calibration",
        "(kl)",
        Better.LOWER,
        "Steck's divergence of the list's categories from the history's",
        "Σ p ln(p / q'), q' = 0.99 q + 0.01 p, with p the distribution over categories of the"
            + " history and q of the first k, from 0 to ln 100 = 4.6; p and q as in calibration@k."
            + " Mean over users whose history has a category; a list without one counts ln 100"
            + " (Steck 2018, with α = 0.01 and all items weighing the same).");

    private final String label;
    private final String variant;
    private final Better better;
    private final String summary;
    private final String description;

    Kind(String label, String variant, Better better, String summary, String description) {
      this.label = label;
      this.variant = variant;
      this.better = better;
      this.summary = summary;
      this.description = description;
    }

    private String pattern(String cutoff) {
      return label + "@" + cutoff + variant;
    }
  }

  /** Checks. */
  public BeyondMeasure {
    if (cutoff < 1 || cutoff > MAX_CUTOFF) {
      throw new IllegalArgumentException("cutoff " + cutoff);
    }
  }

  /** Returns every kind at a cutoff. */
  public static List<BeyondMeasure> all(int cutoff) {
    return Arrays.stream(Kind.values()).map(k -> new BeyondMeasure(k, cutoff)).toList();
  }

  /**
   * Reads a name.
   *
   * @throws UserError where there is no such measure
   */
  public static BeyondMeasure parse(String text) {
    Matcher m = NAME.matcher(text);
    if (m.matches()) {
      String variant = m.group(3) == null ? "" : m.group(3);
      for (Kind kind : Kind.values()) {
        int cutoff = Integer.parseInt(m.group(2));
        if (kind.label.equals(m.group(1)) && kind.variant.equals(variant)) {
          if (cutoff < 1 || cutoff > MAX_CUTOFF) {
            throw new UserError("\"" + text + "\": the cutoff goes from 1 to " + MAX_CUTOFF);
          }
          return new BeyondMeasure(kind, cutoff);
        }
      }
    }
    List<String> known = all(10).stream().map(BeyondMeasure::name).toList();
    throw new UserError(
        "\""
            + text
            + "\" is no measure beyond accuracy"
            + ConfigNode.didYouMean(text.toLowerCase(Locale.ROOT), known)
            + ". There are: "
            + known.stream().collect(Collectors.joining(", "))
            + ", each at any cutoff");
  }

  /** Returns the name, such as {@code gini@10}. */
  public String name() {
    return kind.pattern(Integer.toString(cutoff));
  }

  /** Returns what it is in a few words. */
  public String summary() {
    return kind.summary;
  }

  /** Returns the contract: formula, whom it counts, what an empty list counts, source. */
  public String description() {
    return kind.description;
  }

  /** Returns what a larger number means. */
  public Better better() {
    return kind.better;
  }

  /** Says whether it needs categories of the items. */
  public boolean needsCategories() {
    return kind == Kind.DIVERSITY_CATEGORY
        || kind == Kind.CALIBRATION
        || kind == Kind.CALIBRATION_KL;
  }

  /** Says whether it needs vectors of the items. */
  public boolean needsVectors() {
    return kind == Kind.DIVERSITY_EMBEDDING;
  }

  /** Says whether it is one number of all lists together, not a mean over users. */
  public boolean ofTheSystem() {
    return kind == Kind.COVERAGE || kind == Kind.GINI || kind == Kind.ENTROPY;
  }

  @Override
  public String toString() {
    return name();
  }
}
