package sluice.candidates.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.candidates.Worlds;
import sluice.core.Catalogue;
import sluice.core.Dictionary;
import sluice.core.EntityTable;
import sluice.core.FittingPart;
import sluice.core.Histories;
import sluice.core.Interactions;
import sluice.core.Progress;
import sluice.core.Tags;
import sluice.core.UserError;
import sluice.core.VectorMath;

class SkipGramTest {
  private static final long HOUR = 3_600_000L;

  private static Item2VecSettings settings(double gapHours, String globalContext, int least) {
    return new Item2VecSettings(16, 30, 3, 5, 0.1, 0, least, gapHours, globalContext, 10);
  }

  /**
   * One step for centre 0, context 1, drawn 2, 1 (the context, passed over) and 0, at rate ½. By
   * numpy: for (t, l) in ((1, 1), (2, 0), (0, 0)): s = .5 (l − 1 / (1 + exp(−v0 · ut))); g += s ut;
   * ut += s v0; at the end v0 += g.
   */
  @Test
  void oneStepIsThatOfNumpy() {
    float[] v = {0.1f, 0.2f, -0.3f, 0.4f, -0.1f, 0.2f, 0, 0.5f, 0.1f};
    float[] u = {0.3f, -0.2f, 0.1f, -0.4f, 0.1f, 0.6f, 0.2f, 0.2f, -0.5f};
    new SkipGram(3, v, u).pair(0, 1, new int[] {2, 1, 0}, 0.5f);
    assertClose(v, -0.1386978, 0.221261, -0.0214729, 0.4, -0.1, 0.2, 0, 0.5, 0.1);
    assertClose(
        u,
        0.2754999,
        -0.2490001,
        0.1735002,
        -0.3725083,
        0.1549834,
        0.5175249,
        0.1723846,
        0.1447692,
        -0.4171538);
  }

  private static void assertClose(float[] found, double... expected) {
    assertThat(found).hasSize(expected.length);
    for (int i = 0; i < found.length; i++) {
      assertThat((double) found[i]).isCloseTo(expected[i], within(1e-6));
    }
  }

  /** Rows are (user, item, hour, event). */
  private static FittingPart part(int users, int items, int[]... rows) {
    Interactions.Builder builder = new Interactions.Builder(List.of("click", "buy"), rows.length);
    for (int[] row : rows) {
      builder.add(row[0], row[1], row[2] * HOUR, Float.NaN, 1, row[3], -1);
    }
    Interactions interactions = builder.build();
    return new FittingPart(
        Dictionary.of(java.util.stream.IntStream.range(0, users).mapToObj(u -> "u" + u).toList()),
        Catalogue.always(
            Dictionary.of(
                java.util.stream.IntStream.range(0, items).mapToObj(i -> "i" + i).toList())),
        interactions,
        new Histories(interactions, users),
        EntityTable.empty(items),
        EntityTable.empty(users),
        Tags.none(),
        Optional.empty(),
        1_000_000 * HOUR,
        true);
  }

  @Test
  void sessionsEndAtPausesAndKnowWhatWasBought() {
    FittingPart part =
        part(
            2,
            4,
            new int[] {0, 0, 0, 0},
            new int[] {0, 1, 1, 1},
            new int[] {1, 3, 2, 0},
            new int[] {0, 2, 5, 0},
            new int[] {0, 1, 6, 0});
    SessionCorpus split = SessionCorpus.of(part, settings(2, "buy", 1));
    assertThat(split.size()).isEqualTo(3);
    assertThat(new int[] {split.start(0), split.start(1), split.start(2), split.start(3)})
        .containsExactly(0, 2, 4, 5);
    assertThat(split.context(0)).isEqualTo(1);
    assertThat(split.context(1)).isEqualTo(SessionCorpus.NONE);
    SessionCorpus whole = SessionCorpus.of(part, settings(0, "", 2));
    assertThat(whole.size()).as("item 1 alone occurs twice").isEqualTo(1);
    assertThat(whole.anyPair()).isFalse();
    assertThat(new Item2VecType().lacks(settings(0, "", 2), part).orElseThrow())
        .isEqualTo(
            "no session has two items with 2 interactions or more (candidates.item2vec.least)");
  }

  @Test
  void aGlobalContextThatTheDataLacksIsAnError() {
    FittingPart part = part(1, 2, new int[] {0, 0, 0, 0});
    assertThatThrownBy(() -> SessionCorpus.of(part, settings(0, "buys", 1)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(
            "candidates.item2vec.globalContext names the event type buys, which the interactions do"
                + " not have")
        .hasMessageContaining("did you mean buy")
        .hasMessageEndingWith("there are click, buy");
  }

  /** Sessions of four items out of one of three groups of ten: in-group pairs end nearer. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void itemsOfTheSameSessionsEndNearer(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[][] rows = new int[1200][];
    for (int r = 0; r < rows.length; r++) {
      int user = r / 4;
      rows[r] = new int[] {user, user % 3 * 10 + random.nextInt(10), r, 0};
    }
    Item2Vec fitted =
        Item2Vec.fit("i", settings(0, "", 1), part(300, 31, rows), seed, Progress.SILENT);
    double within = 0;
    double across = 0;
    for (int a = 0; a < 30; a++) {
      for (int b = 0; b < a; b++) {
        float[] data = fitted.items().data();
        double cosine = VectorMath.dot(data, a * 16, data, b * 16, 16);
        within += a / 10 == b / 10 ? cosine / 135 : 0;
        across += a / 10 == b / 10 ? 0 : cosine / 300;
      }
    }
    assertThat(within).isGreaterThan(across + 0.5);
    assertThat(VectorMath.dot(fitted.items().data(), 480, fitted.items().data(), 480, 16))
        .as("an item of no session")
        .isZero();
  }

  /** Users look at an item of the left or right half and buy item 0 or 1; nothing else relates. */
  @Test
  void whatIsBoughtDrawsItsSessionNear() {
    int[][] rows = new int[600][];
    SplittableRandom random = new SplittableRandom(5);
    for (int s = 0; s < 200; s++) {
      int half = s % 2;
      rows[3 * s] = new int[] {s, 2 + half * 10 + random.nextInt(10), 10 * s, 0};
      rows[3 * s + 1] = new int[] {s, 2 + half * 10 + random.nextInt(10), 10 * s + 1, 0};
      rows[3 * s + 2] = new int[] {s, half, 10 * s + 2, 1};
    }
    FittingPart part = part(200, 22, rows);
    SessionCorpus corpus = SessionCorpus.of(part, settings(0, "buy", 1));
    assertThat(corpus.context(0)).isZero();
    Item2Vec plain = Item2Vec.fit("i", settings(0, "", 1), part, 1, Progress.SILENT);
    Item2Vec global = Item2Vec.fit("i", settings(0, "buy", 1), part, 1, Progress.SILENT);
    assertThat(global.items().data()).isNotEqualTo(plain.items().data());
    Item2Vec again = Item2Vec.fit("i", settings(0, "buy", 1), part, 1, Progress.SILENT);
    assertThat(again.items().data()).isEqualTo(global.items().data());
  }

  @Test
  void negativesAreDrawnByCountToThreeQuarters() {
    int[][] rows = new int[17][];
    for (int r = 0; r < rows.length; r++) {
      rows[r] = new int[] {0, r == 0 ? 0 : 2, r, 0};
    }
    SessionCorpus corpus = SessionCorpus.of(part(1, 3, rows), settings(0, "", 1));
    Negatives negatives = Negatives.of(corpus, 3);
    SplittableRandom random = new SplittableRandom(1);
    int[] drawn = new int[3];
    for (int k = 0; k < 9000; k++) {
      drawn[negatives.draw(random)]++;
    }
    assertThat(drawn[1]).isZero();
    assertThat(drawn[0]).as("1 of 1 + 16^¾ = 9").isBetween(850, 1150);
    double ratio = 0.1 * 17 / 16;
    assertThat(negatives.keep(2, 0.1)).isCloseTo(Math.sqrt(ratio) + ratio, within(1e-9));
    assertThat(negatives.keep(2, 0)).isEqualTo(1);
  }

  @Test
  void worldsGiveTheSameVectorsTwice() {
    FittingPart part = Worlds.part(3, 30, 80, 700);
    float[] one =
        new Item2VecType()
            .fit("i", settings(24, "", 2), part, 1, 1, Progress.SILENT)
            .items()
            .data();
    float[] two =
        new Item2VecType()
            .fit("i", settings(24, "", 2), part, 1, 4, Progress.SILENT)
            .items()
            .data();
    assertThat(one).isEqualTo(two);
  }
}
