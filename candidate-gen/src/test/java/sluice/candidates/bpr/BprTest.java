package sluice.candidates.bpr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import sluice.candidates.Golden;
import sluice.candidates.RetrievalSettings;
import sluice.candidates.Sources;
import sluice.candidates.Worlds;
import sluice.candidates.als.Confidences;
import sluice.core.FittingPart;
import sluice.core.Progress;
import sluice.core.Request;
import sluice.core.UserError;

/** Against numpy: src/test/python/bpr_golden.py. */
class BprTest {
  private static final BprSettings SMALL =
      new BprSettings(8, 20, 0.1, 0.01, BprSettings.Negatives.UNIFORM);

  private final Golden golden = new Golden(BprTest.class, "bpr.txt");
  private final int factors = golden.whole("shape", 2);
  private final BprSettings settings =
      new BprSettings(
          factors,
          1,
          golden.get("settings", 0),
          golden.get("settings", 1),
          BprSettings.Negatives.UNIFORM);
  private final int stride = settings.stride();

  @Test
  void stepsFollowTheGradient() {
    BprFactors trained = new BprFactors(settings, padded("users"), padded("items"));
    double[][] triples = golden.rows("triples", 3);
    for (int k = 0; k < triples.length; k++) {
      double[] t = triples[k];
      assertThat(trained.step((int) t[0], (int) t[1], (int) t[2]))
          .isCloseTo(golden.get("losses", k), within(1e-5));
    }
    assertRows(trained.users(), golden.get("trainedUsers"));
    assertRows(trained.items(), golden.get("trainedItems"));
    for (int item = 0; item < golden.whole("shape", 1); item++) {
      assertThat((double) trained.items()[item * stride + factors])
          .isCloseTo(golden.get("biases", item), within(1e-5));
    }
  }

  @Test
  void historiesAreFoldedInByRidgeRegression() {
    float[] items = padded("trainedItems");
    float[] users = padded("trainedUsers");
    int count = golden.whole("shape", 0);
    double[][] rows =
        Arrays.stream(golden.rows("pairs", 2))
            .map(p -> new double[] {p[0], p[1], 0, 1})
            .toArray(double[][]::new);
    FittingPart part = Worlds.ofRows(count, golden.whole("shape", 1), rows, true);
    Confidences pairs =
        Confidences.ofUsers(part.interactions(), count, part.catalogue().size(), 1).positive();
    FoldIn foldIn = FoldIn.fit(users, items, pairs, factors, stride);
    float[] sum = new float[stride];
    for (double item : golden.get("history")) {
      for (int f = 0; f < factors; f++) {
        sum[f] += items[((int) item) * stride + f];
      }
    }
    float[] query = new float[stride];
    foldIn.write(sum, 2, factors, query);
    for (int f = 0; f < factors; f++) {
      assertThat((double) query[f]).isCloseTo(golden.get("folded", f), within(2e-4));
    }
    assertThat(query[factors]).isEqualTo(1f);
  }

  private float[] padded(String name) {
    double[][] rows = golden.rows(name, factors);
    float[] padded = new float[rows.length * stride];
    for (int r = 0; r < rows.length; r++) {
      for (int f = 0; f < factors; f++) {
        padded[r * stride + f] = (float) rows[r][f];
      }
    }
    return padded;
  }

  private void assertRows(float[] padded, double[] expected) {
    for (int k = 0; k < expected.length; k++) {
      assertThat((double) padded[k / factors * stride + k % factors])
          .isCloseTo(expected[k], within(1e-5));
    }
  }

  @Test
  void whatUsersHaveScoresAboveTheRest() {
    FittingPart part = Worlds.part(3, 60, 90, 1200);
    Bpr bpr = Bpr.fit("bpr", SMALL, part, 1, Progress.SILENT);
    BprPairs pairs = new BprPairs(part, SMALL.negatives());
    SplittableRandom random = new SplittableRandom(1);
    int above = 0;
    int all = 0;
    for (Request request : Worlds.requests(part)) {
      float[] query = new float[bpr.items().dimension()];
      if (bpr.query(request, query)) {
        for (int e = pairs.rows().start(request.user());
            e < pairs.rows().start(request.user() + 1);
            e++) {
          int other = pairs.other(request.user(), random);
          above += score(bpr, query, pairs.item(e)) > score(bpr, query, other) ? 1 : 0;
          all++;
        }
      }
    }
    assertThat((double) above / all).isGreaterThan(0.8);
  }

  private static double score(Bpr bpr, float[] query, int item) {
    double sum = 0;
    for (int f = 0; f < query.length; f++) {
      sum += query[f] * bpr.items().data()[bpr.items().offset(item) + f];
    }
    return sum;
  }

  @Test
  void untouchedItemsHaveNoVectorAndSeedsDiffer() {
    FittingPart part = Worlds.part(5, 60, 90, 1200);
    float[] one = Bpr.fit("bpr", SMALL, part, 1, Progress.SILENT).items().data();
    float[] same = Bpr.fit("bpr", SMALL, part, 1, Progress.SILENT).items().data();
    float[] other = Bpr.fit("bpr", SMALL, part, 2, Progress.SILENT).items().data();
    assertThat(Arrays.copyOfRange(one, 89 * SMALL.stride(), one.length)).containsOnly(0f);
    assertThat(Arrays.equals(one, same)).isTrue();
    assertThat(Arrays.equals(one, other)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(BprSettings.Negatives.class)
  void othersAreWhatTheUserDoesNotHave(BprSettings.Negatives negatives) {
    double[][] rows = {{0, 0, 0, 1}, {0, 1, 1, 1}, {1, 2, 2, 1}, {1, 0, 3, -1}, {2, 2, 4, 1}};
    FittingPart part = Worlds.ofRows(3, 4, rows, true);
    BprPairs pairs = new BprPairs(part, negatives);
    SplittableRandom random = new SplittableRandom(7);
    int[] drawn = new int[4];
    for (int k = 0; k < 3000; k++) {
      assertThat(pairs.other(0, random)).isEqualTo(2);
      drawn[pairs.other(1, random)]++;
    }
    assertThat(drawn[0] + drawn[1]).isEqualTo(3000);
    assertThat((double) drawn[0]).isCloseTo(1500, within(150.0));
  }

  @Test
  void someoneWhoHasEverythingIsComparedWithNothing() {
    FittingPart part = Worlds.ofRows(1, 2, new double[][] {{0, 0, 0, 1}, {0, 1, 1, 1}}, true);
    BprPairs pairs = new BprPairs(part, BprSettings.Negatives.UNIFORM);
    assertThat(pairs.other(0, new SplittableRandom(1))).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource({
    "factors, 0, a whole number from 1 to 1024",
    "epochs, 0, a whole number from 1 to 10000",
    "learningRate, 0, a number from 1.0E-6 to 10",
    "regularization, -1, a number from 0.0 to 10.0",
    "negatives, hard, 'uniform, popularity'"
  })
  void aSettingThatIsNotAllowedIsRefused(String key, String value, String expected) {
    Object typed = value.matches("-?[0-9]+") ? (Object) Integer.valueOf(value) : value;
    Map<String, Object> config = Map.of("sources", List.of("bpr"), "bpr", Map.of(key, typed));
    assertThatThrownBy(() -> RetrievalSettings.read(Sources.node("candidates", config)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("candidates.bpr." + key)
        .hasMessageContaining(expected);
  }
}
