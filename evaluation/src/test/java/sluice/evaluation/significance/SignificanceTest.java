package sluice.evaluation.significance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.core.Randomness;
import sluice.evaluation.Judgements;
import sluice.evaluation.Measure;
import sluice.evaluation.Stage;
import sluice.evaluation.UserValues;
import sluice.evaluation.Worlds;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Against scipy and statsmodels: see {@code src/test/python/golden_significance.py}. */
class SignificanceTest {
  private static JsonNode golden() throws IOException {
    try (InputStream in = SignificanceTest.class.getResourceAsStream("/golden/significance.json")) {
      return JsonMapper.shared().readTree(in);
    }
  }

  private static double[] numbers(JsonNode node) {
    double[] out = new double[node.size()];
    Arrays.setAll(out, i -> node.get(i).doubleValue());
    return out;
  }

  @Test
  void pairedTEqualsScipy() throws IOException {
    for (JsonNode c : golden().get("t")) {
      double p = c.get("p").doubleValue();
      double own = PairedT.pValue(numbers(c.get("a")), numbers(c.get("b")));
      assertThat(own).isCloseTo(p, within(1e-9));
      assertThat(own / p).isCloseTo(1, within(1e-7));
    }
    for (JsonNode c : golden().get("big")) {
      int n = c.get("n").intValue();
      double[] a = new double[n];
      double[] b = new double[n];
      for (int i = 0; i < n; i++) {
        a[i] = (i * 7919L % 1000) / 1000.0;
        b[i] = a[i] + ((i * 104729L % 997) / 997.0 - 0.5) * 0.2 + c.get("shift").doubleValue();
      }
      double p = c.get("p").doubleValue();
      assertThat(PairedT.pValue(a, b)).isCloseTo(p, within(1e-9));
      assertThat(PairedT.pValue(a, b) / p).isCloseTo(1, within(1e-6));
    }
  }

  @Test
  void pairedTOfConstantDifferences() {
    assertThat(PairedT.pValue(new double[] {1, 2}, new double[] {1, 2})).isEqualTo(1);
    assertThat(PairedT.pValue(new double[] {2, 3}, new double[] {1, 2})).isZero();
    assertThat(PairedT.pValue(new double[] {2}, new double[] {1})).isEqualTo(1);
  }

  @Test
  void holmEqualsStatsmodels() throws IOException {
    for (JsonNode c : golden().get("holm")) {
      double[] own = Holm.correct(numbers(c.get("p")));
      double[] expected = numbers(c.get("corrected"));
      for (int i = 0; i < own.length; i++) {
        assertThat(own[i]).isCloseTo(expected[i], within(1e-12));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 8, 9, 12})
  void signFlipComesNearTheExactEnumeration(int n) {
    SplittableRandom random = new SplittableRandom(n);
    double[][] systems = new double[3][n];
    for (int u = 0; u < n; u++) {
      systems[0][u] = random.nextInt(4) / 3.0;
      systems[1][u] = Math.min(1, systems[0][u] + random.nextInt(3) / 3.0);
      systems[2][u] = random.nextDouble();
    }
    int[][] pairs = {{0, 1}, {0, 2}, {1, 2}, {0, 0}};
    double[] p = new SignFlip(n, 100_000, 42, 1).pValues(systems, pairs);
    for (int c = 0; c < pairs.length; c++) {
      double exact = exact(systems[pairs[c][0]], systems[pairs[c][1]]);
      double spread = 5 * Math.sqrt(exact * (1 - exact) / 100_000) + 2e-5;
      assertThat(p[c]).isCloseTo(exact, within(spread));
    }
  }

  private static double exact(double[] a, double[] b) {
    int n = a.length;
    double observed = 0;
    for (int i = 0; i < n; i++) {
      observed += a[i] - b[i];
    }
    int extreme = 0;
    for (int signs = 0; signs < 1 << n; signs++) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += (signs >> i & 1) == 0 ? a[i] - b[i] : b[i] - a[i];
      }
      extreme += Math.abs(sum) >= Math.abs(observed) - 1e-9 ? 1 : 0;
    }
    return (double) extreme / (1 << n);
  }

  @Test
  void signFlipNeverGivesZero() {
    double[][] systems = new double[2][100];
    Arrays.fill(systems[1], 1);
    assertThat(new SignFlip(100, 999, 1, 1).pValues(systems, new int[][] {{1, 0}}))
        .containsExactly(1 / 1000.0);
  }

  @Test
  void signFlipRejectsTrueNullsAtItsLevel() {
    int n = 120;
    int repetitions = 600;
    double[][] systems = new double[2 * repetitions][n];
    int[][] pairs = new int[repetitions][];
    for (int r = 0; r < repetitions; r++) {
      SplittableRandom random = Randomness.generator(5, "null", r);
      for (int u = 0; u < n; u++) {
        double common = random.nextDouble();
        systems[2 * r][u] = common + random.nextDouble();
        systems[2 * r + 1][u] = common + random.nextDouble();
      }
      pairs[r] = new int[] {2 * r, 2 * r + 1};
    }
    double[] p = new SignFlip(n, 4_000, 3, 2).pValues(systems, pairs);
    double rejected = Arrays.stream(p).filter(v -> v < 0.05).count() / (double) repetitions;
    assertThat(rejected).isBetween(0.025, 0.08);
  }

  @Test
  void bootstrapEqualsResamplingOneByOne() {
    int n = 37;
    double[] whole = new double[n];
    double[] partly = new double[n];
    SplittableRandom values = new SplittableRandom(8);
    for (int i = 0; i < n; i++) {
      whole[i] = values.nextDouble();
      partly[i] = i % 5 == 0 ? Double.NaN : values.nextDouble();
    }
    double[] wholeMeans = new double[101];
    double[] partlyMeans = new double[101];
    for (int r = 0; r < 101; r++) {
      SplittableRandom random = Randomness.generator(11, "bootstrap", r);
      double sum = 0;
      double partSum = 0;
      int partCount = 0;
      for (int i = 0; i < n; i++) {
        int u = random.nextInt(n);
        sum += whole[u];
        partSum += Double.isNaN(partly[u]) ? 0 : partly[u];
        partCount += Double.isNaN(partly[u]) ? 0 : 1;
      }
      wholeMeans[r] = sum / n;
      partlyMeans[r] = partSum / partCount;
    }
    Arrays.sort(wholeMeans);
    Arrays.sort(partlyMeans);
    List<Interval> own = Bootstrap.intervals(List.of(whole, partly), 101, 11, 2);
    // With 101 resamples the percentiles lie halfway between the 3rd and 4th from either end.
    assertThat(own.get(0).low()).isCloseTo((wholeMeans[2] + wholeMeans[3]) / 2, within(1e-12));
    assertThat(own.get(0).high()).isCloseTo((wholeMeans[97] + wholeMeans[98]) / 2, within(1e-12));
    assertThat(own.get(1).low()).isCloseTo((partlyMeans[2] + partlyMeans[3]) / 2, within(1e-12));
    assertThat(own.get(0).mean())
        .isCloseTo(Arrays.stream(whole).average().orElse(0), within(1e-12));
  }

  @Test
  void bootstrapCoversTheTrueMean() {
    int covered = 0;
    for (int r = 0; r < 200; r++) {
      SplittableRandom random = Randomness.generator(2, "cover", r);
      double[] column = random.doubles(150).toArray();
      Interval i = Bootstrap.intervals(List.of(column), 400, r, 1).getFirst();
      covered += i.low() <= 0.5 && 0.5 <= i.high() ? 1 : 0;
    }
    assertThat(covered / 200.0).isBetween(0.89, 0.99);
  }

  static UserValues values(int users) {
    Judgements j = Worlds.judgements(users, 300, 6, 1);
    return UserValues.of(
        j,
        List.of(
            Worlds.run("random", Stage.REFERENCE, j, 30, 0, 1),
            Worlds.run("popularity", Stage.RETRIEVAL, j, 30, 0.2, 1),
            Worlds.run("lucene", Stage.RETRIEVAL, j, 30, 0.3, 1),
            Worlds.run("fusion", Stage.FUSION, j, 30, 0.4, 1),
            Worlds.run("retrieval-order", Stage.RANKING, j, 30, 0.4, 2),
            Worlds.run("xgboost", Stage.RANKING, j, 30, 0.8, 1),
            Worlds.run("slate", Stage.RERANKING, j, 10, 0.8, 1)),
        List.of(
            Measure.parse("nDCG@10"),
            Measure.parse("recall@30"),
            Measure.parse("MRR@10[value>=4]")),
        Optional.empty(),
        1);
  }

  @Test
  void comparesRankersAndSlateWithSourcesFusionAndRetrievalOrder() {
    List<Comparison> all = Comparisons.of(values(120), 42, 1);
    assertThat(all.stream().filter(c -> c.measure().equals("nDCG@10")))
        .extracting(c -> c.system() + ">" + c.baseline())
        .containsExactly(
            "retrieval-order>popularity",
            "retrieval-order>lucene",
            "retrieval-order>fusion",
            "xgboost>popularity",
            "xgboost>lucene",
            "xgboost>fusion",
            "xgboost>retrieval-order",
            "slate>popularity",
            "slate>lucene",
            "slate>fusion",
            "slate>retrieval-order");
    assertThat(all.stream().filter(c -> c.measure().equals("recall@30")))
        .noneMatch(c -> c.system().equals("slate"))
        .hasSize(7);
    assertThat(all).allMatch(c -> c.pValue() >= c.pValueRaw() && c.test().equals("sign-flip"));
    assertThat(
            all.stream().filter(c -> c.system().equals("xgboost") && c.baseline().equals("lucene")))
        .allMatch(Comparison::significant)
        .allMatch(c -> c.difference() > 0);
  }

  @Test
  void threadsChangeNothingAndSeedsDo() {
    UserValues values = values(150);
    assertThat(Comparisons.of(values, 42, 3)).isEqualTo(Comparisons.of(values, 42, 1));
    assertThat(Comparisons.of(values, 43, 1)).isNotEqualTo(Comparisons.of(values, 42, 1));
    List<double[]> columns = List.of(values.column(Measure.parse("nDCG@10"), 1));
    assertThat(Bootstrap.intervals(columns, 100, 1, 3))
        .isEqualTo(Bootstrap.intervals(columns, 100, 1, 1))
        .isNotEqualTo(Bootstrap.intervals(columns, 100, 2, 1));
  }

  @Test
  void takesThePairedTAboveTwoThousandUsers() {
    UserValues values = values(2_100);
    Measure ndcg = Measure.parse("nDCG@10");
    Comparison c =
        Comparisons.of(values, 42, 2).stream()
            .filter(x -> x.system().equals("slate") && x.baseline().equals("fusion"))
            .findFirst()
            .orElseThrow();
    assertThat(c.test()).isEqualTo("paired-t");
    assertThat(c.pValueRaw())
        .isEqualTo(
            PairedT.pValue(
                values.column(ndcg, values.system("slate")),
                values.column(ndcg, values.system("fusion"))));
  }
}
