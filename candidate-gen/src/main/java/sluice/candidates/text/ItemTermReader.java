package sluice.candidates.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
   * Returns those of the named fields that the data has.
   *
   * @param asked the names
   * @param by who asks, for the message; where empty, a name that the data lacks is left out
   *     instead of refused. {@code tags} is never refused: they may come later
   */
  public static List<String> choose(FittingPart part, List<String> asked, Optional<String> by) {
    List<String> readable = readable(part);
    List<String> chosen = new ArrayList<>();
    for (String field : asked) {
      if (readable.contains(field)) {
        chosen.add(field);
      } else if (by.isPresent() && !field.equals(TAGS)) {
        boolean there = part.items().columns().containsKey(field);
        throw new UserError(
            by.get()
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

  /** Reads fields that {@link #readable} lists. */
  public static ItemTerms read(FittingPart part, List<String> fields) {
    int items = part.catalogue().size();
    int[][] tags = tagsByItem(part.tags(), items);
    ItemTerms.Builder builder = new ItemTerms.Builder(fields, items);
    try (Analyzer analyzer = new EnglishAnalyzer()) {
      for (int item = 0; item < items; item++) {
        int row = part.items().row(item, part.asOf());
        for (int f = 0; f < fields.size(); f++) {
          Column column = part.items().columns().get(fields.get(f));
          if (column != null && row >= 0) {
            add(builder, f, column, row, analyzer);
          }
          if (fields.get(f).equals(TAGS)) {
            for (int tag : tags[item]) {
              add(builder, f, part.tags().values().id(tag));
            }
          }
        }
        builder.end(item);
      }
    }
    return builder.build();
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

  private static void add(
      ItemTerms.Builder builder, int field, Column column, int row, Analyzer analyzer) {
    switch (column) {
      case Column.Texts texts ->
          words(analyzer, texts.value(row)).forEach(word -> builder.add(field, word));
      case Column.Categories categories -> {
        for (int k = 0; k < categories.count(row); k++) {
          add(builder, field, categories.values().id(categories.code(row, k)));
        }
      }
      case Column.Numbers n -> throw new IllegalArgumentException("a column of numbers");
      case Column.Times t -> throw new IllegalArgumentException("a column of times");
    }
  }

  private static void add(ItemTerms.Builder builder, int field, String whole) {
    String word = whole.strip().toLowerCase(Locale.ROOT);
    if (!word.isEmpty()) {
      builder.add(field, word);
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
