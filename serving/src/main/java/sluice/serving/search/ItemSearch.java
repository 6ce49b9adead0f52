package sluice.serving.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.facet.DrillDownQuery;
import org.apache.lucene.facet.DrillSideways;
import org.apache.lucene.facet.FacetsCollector;
import org.apache.lucene.facet.FacetsCollectorManager;
import org.apache.lucene.facet.FacetsConfig;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesReaderState;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MultiCollectorManager;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopFieldDocs;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import sluice.core.ConfigNode;
import sluice.core.FittingPart;
import sluice.core.UserError;
import sluice.serving.search.SearchResult.Facet;
import sluice.serving.search.SearchResult.Hit;

/**
 * Search by words over the catalogue, with typos forgiven and facets counted, as one types.
 *
 * <p>Items that match every word are found, or, where no available item does, those that match some
 * word. They are ordered by how many words they match, by how exactly ({@link TextQuery}), by BM25
 * (k1 1.2, b 0.75, the title counting thrice), and by id. Filters do not decide between every word
 * and some word, so that a facet's counts hold whatever is filtered.
 *
 * <p>The index is held in memory. Safe for use by many threads: a search reads the state after some
 * write and waits for none; a write returns when searches that begin thereafter see it. The same
 * items written in the same order give the same answers. Scores do depend on the order of writes,
 * as Lucene counts replaced and deleted items among the frequencies until it merges them away.
 */
public final class ItemSearch implements AutoCloseable {
  /** Held, so that the level stays: which vector instructions Lucene found is not for the user. */
  private static final Logger LUCENE = Logger.getLogger("org.apache.lucene");

  static {
    LUCENE.setLevel(Level.WARNING);
  }

  private final WordAnalyzer analyzer;
  private final ItemDocuments documents;
  private final ByteBuffersDirectory directory;
  private final IndexWriter writer;
  private final SearcherManager searchers;
  private volatile @Nullable FacetCounts counts;

  private ItemSearch(FittingPart part) throws IOException {
    analyzer = new WordAnalyzer();
    documents = new ItemDocuments(part.items());
    directory = new ByteBuffersDirectory();
    // Merges by the writing thread, so that the segments depend on the writes alone.
    writer =
        new IndexWriter(
            directory,
            new IndexWriterConfig(analyzer)
                .setMergeScheduler(new SerialMergeScheduler())
                .setCommitOnClose(false));
    CatalogueItems items = new CatalogueItems(part);
    for (int item = 0; item < part.catalogue().size(); item++) {
      writer.addDocument(documents.document(items.item(item)));
    }
    writer.forceMerge(1);
    searchers = new SearcherManager(writer, null);
  }

  /**
   * Indexes the items of a fitting part, with their attributes as of its end.
   *
   * @throws UserError where an item's id is empty or too long
   */
  public static ItemSearch of(FittingPart part) {
    try {
      return new ItemSearch(part);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the columns that can be filtered by, which are those that facets come back for. */
  public List<String> facets() {
    return documents.facets();
  }

  /**
   * Searches.
   *
   * @throws UserError where a filter names a column that is no facet
   */
  public SearchResult search(SearchQuery query) {
    for (String column : query.filters().keySet()) {
      if (!facets().contains(column)) {
        throw new UserError(
            "items cannot be filtered by "
                + column
                + ConfigNode.didYouMean(column, facets())
                + "; the facets are: "
                + (facets().isEmpty() ? "none" : String.join(", ", facets())));
      }
    }
    try {
      IndexSearcher searcher = searchers.acquire();
      try {
        searcher.setQueryCache(null);
        List<String> words = analyzer.words(query.text());
        TextQuery text = new TextQuery(searcher.getIndexReader(), words);
        Found found = find(searcher, text, true, query);
        boolean all =
            words.size() < 2
                || found.top().totalHits.value() > 0
                || searcher.count(available(text, true, query.time())) > 0;
        return result(searcher, all ? found : find(searcher, text, false, query), all, query);
      } finally {
        searchers.release(searcher);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Adds an item, or replaces the one of the same id with all its attributes.
   *
   * @throws UserError where an attribute is not one of the catalogue's columns
   */
  public void upsert(SearchItem item) {
    Document document = documents.document(item);
    write(() -> writer.updateDocument(new Term(ItemDocuments.ID, item.id()), document));
  }

  /** Removes an item; nothing happens where there is none of that id. */
  public void delete(String item) {
    write(() -> writer.deleteDocuments(new Term(ItemDocuments.ID, item)));
  }

  /** Frees the index; nothing may be called afterwards. */
  @Override
  public void close() {
    try {
      searchers.close();
      writer.close();
      directory.close();
      analyzer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(Write write) {
    try {
      write.run();
      searchers.maybeRefreshBlocking();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @FunctionalInterface
  private interface Write {
    void run() throws IOException;
  }

  private static Query available(TextQuery text, boolean all, long time) {
    return new BooleanQuery.Builder()
        .add(text.matching(all), BooleanClause.Occur.MUST)
        .add(
            LongField.newRangeQuery(ItemDocuments.FROM, Long.MIN_VALUE, time),
            BooleanClause.Occur.FILTER)
        .add(
            LongField.newRangeQuery(ItemDocuments.UNTIL, after(time), Long.MAX_VALUE),
            BooleanClause.Occur.FILTER)
        .build();
  }

  private record Found(TopFieldDocs top, List<Facet> facets) {}

  private Found find(IndexSearcher searcher, TextQuery text, boolean all, SearchQuery query)
      throws IOException {
    Sort order = text.order().rewrite(searcher);
    int depth =
        Math.clamp(query.from() + query.n(), 1, Math.max(1, searcher.getIndexReader().maxDoc()));
    DrillDownQuery filtered =
        new DrillDownQuery(new FacetsConfig(), available(text, all, query.time()));
    List<String> columns = List.copyOf(query.filters().keySet());
    for (String column : columns) {
      List<BytesRef> values = chosen(query, column).stream().map(BytesRef::new).toList();
      filtered.add(
          column,
          SortedSetDocValuesField.newSlowSetQuery(ItemDocuments.facetField(column), values));
    }
    // what passes every filter, and for each filter what passes all others
    FacetsCollectorManager matches = new FacetsCollectorManager();
    DrillSideways.Result<Object[], FacetsCollector> found =
        new DrillSideways(searcher, new FacetsConfig(), (SortedSetDocValuesReaderState) null)
            .search(
                filtered,
                new MultiCollectorManager(
                    new TopFieldCollectorManager(order, depth, Integer.MAX_VALUE), matches),
                Collections.nCopies(columns.size(), matches));
    FacetCounts counts = counts(searcher.getIndexReader());
    List<Facet> facets = new ArrayList<>();
    for (String column : facets()) {
      int filter = columns.indexOf(column);
      FacetsCollector of =
          filter < 0
              ? (FacetsCollector) found.drillDownResult()[1]
              : found.drillSidewaysResults().get(filter);
      facets.add(counts.count(column, of, chosen(query, column)));
    }
    return new Found((TopFieldDocs) found.drillDownResult()[0], facets);
  }

  private static Set<String> chosen(SearchQuery query, String column) {
    return query.filters().getOrDefault(column, Set.of());
  }

  /** Numbers the values of facets once a state of the index, which costs as much as a search. */
  private FacetCounts counts(IndexReader reader) throws IOException {
    FacetCounts known = counts;
    if (known == null || !known.reader().equals(reader)) {
      known = FacetCounts.of(reader, facets());
      counts = known;
    }
    return known;
  }

  private static long after(long time) {
    return time == Long.MAX_VALUE ? time : time + 1;
  }

  private static SearchResult result(
      IndexSearcher searcher, Found found, boolean all, SearchQuery query) throws IOException {
    StoredFields stored = searcher.storedFields();
    List<Hit> page = new ArrayList<>();
    ScoreDoc[] top = found.top().scoreDocs;
    for (int i = query.from(); i < Math.min(top.length, query.from() + query.n()); i++) {
      Document document = stored.document(top[i].doc);
      page.add(
          new Hit(
              document.get(ItemDocuments.ID),
              document.get(ItemDocuments.TITLE),
              ((Double) ((FieldDoc) top[i]).fields[1]).floatValue()));
    }
    return new SearchResult(found.top().totalHits.value(), all, page, found.facets());
  }
}
