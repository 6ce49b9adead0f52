package sluice.candidates.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.lucene.store.ByteBuffersDirectory;
import sluice.core.Column;
import sluice.core.ConfigNode;
import sluice.core.FittingPart;
import sluice.core.UserError;

/**
 * Reads the terms of items from their columns, in the version that holds at the part's end, and
 * from the users' tags.
 *
 * <p>Texts are split into words, lower-cased, stop words left out, stemmed (Lucene's English
 * analyser); each category, value of a set, and tag is one term as a whole, lower-cased. The field
 * {@code tags} joins the users' tags of this part with a column of that name, where there is one.
 */
public final class ItemTermReader {
  /** The field that the users' tags are read under. */
  public static final String TAGS = "tags";

  private ItemTermReader() {}

  /**
   * Returns the fields that can be read from a part: text, category and set columns, and the tags.
   */
  public static List<String> readable(FittingPart part) {
    List<String> fields = new ArrayList<>();
    part.items()
        .columns()
        .forEach((name, column) -> {
          if (column instanceof Column.Texts || column instanceof Column.Categories) {
            fields.add(name);
          }
        });
    if (part.tags().size() > 0 && !fields.contains(TAGS)) {
      fields.add(TAGS);
    }
    return fields;
  }

  /**
   * Returns the fields that are searched where none are named: title and name, or every text column
   * where the items have neither; then the users' tags and the genres.
   */
  public static List<String> suitable(FittingPart part) {
    List<String> readable = readable(part);
    Set<String> chosen = new LinkedHashSet<>(List.of("title", "name"));
    chosen.retainAll(readable);
    if (chosen.isEmpty()) {
      readable.stream()
          .filter(f -> part.items().columns().get(f) instanceof Column.Texts)
          .forEach(chosen::add);
    }
    Stream.of(TAGS, "genres").filter(readable::contains).forEach(chosen::add);
    return List.copyOf(chosen);
  }

  /**
   * Returns those of the named fields that the data has.
   *
   * @param asked the names
   * @param by who asks, for the message
   * @throws UserError for a name that the items do not have; {@code tags} is never refused: they
   *     may come later
   */
  public static List<String> choose(FittingPart part, List<String> asked, String by) {
    List<String> readable = readable(part);
    List<String> chosen = new ArrayList<>();
    for (String field : asked) {
      if (readable.contains(field)) {
        chosen.add(field);
      } else if (!field.equals(TAGS)) {
        boolean there = part.items().columns().containsKey(field);
        throw new UserError(
            by
                + " names the field "
                + field
                + (there
                    ? ", which holds numbers or times and cannot be searched by words"
                    : ", which the items do not have")
                + ConfigNode.didYouMean(field, readable)
                + "; there "
                + (readable.isEmpty() ? "is none" : "are: " + String.join(", ", readable)));
      }
    }
    return chosen;
  }

  /** Says whether any item has a term in these fields. */
  public static boolean any(FittingPart part, List<String> fields) {
    return new IndexDocuments(part, fields).any((item, field, word) -> true);
  }

  /** Says whether two items share a term in these fields. */
  public static boolean anyShared(FittingPart part, List<String> fields) {
    Map<String, Integer> first = new HashMap<>();
    return new IndexDocuments(part, fields)
        .any((item, field, word) -> {
          Integer before = first.putIfAbsent(field + "\n" + word, item);
          return before != null && before != item;
        });
  }

  /** Reads fields that {@link #readable} lists. */
  public static ItemTerms read(FittingPart part, List<String> fields) {
    return ItemIndex.build(part, fields, new ByteBuffersDirectory()).terms();
  }
}
