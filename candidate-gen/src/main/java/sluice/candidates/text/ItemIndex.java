package sluice.candidates.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.LogDocMergePolicy;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.MMapDirectory;
import sluice.core.RankedItems;
import sluice.core.TieBreak;
import sluice.core.UserError;

/**
 * A Lucene inverted index over the terms of items, one document an item that has any, in the
 * catalogue's order, one segment.
 *
 * <p>Only term frequencies and lengths are kept, no positions and no stored fields. Scores are
 * Lucene's BM25 with k1 1.2 and b 0.75, added up by {@link Postings}. Two builds of the same terms
 * have the same terms and postings; files differ in Lucene's own ids. Safe for use by many threads.
 */
public final class ItemIndex {
  /**
   * Held, so that the level stays: Lucene tells which vector instructions it found, which is not
   * for the user.
   */
  private static final Logger LUCENE = Logger.getLogger("org.apache.lucene");

  static {
    LUCENE.setLevel(Level.WARNING);
  }

  private final ItemTerms terms;
  private final DirectoryReader reader;
  private final int[] items;
  private final Postings postings;

  private ItemIndex(ItemTerms terms, DirectoryReader reader, int[] items) throws IOException {
    this.terms = terms;
    this.reader = reader;
    this.items = items;
    this.postings =
        items.length == 0 ? Postings.NONE : Postings.read(terms, reader.leaves().get(0).reader());
  }

  /**
   * Builds the index.
   *
   * @param terms of the items
   * @param directory receives the files
   */
  public static ItemIndex build(ItemTerms terms, Directory directory) {
    IndexWriterConfig config = new IndexWriterConfig(new KeywordAnalyzer());
    config.setOpenMode(IndexWriterConfig.OpenMode.CREATE);
    config.setMergePolicy(new LogDocMergePolicy());
    config.setMergeScheduler(new SerialMergeScheduler());
    config.setRAMBufferSizeMB(64);
    FieldType type = new FieldType();
    type.setTokenized(true);
    type.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
    type.freeze();
    int[] items = new int[terms.items()];
    int size = 0;
    try (IndexWriter writer = new IndexWriter(directory, config)) {
      ItemTermStream[] streams = new ItemTermStream[terms.fields().size()];
      for (int f = 0; f < streams.length; f++) {
        streams[f] = new ItemTermStream(terms, f);
      }
      for (int item = 0; item < terms.items(); item++) {
        if (terms.count(item) > 0) {
          Document document = new Document();
          for (int f = 0; f < streams.length; f++) {
            streams[f].open(item);
            document.add(new Field(terms.fields().get(f), streams[f], type));
          }
          writer.addDocument(document);
          items[size++] = item;
        }
      }
      writer.forceMerge(1);
      writer.commit();
      return new ItemIndex(terms, DirectoryReader.open(directory), Arrays.copyOf(items, size));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the terms that are indexed. */
  public ItemTerms terms() {
    return terms;
  }

  /** Returns Lucene's view, for whoever wants to look at terms and postings. */
  DirectoryReader reader() {
    return reader;
  }

  /**
   * Searches for items that have some of the terms.
   *
   * @param wanted the terms, each once
   * @param boosts what each counts
   * @param eligible which items may come back
   * @param ties the order among equal scores
   * @param n how many at most
   */
  public RankedItems search(
      int[] wanted, float[] boosts, IntPredicate eligible, TieBreak ties, int n) {
    return postings.search(wanted, boosts, items, eligible, ties, n);
  }

  /** Returns the items most like one by their terms (more like this), without the item itself. */
  public RankedItems similar(int item, IntPredicate eligible, TieBreak ties, int maxTerms, int n) {
    Profile profile = new Profile(terms);
    profile.add(item, 1);
    profile.cut(maxTerms);
    return search(profile.terms(), profile.boosts(), i -> i != item && eligible.test(i), ties, n);
  }

  /** Copies the index's files into an existing folder. */
  public void write(Path folder) {
    try (Directory copy = new MMapDirectory(folder)) {
      for (String file : reader.getIndexCommit().getFileNames()) {
        copy.copyFrom(reader.directory(), file, file, IOContext.DEFAULT);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the index to " + folder, e);
    }
  }

  /**
   * Opens an index that {@link #write} wrote, mapped into memory.
   *
   * @param terms those that it was built of
   * @throws UserError where the files are not an index of these terms
   */
  public static ItemIndex open(ItemTerms terms, Path folder) {
    int[] items = new int[terms.items()];
    int size = 0;
    for (int item = 0; item < terms.items(); item++) {
      if (terms.count(item) > 0) {
        items[size++] = item;
      }
    }
    try {
      DirectoryReader reader = DirectoryReader.open(new MMapDirectory(folder));
      if (reader.maxDoc() != size || (size > 0 && reader.leaves().size() != 1)) {
        throw new UserError(
            folder + " is the index of " + reader.maxDoc() + " items, not of these " + size);
      }
      return new ItemIndex(terms, reader, Arrays.copyOf(items, size));
    } catch (IOException e) {
      throw new UserError(folder + " is damaged: " + e.getMessage(), e);
    }
  }

  /** Returns the leaf, for tests. */
  LeafReaderContext leaf() {
    return reader.leaves().get(0);
  }

  /** The terms of one item in one field, each as often as it occurs. */
  private static final class ItemTermStream extends TokenStream {
    private final CharTermAttribute word = addAttribute(CharTermAttribute.class);
    private final ItemTerms terms;
    private final int field;
    private int item;
    private int at;
    private int left;

    ItemTermStream(ItemTerms terms, int field) {
      this.terms = terms;
      this.field = field;
    }

    void open(int newItem) {
      item = newItem;
    }

    @Override
    public void reset() {
      at = -1;
      left = 0;
    }

    @Override
    public boolean incrementToken() {
      while (left == 0) {
        if (++at >= terms.count(item)) {
          return false;
        }
        left = terms.field(terms.term(item, at)) == field ? terms.frequency(item, at) : 0;
      }
      left--;
      clearAttributes();
      word.append(terms.word(terms.term(item, at)));
      return true;
    }
  }
}
