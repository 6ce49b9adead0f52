package sluice.candidates.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.candidates.Worlds;
import sluice.core.Column;
import sluice.core.Dictionary;
import sluice.core.EntityTable;
import sluice.core.FittingPart;
import sluice.core.RankedItems;
import sluice.core.TieBreak;
import sluice.core.UserError;

class ItemIndexTest {
  private static final List<String> FIELDS = List.of("title", "genres", "tags");

  private static ItemIndex index(FittingPart part) {
    return ItemIndex.build(part, FIELDS, new ByteBuffersDirectory());
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
    ItemIndex index = index(Worlds.part(1, 10, 200, 50));
    ItemTerms terms = index.terms();
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
    assertThat(dump(index)).containsExactlyInAnyOrderElementsOf(forward);
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
    ItemIndex index = ItemIndex.build(part, List.of("genres"), new ByteBuffersDirectory());
    RankedItems found =
        index.search(
            new int[] {2}, new float[] {3}, i -> true, new TieBreak(1, part.catalogue()), 5);
    double expected = 3 * index.terms().rarity(2) / (1 + 1.2);
    assertThat((double) found.score(0)).isCloseTo(expected, within(1e-5));
    assertThat(found.size()).isEqualTo(5);
  }

  /**
   * Against the formula in double: N and the mean length are those of the documents that have the
   * field; up to 40 words Lucene keeps a length as it is.
   */
  @Test
  void scoresOfManyTermsAreTheSumsOfTheirBm25() {
    FittingPart part = Worlds.part(1, 10, 700, 50);
    ItemIndex index = index(part);
    ItemTerms terms = index.terms();
    SplittableRandom random = new SplittableRandom(5);
    for (int round = 0; round < 100; round++) {
      int[] wanted =
          random.ints(1 + random.nextInt(24), 0, terms.size()).distinct().sorted().toArray();
      float[] boosts = new float[wanted.length];
      double[] expected = new double[terms.items()];
      for (int i = 0; i < wanted.length; i++) {
        boosts[i] = (float) random.nextDouble(0.01, 20);
        addBm25(terms, wanted[i], boosts[i], expected);
      }
      RankedItems found =
          index.search(wanted, boosts, i -> true, new TieBreak(1, part.catalogue()), 700);
      assertThat((long) found.size())
          .isEqualTo(Arrays.stream(expected).filter(x -> x > 0).count())
          .isPositive();
      for (int place = 0; place < found.size(); place++) {
        double score = expected[found.item(place)];
        assertThat((double) found.score(place)).isCloseTo(score, within(1e-6 * score));
      }
    }
  }

  private static void addBm25(ItemTerms terms, int wanted, double boost, double[] scores) {
    int[] lengths = new int[terms.items()];
    int[] frequencies = new int[terms.items()];
    for (int item = 0; item < terms.items(); item++) {
      for (int k = 0; k < terms.count(item); k++) {
        int term = terms.term(item, k);
        boolean sameField = terms.field(term) == terms.field(wanted);
        lengths[item] += sameField ? terms.frequency(item, k) : 0;
        frequencies[item] += term == wanted ? terms.frequency(item, k) : 0;
      }
    }
    double documents = Arrays.stream(lengths).filter(l -> l > 0).count();
    double mean = Arrays.stream(lengths).sum() / documents;
    double some = Arrays.stream(frequencies).filter(f -> f > 0).count();
    double rarity = Math.log(1 + (documents - some + 0.5) / (some + 0.5));
    for (int item = 0; item < lengths.length; item++) {
      double frequency = frequencies[item];
      double norm = 1.2 * (1 - 0.75 + 0.75 * lengths[item] / mean);
      scores[item] += boost * rarity * frequency / (frequency + norm);
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
    RankedItems before = similar(index, 3, i -> true, ties, 50);
    assertThatThrownBy(() ->
            similar(
                index,
                4,
                i -> {
                  throw new IllegalStateException("given up");
                },
                ties,
                50))
        .hasMessage("given up");
    RankedItems after = similar(index, 3, i -> true, ties, 50);
    assertThat(after.items()).containsExactly(before.items());
    assertThat(after.scores()).containsExactly(before.scores());
  }

  @Test
  void similarItemsShareTermsAndLeaveTheItemOut() {
    FittingPart part = Worlds.part(1, 10, 200, 50);
    ItemIndex index = index(part);
    TieBreak ties = new TieBreak(1, part.catalogue());
    for (int item = 0; item < 20; item++) {
      int own = item;
      RankedItems like = similar(index, item, i -> i != own && i % 2 == 0, ties, 8);
      assertThat(like.size()).isEqualTo(8);
      assertThat(like.items()).doesNotContain(item);
      assertThat(Arrays.stream(like.items()).allMatch(i -> i % 2 == 0)).isTrue();
      assertThat(shared(index.terms(), item, like.item(0))).isPositive();
    }
  }

  /** Searches for the terms of one item. */
  private static RankedItems similar(
      ItemIndex index, int item, IntPredicate eligible, TieBreak ties, int n) {
    Profile profile = new Profile(index.terms());
    profile.add(item, 1);
    profile.cut(10);
    return index.search(profile.terms(), profile.boosts(), eligible, ties, n);
  }

  @Test
  void anOpenedIndexAnswersLikeTheOneThatWasWritten(@TempDir Path folder) throws IOException {
    FittingPart part = Worlds.part(1, 10, 200, 50);
    ItemIndex index = index(part);
    index.write(folder);
    ItemIndex opened = ItemIndex.open(FIELDS, 200, folder);
    assertThat(dump(opened)).isEqualTo(dump(index));
    TieBreak ties = new TieBreak(1, part.catalogue());
    RankedItems before = similar(index, 3, i -> true, ties, 50);
    RankedItems after = similar(opened, 3, i -> true, ties, 50);
    assertThat(after.items()).containsExactly(before.items());
    assertThat(after.scores()).containsExactly(before.scores());
  }

  @Test
  void anIndexOfOtherItemsOrWithOtherBytesIsRefused(@TempDir Path folder) throws IOException {
    index(Worlds.part(1, 10, 200, 50)).write(folder);
    assertThatThrownBy(() -> ItemIndex.open(FIELDS, 199, folder))
        .isInstanceOf(UserError.class)
        .hasMessage(folder + " is the index of 200 items, not of these 199");
    Path largest;
    try (Stream<Path> files = Files.list(folder)) {
      largest = files.max(Comparator.comparingLong(f -> f.toFile().length())).orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(largest);
    bytes[bytes.length / 2] ^= 1;
    Files.write(largest, bytes);
    assertThatThrownBy(() -> ItemIndex.open(FIELDS, 200, folder))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(folder + " is damaged: ");
  }

  /** Lucene refuses terms of more than 32,766 bytes. */
  @Test
  void ofAVeryLongCategoryTheBeginningIsIndexed() {
    FittingPart part = Worlds.part(1, 10, 200, 50);
    Dictionary names = Dictionary.of(List.of("語".repeat(20_000)));
    Column.Categories column =
        new Column.Categories(names, IntStream.rangeClosed(0, 200).toArray(), new int[200]);
    FittingPart odd =
        new FittingPart(
            part.users(),
            part.catalogue(),
            part.interactions(),
            part.histories(),
            EntityTable.undated(200, Map.of("genres", column)),
            part.userTable(),
            part.tags(),
            part.impressions(),
            part.asOf(),
            true);
    ItemTerms terms = ItemTermReader.read(odd, List.of("genres"));
    assertThat(terms.word(0)).isEqualTo("語".repeat(10_000));
    assertThat(terms.documents(0)).isEqualTo(200);
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
    LeafReader reader = index.leaf();
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
