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
      Pattern.compile("([A-Za-z-]+)@([0-9]{1,9})(\\([a-z]+\\))?(?:\\[value>=([-+0-9.eE]+)\\])?");

  private MeasureNames() {}

  static Measure parse(String name) {
    Matcher m = FORM.matcher(name);
    if (!m.matches()) {
      throw unknown(name, "");
    }
    int cutoff = Integer.parseInt(m.group(2));
    if (cutoff < 1 || cutoff > Measure.MAX_CUTOFF) {
      throw unknown(name, " The cutoff must be in 1 … " + Measure.MAX_CUTOFF + ".");
    }
    Optional<Kind> kind = kind(m.group(1));
    Optional<Variant> variant = variant(m.group(3) == null ? "" : m.group(3));
    if (kind.isEmpty() || variant.isEmpty() || !variant.get().fits(kind.get())) {
      throw unknown(name, "");
    }
    Optional<Condition> condition = Optional.empty();
    if (m.group(4) != null) {
      condition = Optional.of(condition(name, m.group(4)));
      if (variant.get() == Variant.TRUE) {
        throw unknown(name, " nDCG(true) takes no condition: its gains are the truth.");
      }
    }
    return new Measure(kind.get(), cutoff, variant.get(), condition);
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
    Matcher number = Pattern.compile("[0-9]{1,6}").matcher(name);
    String cutoff = number.find() ? number.group() : "10";
    List<String> near = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      for (Variant variant : Variant.values()) {
        if (variant.fits(kind)) {
          near.add(kind.label() + "@" + cutoff + variant.suffix());
          near.add(kind.label() + "@" + cutoff + variant.suffix() + "[value>=4]");
        }
      }
    }
    return new UserError(
        "Unknown measure \""
            + name
            + "\"."
            + why
            + (near.contains(name) ? "" : ConfigNode.didYouMean(name, near))
            + " A measure is one of precision, recall, nDCG, mAP, MRR, hit-rate, then @ and the"
            + " cutoff; nDCG may be followed by (exp) or (true), mAP by (rel), and all but"
            + " nDCG(true) by a bound such as [value>=4].");
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
              "hits among the first " + k + ", divided by " + k + " even where the list is shorter";
          case RECALL ->
              "hits among the first " + k + ", divided by the number of the user's relevant items";
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
                          + " and the number of the user's relevant items, so that a perfect list scores 1");
          case NDCG ->
              "sum over the first "
                  + k
                  + " of gain / log2(rank + 1), divided by the same sum of the best possible list of "
                  + k
                  + "; gain is "
                  + switch (m.variant()) {
                    case EXPONENTIAL -> "2^grade − 1";
                    case TRUE ->
                        "the true expected value of the item for the user, known for every available item";
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
        + ", warm or cold; a user without a list counts 0. Lists are in the system's own order, ties"
        + " broken by hash.";
  }

  private static String bound(Condition c) {
    String text = c.toString();
    return text.substring("[value>=".length(), text.length() - 1);
  }
}
