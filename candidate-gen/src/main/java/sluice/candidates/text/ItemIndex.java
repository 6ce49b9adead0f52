package sluice.candidates.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntPredicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LogDocMergePolicy;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermStates;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.MMapDirectory;
import sluice.core.FittingPart;
import sluice.core.RankedItems;
import sluice.core.TieBreak;
import sluice.core.UserError;

/**
 * A Lucene index over the terms of items: one segment, one document an item, in the order of the
 * catalogue, so that a document's number is its item.
 *
 * <p>Only term frequencies and lengths are kept, no positions and no stored fields. Scores are
 * Lucene's BM25 with k1 1.2 and b 0.75. Two builds of the same items have the same terms and
 * postings; files differ in Lucene's own ids. Safe for use by many threads.
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

  private final DirectoryReader reader;
  private final ItemTerms terms;
  private final IndexSearcher searcher;

  /** Of each term that was asked for, where its postings are. */
  private final AtomicReferenceArray<TermQuery> queries;

  private ItemIndex(List<String> fields, DirectoryReader reader) throws IOException {
    this.reader = reader;
    this.terms = ItemTerms.of(fields, leaf());
    this.searcher = new IndexSearcher(reader);
    this.searcher.setQueryCache(null);
    this.queries = new AtomicReferenceArray<>(terms.size());
  }

  /**
   * Builds the index.
   *
   * @param fields those of the part's items that are searched
   * @param directory receives the files
   */
  public static ItemIndex build(FittingPart part, List<String> fields, Directory directory) {
    try (EnglishAnalyzer analyzer = new EnglishAnalyzer()) {
      IndexWriterConfig config = new IndexWriterConfig(analyzer);
      config.setOpenMode(IndexWriterConfig.OpenMode.CREATE);
      config.setMergePolicy(new LogDocMergePolicy());
      config.setMergeScheduler(new SerialMergeScheduler());
      config.setRAMBufferSizeMB(64);
      try (IndexWriter writer = new IndexWriter(directory, config)) {
        IndexDocuments documents = new IndexDocuments(part, fields);
        for (int item = 0; item < part.catalogue().size(); item++) {
          writer.addDocument(documents.document(item));
        }
        writer.forceMerge(1);
      }
      return new ItemIndex(fields, DirectoryReader.open(directory));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the terms that are indexed. */
  public ItemTerms terms() {
    return terms;
  }

  /** Returns the one segment, for anyone who wants to look at terms and postings. */
  LeafReader leaf() {
    return reader.leaves().getFirst().reader();
  }

  /**
   * Searches for items that have some of the terms.
   *
   * @param wanted the terms, each once
   * @param boosts what each counts
   * @param eligible which items may come back; asked only of those that might make the list
   * @param ties the order among equal scores
   * @param n how many at most
   */
  public RankedItems search(
      int[] wanted, float[] boosts, IntPredicate eligible, TieBreak ties, int n) {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    try {
      for (int i = 0; i < wanted.length; i++) {
        query.add(new BoostQuery(query(wanted[i]), boosts[i]), BooleanClause.Occur.SHOULD);
      }
      return searcher.search(query.build(), new BestItems(terms.items(), eligible, ties, n));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TermQuery query(int term) throws IOException {
    TermQuery known = queries.get(term);
    if (known == null) {
      Term word = new Term(terms.fields().get(terms.field(term)), terms.word(term));
      known = new TermQuery(word, TermStates.build(searcher, word, true));
      queries.set(term, known);
    }
    return known;
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
   * @param fields that it was built of
   * @param items how many the catalogue has
   * @throws UserError where the files are not an index of so many items
   */
  public static ItemIndex open(List<String> fields, int items, Path folder) {
    try {
      DirectoryReader reader = DirectoryReader.open(new MMapDirectory(folder));
      if (reader.maxDoc() != items || reader.leaves().size() != 1) {
        throw new UserError(
            folder + " is the index of " + reader.maxDoc() + " items, not of these " + items);
      }
      reader.leaves().getFirst().reader().checkIntegrity();
      return new ItemIndex(fields, reader);
    } catch (IOException e) {
      throw new UserError(folder + " is damaged: " + e.getMessage(), e);
    }
  }
}
