package sluice.evaluation.beyond;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import sluice.core.ConfigNode;
import sluice.core.UserError;
import sluice.core.plugin.PluginTypes;

/**
 * A named number about lists that does not ask whether they are right, read from a string such as
 * {@code diversity@10(category)} and printed the same.
 *
 * @param type what is measured
 * @param cutoff how many of the first items of each list count, from 1
 */
public record BeyondMeasure(BeyondMeasureType type, int cutoff) {
  private static final Pattern NAME = Pattern.compile("([A-Za-z-]+)@([0-9]{1,9})(\\([a-z]+\\))?");

  /** The largest cutoff. */
  public static final int MAX_CUTOFF = 1_000_000;

  private static @Nullable PluginTypes<BeyondMeasureType> known;

  /** Checks. */
  public BeyondMeasure {
    if (cutoff < 1 || cutoff > MAX_CUTOFF) {
      throw new IllegalArgumentException("cutoff " + cutoff);
    }
  }

  /** Returns every type at a cutoff, sorted by name. */
  public static List<BeyondMeasure> all(int cutoff) {
    return types().stream().map(type -> new BeyondMeasure(type, cutoff)).toList();
  }

  /** Reads the types once, so that a measure equals another of the same name. */
  private static synchronized List<BeyondMeasureType> types() {
    if (known == null) {
      known = PluginTypes.load(BeyondMeasureType.class, "measure beyond accuracy");
    }
    return known.all();
  }

  /**
   * Reads a name.
   *
   * @throws UserError where there is no such measure
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static BeyondMeasure parse(String text) {
    Matcher m = NAME.matcher(text);
    if (m.matches()) {
      String name = m.group(1) + (m.group(3) == null ? "" : m.group(3));
      int cutoff = Integer.parseInt(m.group(2));
      for (BeyondMeasureType type : types()) {
        if (type.type().equals(name)) {
          if (cutoff < 1 || cutoff > MAX_CUTOFF) {
            throw new UserError("\"" + text + "\": the cutoff goes from 1 to " + MAX_CUTOFF);
          }
          return new BeyondMeasure(type, cutoff);
        }
      }
    }
    List<String> names = all(10).stream().map(BeyondMeasure::name).toList();
    throw new UserError(
        "\""
            + text
            + "\" is no measure beyond accuracy"
            + ConfigNode.didYouMean(text.toLowerCase(Locale.ROOT), names)
            + ". There are: "
            + String.join(", ", names)
            + ", each at any cutoff");
  }

  /** Returns the name, such as {@code gini@10}. */
  public String name() {
    String name = type.type();
    int bracket = name.indexOf('(');
    int end = bracket < 0 ? name.length() : bracket;
    return name.substring(0, end) + "@" + cutoff + name.substring(end);
  }

  @Override
  public String toString() {
    return name();
  }
}
