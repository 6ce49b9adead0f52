package sluice.candidates.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexableField;
import sluice.core.Column;
import sluice.core.FittingPart;
import sluice.core.Tags;

/**
 * Items as Lucene documents: their columns, in the version that holds at the part's end, and the
 * users' tags.
 *
 * <p>Texts are split into words by Lucene's analyser; each category, value of a set, and tag is one
 * term as a whole, lower-cased.
 */
final class IndexDocuments {
  private static final FieldType WORDS = type(true);
  private static final FieldType WHOLE = type(false);

  /** Longer values are cut: Lucene takes no term of more than 32,766 bytes. */
  private static final int LONGEST = 10_000;

  private final FittingPart part;
  private final List<String> fields;
  private final int[][] tags;

  IndexDocuments(FittingPart part, List<String> fields) {
    this.part = part;
    this.fields = fields;
    this.tags = tagsByItem(part.tags(), part.catalogue().size());
  }

  private static FieldType type(boolean words) {
    FieldType type = new FieldType();
    type.setTokenized(words);
    type.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
    type.freeze();
    return type;
  }

  /** Returns an item's document. */
  Document document(int item) {
    Document document = new Document();
    int row = part.items().row(item, part.asOf());
    for (String field : fields) {
      // an empty field, so that each document has a length: Lucene looks up lengths that some
      // documents lack far more slowly, and counts only documents with words in BM25
      document.add(new Field(field, "", WORDS));
      Column column = part.items().columns().get(field);
      if (column != null && row >= 0) {
        add(document, field, column, row);
      }
      if (field.equals(ItemTermReader.TAGS)) {
        for (int tag : tags[item]) {
          add(document, field, part.tags().values().id(tag));
        }
      }
    }
    return document;
  }

  private static void add(Document document, String field, Column column, int row) {
    switch (column) {
      case Column.Texts texts -> document.add(new Field(field, texts.value(row), WORDS));
      case Column.Categories categories -> {
        for (int k = 0; k < categories.count(row); k++) {
          add(document, field, categories.values().id(categories.code(row, k)));
        }
      }
      case Column.Numbers n -> throw new IllegalArgumentException("a column of numbers");
      case Column.Times t -> throw new IllegalArgumentException("a column of times");
    }
  }

  private static void add(Document document, String field, String whole) {
    String term = whole.strip().toLowerCase(Locale.ROOT);
    if (!term.isEmpty()) {
      String cut = term.substring(0, Math.min(term.length(), LONGEST));
      document.add(new Field(field, cut, WHOLE));
    }
  }

  /** Looks at one occurrence of a term and says whether that is enough. */
  interface Occurrence {
    boolean enough(int item, String field, String word);
  }

  /** Looks at term after term, item by item, until one is enough; says whether one was. */
  boolean any(Occurrence found) {
    try (Analyzer analyzer = new EnglishAnalyzer()) {
      for (int item = 0; item < tags.length; item++) {
        for (IndexableField field : document(item)) {
          try (TokenStream words = field.tokenStream(analyzer, null)) {
            CharTermAttribute word = words.addAttribute(CharTermAttribute.class);
            words.reset();
            while (words.incrementToken()) {
              if (found.enough(item, field.name(), word.toString())) {
                return true;
              }
            }
            words.end();
          }
        }
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
