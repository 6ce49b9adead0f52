package sluice.serving.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.document.KeywordField;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.DoubleValuesSource;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.SortedSetSelector;
import org.apache.lucene.search.SynonymQuery;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.util.BytesRef;

/**
 * A text as Lucene queries: one that finds items and scores how exactly they match, one that scores
 * them by BM25.
 *
 * <p>Each word that an item matches adds {@value #WORD} minus its distance (see {@link Spellings}),
 * so that more words matched come first, then fewer typos, whatever BM25 says: by BM25 alone a rare
 * misspelling in some title would beat the word itself. In BM25 all spellings of a word count as
 * one word (Lucene's synonyms), so that a query with a typo ranks like the one that was meant.
 */
final class TextQuery {
  /** What a word adds; more than all the distances of a query together. */
  static final int WORD = 100;

  private static final float TITLE_BOOST = 2;

  private final List<Query> exactness = new ArrayList<>();
  private final BooleanQuery.Builder bm25 = new BooleanQuery.Builder();

  /** Looks the words up in an index. */
  TextQuery(IndexReader reader, List<String> words) throws IOException {
    for (int w = 0; w < words.size(); w++) {
      Spellings spellings =
          Spellings.of(reader, ItemDocuments.WORDS, words.get(w), w == words.size() - 1);
      exactness.add(exactness(spellings));
      bm25.add(
          new BoostQuery(synonyms(ItemDocuments.TITLE_WORDS, spellings), TITLE_BOOST),
          BooleanClause.Occur.SHOULD);
      bm25.add(synonyms(ItemDocuments.WORDS, spellings), BooleanClause.Occur.SHOULD);
    }
  }

  /** Returns the query for items that match each word, or some word. */
  Query matching(boolean all) {
    if (exactness.isEmpty()) {
      return MatchAllDocsQuery.INSTANCE;
    }
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    for (Query word : exactness) {
      query.add(word, all ? BooleanClause.Occur.MUST : BooleanClause.Occur.SHOULD);
    }
    return query.build();
  }

  /** Returns the order of the matches: exactness, then BM25, then the id. */
  Sort order() {
    return new Sort(
        SortField.FIELD_SCORE,
        DoubleValuesSource.fromQuery(bm25.build()).getSortField(true),
        KeywordField.newSortField(ItemDocuments.ID, false, SortedSetSelector.Type.MIN));
  }

  private static Query exactness(Spellings spellings) {
    List<Query> distances = new ArrayList<>();
    for (int d = 0; d < spellings.byDistance().size(); d++) {
      List<BytesRef> words = spellings.byDistance().get(d);
      if (!words.isEmpty()) {
        distances.add(
            new BoostQuery(
                new ConstantScoreQuery(new TermInSetQuery(ItemDocuments.WORDS, words)), WORD - d));
      }
    }
    return new DisjunctionMaxQuery(distances, 0);
  }

  private static Query synonyms(String field, Spellings spellings) {
    SynonymQuery.Builder query = new SynonymQuery.Builder(field);
    spellings.likeliest().forEach(word -> query.addTerm(word, 1));
    return query.build();
  }
}
