package sluice.serving.search;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.KeywordField;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.util.BytesRef;
import sluice.core.Column;
import sluice.core.ConfigNode;
import sluice.core.EntityTable;
import sluice.core.UserError;

/**
 * Turns items into Lucene documents.
 *
 * <p>Words come from texts, categories and whole numbers (a year, say); the title's words stand in
 * a field of their own besides. The title is the column {@code title} or {@code name}, or else the
 * first of texts; an item without one is called by its id, which then can be searched for. Every
 * column of categories is a facet. Times are not searched. Immutable, safe for use by many threads.
 */
final class ItemDocuments {
  static final String ID = "id";
  static final String TITLE = "title";
  static final String TITLE_WORDS = "title.words";
  static final String WORDS = "words";
  static final String FROM = "from";
  static final String UNTIL = "until";

  private static final String FACET = "facet.";

  /** Longer values are searched by their words but are no facet values. */
  private static final int FACET_VALUE_LIMIT = 256;

  /** Whole numbers up to this are exact in a float. */
  private static final float WHOLE = 1 << 24;

  private static final FieldType TEXT = new FieldType();

  static {
    TEXT.setTokenized(true);
    TEXT.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
    TEXT.freeze();
  }

  private final Map<String, Column> columns;
  private final Optional<String> title;
  private final List<String> facets;

  /** Makes documents of items that have the columns of a table. */
  ItemDocuments(EntityTable items) {
    this.columns = new LinkedHashMap<>(items.columns());
    List<String> texts =
        columns.keySet().stream().filter(c -> columns.get(c) instanceof Column.Texts).toList();
    this.title =
        texts.stream()
            .filter(c -> c.equalsIgnoreCase("title"))
            .findFirst()
            .or(() -> texts.stream().filter(c -> c.equalsIgnoreCase("name")).findFirst())
            .or(() -> texts.stream().findFirst());
    this.facets =
        columns.keySet().stream().filter(c -> columns.get(c) instanceof Column.Categories).toList();
  }

  /** Returns the facet columns, in the table's order. */
  List<String> facets() {
    return facets;
  }

  /** Returns the Lucene field of a facet column. */
  static String facetField(String column) {
    return FACET + column;
  }

  /**
   * Makes an item's document.
   *
   * @throws UserError where an attribute is no column of the catalogue, or is no number though its
   *     column is of numbers
   */
  Document document(SearchItem item) {
    Document document = new Document();
    document.add(new KeywordField(ID, item.id(), Field.Store.YES));
    document.add(new LongField(FROM, item.availableFrom(), Field.Store.NO));
    document.add(new LongField(UNTIL, item.availableUntil(), Field.Store.NO));
    String name =
        title
            .map(t -> String.join(" ", item.attributes().getOrDefault(t, List.of())).strip())
            .filter(t -> !t.isEmpty())
            .orElse(item.id());
    document.add(new StoredField(TITLE, name));
    document.add(new Field(TITLE_WORDS, WordAnalyzer.prepare(name), TEXT));
    document.add(new Field(WORDS, WordAnalyzer.prepare(name), TEXT));
    item.attributes()
        .forEach((column, values) -> {
          Column kind = column(column);
          if (!column.equals(title.orElse(null))) {
            values.forEach(value -> add(document, item.id(), column, kind, value));
          }
        });
    return document;
  }

  private Column column(String name) {
    Column column = columns.get(name);
    if (column == null) {
      throw new UserError(
          "items have no attribute "
              + name
              + ConfigNode.didYouMean(name, columns.keySet())
              + "; there "
              + (columns.isEmpty() ? "is none" : "are: " + String.join(", ", columns.keySet())));
    }
    return column;
  }

  private static void add(Document document, String id, String column, Column kind, String value) {
    switch (kind) {
      case Column.Texts t -> words(document, value);
      case Column.Categories c -> {
        words(document, value);
        if (!value.isEmpty() && value.length() <= FACET_VALUE_LIMIT) {
          document.add(new SortedSetDocValuesField(facetField(column), new BytesRef(value)));
        }
      }
      case Column.Numbers n -> {
        float number = number(id, column, value);
        if (number == Math.rint(number) && Math.abs(number) <= WHOLE) {
          words(document, Integer.toString((int) number));
        }
      }
      case Column.Times t -> {}
    }
  }

  private static float number(String id, String column, String value) {
    try {
      return Float.parseFloat(value);
    } catch (NumberFormatException e) {
      throw new UserError(
          "the attribute " + column + " of item " + id + " must be a number, not '" + value + "'",
          e);
    }
  }

  private static void words(Document document, String text) {
    document.add(new Field(WORDS, WordAnalyzer.prepare(text), TEXT));
  }
}
