package sluice.ingestion.split;

import java.util.List;
import sluice.core.Interactions;
import sluice.ingestion.Relevance;

/**
 * The dataset's rule of relevance, held against rows of a table.
 *
 * <p>A negative event is never relevant, nor one whose gain is not above 0.
 */
final class Judge {
  private final Relevance rule;
  private final Interactions table;
  private final boolean[] eventCounts;

  Judge(Relevance rule, Interactions table) {
    this.rule = rule;
    this.table = table;
    List<String> types = table.eventTypes();
    this.eventCounts = new boolean[types.size()];
    for (int e = 0; e < eventCounts.length; e++) {
      eventCounts[e] = rule.events().contains(types.get(e));
    }
  }

  /** Returns how relevant a row is; 0 where it is not. */
  float gain(int row) {
    if (!eventCounts[table.event(row)] || !(table.weight(row) > 0)) {
      return 0;
    }
    if (rule.value().isEmpty() && rule.grade() == Relevance.Grade.ONE) {
      return 1;
    }
    double value = decimal(table.value(row));
    if (rule.value().isPresent() && !rule.value().get().holds(value)) {
      return 0;
    }
    return (float) Math.max(0, rule.gain(value));
  }

  /** Returns the shortest decimal that a float stands for, so that 4.1 is at least 4.1. */
  private static double decimal(float value) {
    return value == (int) value || Float.isNaN(value)
        ? value
        : Double.parseDouble(Float.toString(value));
  }
}
