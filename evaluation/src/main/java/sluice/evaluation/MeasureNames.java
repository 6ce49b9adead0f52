package sluice.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sluice.core.ConfigNode;
import sluice.core.UserError;
import sluice.evaluation.Measure.Kind;
import sluice.evaluation.Measure.Variant;

/** How measures are spelt, and what each promises. */
final class MeasureNames {
  private static final Pattern FORM =
      Pattern.compile(
          "(?<kind>[A-Z]?[A-Za-z-]*[A-Za-z]1?)(?:@(?<cutoff>[0-9]{1,9}))?"
              + "(?:\\(p=(?<p>[0-9.]{1,20})\\))?(?<variant>\\([a-z]+\\))?"
              + "(?:\\[value>=(?<value>[-+0-9.eE]+)\\])?");

  private MeasureNames() {}

  static Measure parse(String name) {
    Matcher m = FORM.matcher(name);
    if (!m.matches()) {
      throw unknown(name, "");
    }
    Optional<Kind> kind = kind(m.group("kind"));
    Optional<Variant> variant = variant(m.group("variant") == null ? "" : m.group("variant"));
    if (kind.isEmpty()
        || variant.isEmpty()
        || !variant.get().fits(kind.get())
        || kind.get().hasCutoff() != (m.group("cutoff") != null)) {
      throw unknown(name, "");
    }
    int cutoff = m.group("cutoff") == null ? 0 : Integer.parseInt(m.group("cutoff"));
    if (kind.get().hasCutoff() && (cutoff < 1 || cutoff > Measure.MAX_CUTOFF)) {
      throw unknown(name, " The cutoff must be in 1 … " + Measure.MAX_CUTOFF + ".");
    }
    double p = m.group("p") == null ? Measure.PERSISTENCE : persistence(name, m.group("p"));
    if (m.group("p") != null && kind.get() != Kind.RBP) {
      throw unknown(name, " Only RBP has a p.");
    }
    Optional<Condition> condition = Optional.empty();
    if (m.group("value") != null) {
      condition = Optional.of(condition(name, m.group("value")));
      if (variant.get() == Variant.TRUE) {
        throw unknown(name, " nDCG(true) takes no condition: its gains are the truth.");
      }
    }
    return new Measure(kind.get(), cutoff, variant.get(), p, condition);
  }

  private static double persistence(String name, String text) {
    try {
      double p = Double.parseDouble(text);
      if (p > 0 && p < 1) {
        return p;
      }
    } catch (NumberFormatException e) {
      throw unknown(name, " " + text + " is not a number.");
    }
    throw unknown(name, " p must lie between 0 and 1.");
  }

  private static Condition condition(String name, String bound) {
    try {
      return new Condition(Double.parseDouble(bound));
    } catch (IllegalArgumentException e) {
      throw unknown(name, " " + bound + " is not a number.");
    }
  }

  private static Optional<Kind> kind(String label) {
    for (Kind kind : Kind.values()) {
      if (kind.label().equals(label)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  private static Optional<Variant> variant(String suffix) {
    for (Variant variant : Variant.values()) {
      if (variant.suffix().equals(suffix)) {
        return Optional.of(variant);
      }
    }
    return Optional.empty();
  }

  private static UserError unknown(String name, String why) {
    Matcher number = Pattern.compile("(?<=@)[0-9]{1,6}").matcher(name);
    String cutoff = number.find() ? number.group() : "10";
    List<String> near = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      for (Variant variant : Variant.values()) {
        if (variant.fits(kind)) {
          String plain = kind.label() + (kind.hasCutoff() ? "@" + cutoff : "") + variant.suffix();
          near.add(plain);
          near.add(plain + "[value>=4]");
        }
      }
    }
    return new UserError(
        "Unknown measure \""
            + name
            + "\"."
            + why
            + (near.contains(name) ? "" : ConfigNode.didYouMean(name, near))
            + " A measure is one of precision, recall, F1, nDCG, mAP, MRR, hit-rate, RBP, AUC, then"
            + " @ and the cutoff, or R-precision; nDCG may be followed by (exp), (binary), (full)"
            + " or (true), mAP by (rel), recall by (capped), precision by (list), RBP by (p=0.9),"
            + " and all but nDCG(true) by a bound such as [value>=4]. sluice measures tells what"
            + " each means.");
  }

  static String describe(Measure m) {
    int k = m.cutoff();
    String rel =
        m.condition()
            .map(c -> "items held out for the user with a recorded value of at least " + bound(c))
            .orElse("items held out for the user with a gain above 0");
    String what =
        switch (m.kind()) {
          case PRECISION ->
              "hits among the first "
                  + k
                  + ", divided by "
                  + (m.variant() == Variant.BY_LENGTH
                      ? "the length of the list where that is less than " + k + ", else by " + k
                      : k + " even where the list is shorter");
          case RECALL ->
              "hits among the first "
                  + k
                  + ", divided by "
                  + (m.variant() == Variant.CAPPED ? "the smaller of " + k + " and " : "")
                  + "the number of the user's relevant items";
          case F1 ->
              "twice the hits among the first "
                  + k
                  + ", divided by "
                  + k
                  + " plus the number of the user's relevant items: the harmonic mean of precision"
                  + " and recall";
          case R_PRECISION ->
              "hits among as many first items as the user has relevant ones, divided by that"
                  + " number";
          case RBP ->
              "sum over the hits among the first "
                  + k
                  + " of (1 − p) · p^(rank − 1) with p = "
                  + m.persistence()
                  + "; not divided by its maximum";
          case AUC ->
              "share of pairs of a relevant item and another item of the catalogue in which the"
                  + " relevant one stands first; items past the first "
                  + k
                  + " are tied behind them, a tie counts half";
          case HIT_RATE -> "1 with a hit among the first " + k + ", else 0";
          case MRR -> "1 / rank of the first hit among the first " + k + ", 0 without one";
          case MAP ->
              "sum over the hits among the first "
                  + k
                  + " of the precision down to that rank, divided by "
                  + (m.variant() == Variant.BY_RELEVANT
                      ? "the number of the user's relevant items, as trec_eval does"
                      : "the smaller of "
                          + k
                          + " and the number of the user's relevant items, so that a perfect list"
                          + " scores 1");
          case NDCG ->
              "sum over the first "
                  + k
                  + " of gain / log2(rank + 1), divided by the same sum of "
                  + (m.variant() == Variant.FULL
                      ? "a list of " + k + " relevant items, however few the user has"
                      : "the best possible list of " + k)
                  + "; gain is "
                  + switch (m.variant()) {
                    case EXPONENTIAL -> "2^grade − 1";
                    case BINARY, FULL -> "1 for every relevant item";
                    case TRUE ->
                        "the true expected value of the item for the user, known for every"
                            + " available item";
                    default -> "the grade, 1 where the data has none";
                  };
        };
    String users =
        m.condition().isPresent()
            ? "Mean over all users with at least one such item"
            : "Mean over all users with at least one relevant item";
    String relevant = m.variant() == Variant.TRUE ? "" : " Relevant are " + rel + ".";
    return Character.toUpperCase(what.charAt(0))
        + what.substring(1)
        + "."
        + relevant
        + " "
        + users
        + ", warm or cold; a user without a list counts 0. Lists are in the system's own order,"
        + " ties broken by hash.";
  }

  private static String bound(Condition c) {
    String text = c.toString();
    return text.substring("[value>=".length(), text.length() - 1);
  }
}
