package sluice.serving.feedback;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is said of an item or of a user: all of it, so that writing it again replaces what was said
 * before.
 *
 * @param values by column: one text, the text of a number or of a time in milliseconds since 1970
 *     UTC, or any number of categories; a column that is not there is empty
 * @param availableFrom of an item, milliseconds since 1970 UTC, {@link Long#MIN_VALUE} for always
 * @param availableUntil of an item, exclusive, {@link Long#MAX_VALUE} for ever
 */
public record Attributes(
    Map<String, List<String>> values, long availableFrom, long availableUntil) {
  /** Checks that a database can keep them, and copies; columns keep their order. */
  public Attributes {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    values.forEach((column, all) -> {
      List<String> texts = new ArrayList<>();
      all.forEach(text -> texts.add(Ids.checkText("a value of " + column, text)));
      copy.put(Ids.check("the name of a column", column), List.copyOf(texts));
    });
    values = Collections.unmodifiableMap(copy);
  }

  /** Makes attributes without dates. */
  public static Attributes always(Map<String, List<String>> values) {
    return new Attributes(values, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /** Says whether an item of these may be shown at a time. */
  public boolean available(long time) {
    return availableFrom <= time && time < availableUntil;
  }

  /** Returns a column's values, none where it is empty. */
  public List<String> of(String column) {
    return values.getOrDefault(column, List.of());
  }
}
