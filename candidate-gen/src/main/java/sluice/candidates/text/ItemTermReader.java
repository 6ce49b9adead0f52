package sluice.candidates.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import sluice.core.Column;
import sluice.core.ConfigNode;
import sluice.core.FittingPart;
import sluice.core.Tags;
import sluice.core.UserError;

/**
 * Reads the terms of items from their columns, in the version that holds at the part's end, and
 * from the users' tags.
 *
 * <p>Texts are cut into words, lower-cased, stop words left out, stemmed (Lucene's English
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
    return !untilFound(part, fields, (item, field, word) -> true);
  }

  /** Says whether two items share a term in these fields. */
  public static boolean anyShared(FittingPart part, List<String> fields) {
    Map<String, Integer> first = new HashMap<>();
    return !untilFound(
        part,
        fields,
        (item, field, word) -> {
          Integer before = first.putIfAbsent(field + "\n" + word, item);
          return before != null && before != item;
        });
  }

  /** Reads fields that {@link #readable} lists. */
  public static ItemTerms read(FittingPart part, List<String> fields) {
    ItemTerms.Builder builder = new ItemTerms.Builder(fields, part.catalogue().size());
    untilFound(
        part,
        fields,
        (item, field, word) -> {
          builder.add(item, field, word);
          return false;
        });
    return builder.build();
  }

  /** Looks at one occurrence of a term and says whether that is enough. */
  private interface Occurrence {
    boolean enough(int item, int field, String word);
  }

  /** Walks over all terms, item by item, until one is enough; says whether none was. */
  private static boolean untilFound(FittingPart part, List<String> fields, Occurrence found) {
    int items = part.catalogue().size();
    int[][] tags = tagsByItem(part.tags(), items);
    try (Analyzer analyzer = new EnglishAnalyzer()) {
      for (int item = 0; item < items; item++) {
        int row = part.items().row(item, part.asOf());
        for (int f = 0; f < fields.size(); f++) {
          List<String> words = new ArrayList<>();
          Column column = part.items().columns().get(fields.get(f));
          if (column != null && row >= 0) {
            add(words, column, row, analyzer);
          }
          if (fields.get(f).equals(TAGS)) {
            for (int tag : tags[item]) {
              add(words, part.tags().values().id(tag));
            }
          }
          for (String word : words) {
            if (found.enough(item, f, word)) {
              return false;
            }
          }
        }
      }
    }
    return true;
  }

  /** Cuts a text as the columns are cut. */
  static List<String> words(Analyzer analyzer, String text) {
    List<String> words = new ArrayList<>();
    try (TokenStream tokens = analyzer.tokenStream("", text)) {
      CharTermAttribute word = tokens.addAttribute(CharTermAttribute.class);
      tokens.reset();
      while (tokens.incrementToken()) {
        words.add(word.toString());
      }
      tokens.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return words;
  }

  private static void add(List<String> words, Column column, int row, Analyzer analyzer) {
    switch (column) {
      case Column.Texts texts -> words.addAll(words(analyzer, texts.value(row)));
      case Column.Categories categories -> {
        for (int k = 0; k < categories.count(row); k++) {
          add(words, categories.values().id(categories.code(row, k)));
        }
      }
      case Column.Numbers n -> throw new IllegalArgumentException("a column of numbers");
      case Column.Times t -> throw new IllegalArgumentException("a column of times");
    }
  }

  private static void add(List<String> words, String whole) {
    String word = whole.strip().toLowerCase(Locale.ROOT);
    if (!word.isEmpty()) {
      words.add(word);
    }
  }

  private static int[][] tagsByItem(Tags tags, int items) {
    int[] counts = new int[items];
    for (int i = 0; i < tags.size(); i++) {
      counts[tags.item(i)]++;
    }
    int[][] byItem = new int[items][];
    for (int item = 0; item < items; item++) {
      byItem[item] = new int[counts[item]];
    }
    for (int i = tags.size() - 1; i >= 0; i--) {
      byItem[tags.item(i)][--counts[tags.item(i)]] = tags.tag(i);
    }
    return byItem;
  }
}
