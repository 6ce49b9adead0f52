package sluice.studies.search;

import java.util.List;
import sluice.core.ConfigNode;

/**
 * One setting that is searched: what it may be, and how a place in 0 … 1 is read as a value.
 *
 * @param key of the setting
 * @param low the least number; not read where there are choices
 * @param high the greatest number
 * @param whole whether only whole numbers are meant
 * @param log whether equal ratios, not equal differences, lie equally far apart
 * @param choices the values to choose among, empty for numbers
 */
record Dimension(
    String key, double low, double high, boolean whole, boolean log, List<Object> choices) {
  private static final String EXPECTED =
      "[least, greatest], [least, greatest, log] or a list of words is expected";

  Dimension {
    choices = List.copyOf(choices);
  }

  /**
   * Reads {@code [3, 9]} (whole numbers), {@code [0.5, 1.0]}, {@code [0.02, 0.3, log]} or {@code
   * [ndcg, pairwise]}.
   */
  static Dimension read(String key, ConfigNode node) {
    List<ConfigNode> parts = node.elements();
    if (parts.size() < 2) {
      throw node.error(EXPECTED);
    }
    List<Object> values = parts.stream().map(part -> value(part, node)).toList();
    boolean log = values.size() == 3 && values.get(2).equals("log");
    if (!(values.get(0) instanceof Number least) || !(values.get(1) instanceof Number most)) {
      return new Dimension(key, 0, 1, false, false, values);
    }
    double low = least.doubleValue();
    double high = most.doubleValue();
    if ((values.size() > 2 && !log) || low >= high || (log && low <= 0)) {
      throw node.error(
          EXPECTED + ", the least below the greatest" + (log ? " and, with log, above 0" : ""));
    }
    boolean whole = values.get(0) instanceof Long && values.get(1) instanceof Long;
    return new Dimension(key, low, high, whole, log, List.of());
  }

  private static Object value(ConfigNode part, ConfigNode node) {
    Object value = part.scalarValue();
    if (value == null) {
      throw node.error(EXPECTED);
    }
    return value;
  }

  /** Returns the value at a place in [0, 1]. */
  Object at(double place) {
    if (!choices.isEmpty()) {
      return choices.get(choice(place));
    }
    double from = whole ? low - 0.5 : low;
    double to = whole ? high + 0.5 : high;
    if (log) {
      from = Math.log(whole ? Math.max(from, 0.5) : from);
      to = Math.log(to);
    }
    double value = from + place * (to - from);
    value = log ? Math.exp(value) : value;
    if (whole) {
      return Math.clamp(Math.round(value), (long) low, (long) high);
    }
    // Four digits are enough to try, and to read.
    double digits = Math.pow(10, 3 - Math.floor(Math.log10(Math.max(1e-300, Math.abs(value)))));
    return Math.clamp(Math.round(value * digits) / digits, low, high);
  }

  /** Returns which choice a place stands for. */
  int choice(double place) {
    return Math.min(choices.size() - 1, (int) (place * choices.size()));
  }
}
