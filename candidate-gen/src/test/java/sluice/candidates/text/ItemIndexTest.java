package sluice.candidates.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.api.Test;
import sluice.candidates.Worlds;
import sluice.core.FittingPart;
import sluice.core.RankedItems;
import sluice.core.TieBreak;

class ItemIndexTest {
  private static final List<String> FIELDS = List.of("title", "genres", "tags");

  private static ItemIndex index(FittingPart part) {
    return ItemIndex.build(ItemTermReader.read(part, FIELDS), new ByteBuffersDirectory());
  }

  @Test
  void twoBuildsHaveTheSameTermsAndPostings() throws IOException {
    List<String> first = dump(index(Worlds.part(1, 10, 200, 50)));
    assertThat(first).hasSizeGreaterThan(500);
    assertThat(dump(index(Worlds.part(1, 10, 200, 50)))).isEqualTo(first);
    assertThat(dump(index(Worlds.part(2, 10, 200, 50)))).isNotEqualTo(first);
  }

  /** The index and the forward index that profiles are made of tell the same. */
  @Test
  void postingsAreTheForwardIndexTurnedRound() throws IOException {
    ItemTerms terms = ItemTermReader.read(Worlds.part(1, 10, 200, 50), FIELDS);
    List<String> forward = new ArrayList<>();
    for (int item = 0; item < terms.items(); item++) {
      for (int k = 0; k < terms.count(item); k++) {
        int term = terms.term(item, k);
        forward.add(
            terms.fields().get(terms.field(term))
                + ":"
                + terms.word(term)
                + " "
                + item
                + "x"
                + terms.frequency(item, k));
      }
    }
    assertThat(dump(ItemIndex.build(terms, new ByteBuffersDirectory())))
        .containsExactlyInAnyOrderElementsOf(forward);
  }

  @Test
  void wordsAreStemmedAndCategoriesWhole() {
    ItemTerms terms = ItemTermReader.read(Worlds.part(1, 10, 200, 50), FIELDS);
    List<String> words = new ArrayList<>();
    for (int t = 0; t < terms.size(); t++) {
      words.add(terms.fields().get(terms.field(t)) + ":" + terms.word(t));
    }
    assertThat(words).contains("title:machin", "genres:comedy", "tags:bright");
    assertThat(words).doesNotContain("title:the", "title:of", "genres:Comedy");
  }

  /**
   * By hand with Lucene's BM25: ln(1 + (N − d + ½) / (d + ½)) · tf / (tf + k1 (1 − b + b · length /
   * mean)).
   */
  @Test
  void scoresAreBm25() {
    FittingPart part = Worlds.part(1, 10, 200, 50);
    ItemTerms terms = ItemTermReader.read(part, List.of("genres"));
    RankedItems found =
        ItemIndex.build(terms, new ByteBuffersDirectory())
            .search(
                new int[] {2}, new float[] {3}, i -> true, new TieBreak(1, part.catalogue()), 5);
    double expected = 3 * terms.rarity(2) / (1 + 1.2);
    assertThat((double) found.score(0)).isCloseTo(expected, within(1e-5));
    assertThat(found.size()).isEqualTo(5);
  }

  /** Against Lucene's own search, which adds the parts of a score in an order of its own. */
  @Test
  void scoresAreThoseOfLucenesSearch() throws IOException {
    FittingPart part = Worlds.part(1, 10, 700, 50);
    ItemIndex index = index(part);
    ItemTerms terms = index.terms();
    IndexSearcher searcher = new IndexSearcher(index.reader());
    searcher.setSimilarity(new BM25Similarity());
    SplittableRandom random = new SplittableRandom(5);
    for (int round = 0; round < 100; round++) {
      int[] wanted =
          random.ints(1 + random.nextInt(24), 0, terms.size()).distinct().sorted().toArray();
      float[] boosts = new float[wanted.length];
      BooleanQuery.Builder query = new BooleanQuery.Builder();
      for (int i = 0; i < wanted.length; i++) {
        boosts[i] = (float) random.nextDouble(0.01, 20);
        Term term = new Term(FIELDS.get(terms.field(wanted[i])), terms.word(wanted[i]));
        query.add(new BoostQuery(new TermQuery(term), boosts[i]), BooleanClause.Occur.SHOULD);
      }
      float[] expected = new float[terms.items()];
      TopDocs all = searcher.search(query.build(), terms.items());
      for (ScoreDoc found : all.scoreDocs) {
        expected[found.doc] = found.score; // every item of this world has a term
      }
      RankedItems found =
          index.search(wanted, boosts, i -> true, new TieBreak(1, part.catalogue()), 700);
      assertThat(found.size()).isEqualTo(all.scoreDocs.length).isPositive();
      for (int place = 0; place < found.size(); place++) {
        float lucenes = expected[found.item(place)];
        assertThat(found.score(place)).isCloseTo(lucenes, within(Math.ulp(lucenes)));
      }
    }
  }

  /** Limits told from a sample spare most documents, and change nothing. */
  @Test
  void aShortListIsTheHeadOfTheLongOneAlsoWhereFewItemsAreEligible() {
    FittingPart part = Worlds.part(1, 10, 2000, 50);
    ItemIndex index = index(part);
    TieBreak ties = new TieBreak(1, part.catalogue());
    SplittableRandom random = new SplittableRandom(5);
    for (int round = 0; round < 60; round++) {
      int[] wanted =
          random.ints(1 + random.nextInt(24), 0, index.terms().size()).distinct().toArray();
      float[] boosts = new float[wanted.length];
      Arrays.fill(boosts, 1);
      int every = new int[] {1, 7, 150}[round % 3];
      RankedItems all = index.search(wanted, boosts, i -> i % every == 0, ties, 2000);
      for (int n : new int[] {0, 1, 20, 300}) {
        RankedItems some = index.search(wanted, boosts, i -> i % every == 0, ties, n);
        int expected = Math.min(n, all.size());
        assertThat(some.items()).containsExactly(Arrays.copyOf(all.items(), expected));
        assertThat(some.scores()).containsExactly(Arrays.copyOf(all.scores(), expected));
      }
    }
  }

  @Test
  void aSearchThatIsGivenUpLeavesNothingBehind() {
    FittingPart part = Worlds.part(1, 10, 200, 50);
    ItemIndex index = index(part);
    TieBreak ties = new TieBreak(1, part.catalogue());
    RankedItems before = index.similar(3, i -> true, ties, 10, 50);
    assertThatThrownBy(() ->
            index.similar(
                4,
                i -> {
                  throw new IllegalStateException("given up");
                },
                ties,
                10,
                50))
        .hasMessage("given up");
    RankedItems after = index.similar(3, i -> true, ties, 10, 50);
    assertThat(after.items()).containsExactly(before.items());
    assertThat(after.scores()).containsExactly(before.scores());
  }

  @Test
  void similarItemsShareTermsAndLeaveTheItemOut() {
    FittingPart part = Worlds.part(1, 10, 200, 50);
    ItemIndex index = index(part);
    TieBreak ties = new TieBreak(1, part.catalogue());
    for (int item = 0; item < 20; item++) {
      RankedItems like = index.similar(item, i -> i % 2 == 0, ties, 10, 8);
      assertThat(like.size()).isEqualTo(8);
      assertThat(like.items()).doesNotContain(item);
      assertThat(Arrays.stream(like.items()).allMatch(i -> i % 2 == 0)).isTrue();
      assertThat(shared(index.terms(), item, like.item(0))).isPositive();
    }
  }

  private static int shared(ItemTerms terms, int a, int b) {
    int shared = 0;
    for (int i = 0; i < terms.count(a); i++) {
      for (int k = 0; k < terms.count(b); k++) {
        shared += terms.term(a, i) == terms.term(b, k) ? 1 : 0;
      }
    }
    return shared;
  }

  private static List<String> dump(ItemIndex index) throws IOException {
    List<String> lines = new ArrayList<>();
    LeafReader reader = index.leaf().reader();
    for (String field : FIELDS) {
      Terms terms = reader.terms(field);
      TermsEnum each = terms.iterator();
      while (each.next() != null) {
        PostingsEnum postings = each.postings(null, PostingsEnum.FREQS);
        while (postings.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
          lines.add(
              field
                  + ":"
                  + each.term().utf8ToString()
                  + " "
                  + postings.docID()
                  + "x"
                  + postings.freq());
        }
      }
    }
    return lines;
  }
}
