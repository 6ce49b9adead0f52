package sluice.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluatorTest {
  private static final List<Measure> ALL =
      Stream.of(
              "precision@5",
              "recall@5",
              "nDCG@5",
              "nDCG@5(exp)",
              "mAP@5",
              "mAP@5(rel)",
              "MRR@5",
              "hit-rate@5",
              "nDCG@5[value>=4]",
              "recall@5[value>=4]",
              "mAP@5[value>=4]")
          .map(Measure::parse)
          .toList();

  private static Judgements one(float... gains) {
    Judgements.Builder b = new Judgements.Builder(Worlds.catalogue(20)).user("u");
    for (int i = 0; i < gains.length; i++) {
      b.judge(i, gains[i], Float.NaN);
    }
    return b.build();
  }

  private static double value(Judgements j, String measure, int... list) {
    Run run = Run.of("x", Stage.RANKING, 20, new int[][] {list});
    return Evaluator.perUser(j, run, Measure.parse(measure), 1)[0];
  }

  @Test
  void dividesPrecisionByTheCutoffEvenWhereTheListIsShorter() {
    assertThat(value(one(1, 1), "precision@10", 0, 1)).isEqualTo(0.2);
  }

  @Test
  void dividesAveragePrecisionByTheSmallerOfCutoffAndRelevant() {
    assertThat(value(one(1, 1, 1, 1), "mAP@2", 0, 1)).isEqualTo(1.0);
    assertThat(value(one(1, 1, 1, 1), "mAP@2(rel)", 0, 1)).isEqualTo(0.5);
  }

  @Test
  void takesGradesAsGainsOrTheirPowerOfTwo() {
    double second = 1 / (Math.log(3) / Math.log(2));
    assertThat(value(one(3, 1), "nDCG@2", 1, 0))
        .isCloseTo((1 + 3 * second) / (3 + second), within(1e-12));
    assertThat(value(one(3, 1), "nDCG@2(exp)", 1, 0))
        .isCloseTo((1 + 7 * second) / (7 + second), within(1e-12));
  }

  @Test
  void doesNotCountUsersWithNothingRelevantAndCountsEmptyListsAsZero() {
    assertThat(value(one(0, 0), "recall@5", 0, 1)).isNaN();
    assertThat(value(one(1), "recall@5")).isZero();
  }

  @Test
  void keepsItemsOutsideTheCatalogueInTheDenominator() {
    Judgements j =
        new Judgements.Builder(Worlds.catalogue(3))
            .user("u")
            .judge(0, 1, Float.NaN)
            .judgeOutside("gone", 1, Float.NaN)
            .build();
    assertThat(j.itemsOutside()).isEqualTo(1);
    assertThat(j.itemId(3)).isEqualTo("gone");
    assertThat(value(j, "recall@10", 0, 1, 2)).isEqualTo(0.5);
  }

  @Test
  void areaUnderTheCurveIsOverTheCatalogueAndItemsOutsideItAreTiedBehind() {
    Judgements j =
        new Judgements.Builder(Worlds.catalogue(3))
            .user("u")
            .judge(0, 1, Float.NaN)
            .judgeOutside("gone", 1, Float.NaN)
            .build();
    // Negatives: 1 and 2. Item 0 stands behind 1 and before 2; the one outside is tied with 2.
    assertThat(value(j, "AUC@10", 1, 0)).isEqualTo((1 + 0.5) / 4);
    // What the catalogue does not hold is passed over.
    assertThat(value(j, "AUC@10", 7, 1, 0)).isEqualTo((1 + 0.5) / 4);
    assertThat(value(j, "AUC@10")).isZero();
    assertThat(value(one(1), "AUC@1", 0)).isEqualTo(1);
  }

  @Test
  void narrowsRelevanceByTheRecordedValueAndCountsOnlyUsersWithSuchItems() {
    Judgements j =
        new Judgements.Builder(Worlds.catalogue(9))
            .user("both")
            .judge(0, 1, 5)
            .judge(1, 1, 3)
            .user("low")
            .judge(2, 1, 1)
            .user("unrated")
            .judge(3, 1, Float.NaN)
            .build();
    Run run = Run.of("x", Stage.RANKING, 5, new int[][] {{1, 0}, {2}, {3}});
    assertThat(Evaluator.perUser(j, run, Measure.parse("MRR@5[value>=4]"), 1))
        .containsExactly(0.5, Double.NaN, Double.NaN);
    assertThat(Evaluator.perUser(j, run, Measure.parse("MRR@5"), 1)).containsExactly(1, 1, 1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void perfectListsScoreOneAndHitlessOnesZero(long seed) {
    Judgements j = Worlds.judgements(50, 200, 8, seed);
    int[][] perfect = new int[50][];
    int[][] hitless = new int[50][];
    for (int u = 0; u < 50; u++) {
      int from = j.start(u);
      int[] good =
          IntStream.range(from, j.start(u + 1))
              .boxed()
              .sorted((a, b) -> Float.compare(j.value(b), j.value(a)))
              .mapToInt(j::item)
              .toArray();
      perfect[u] = good;
      hitless[u] =
          IntStream.range(0, 200)
              .filter(i -> Arrays.stream(good).noneMatch(g -> g == i))
              .limit(10)
              .toArray();
    }
    Evaluator evaluator = new Evaluator(j, ALL, 1);
    double[][] best = evaluator.perUser(Run.of("p", Stage.RANKING, 10, perfect));
    double[][] worst = evaluator.perUser(Run.of("h", Stage.RANKING, 10, hitless));
    for (int m = 0; m < ALL.size(); m++) {
      for (int u = 0; u < 50; u++) {
        double b = best[m][u];
        String name = ALL.get(m).toString();
        if (Double.isNaN(b)) {
          assertThat(worst[m][u]).isNaN();
          continue;
        }
        assertThat(worst[m][u]).isZero();
        if (!name.startsWith("precision")
            && !name.contains("(rel)")
            && !name.startsWith("recall")) {
          assertThat(b).as(name).isCloseTo(1, within(1e-12));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whatStandsPastTheCutoffChangesNothingAndValuesStayInZeroToOne(long seed) {
    Judgements j = Worlds.judgements(100, 80, 8, seed);
    Run run = Worlds.run("x", Stage.RANKING, j, 30, 0.6, seed);
    int[][] shuffled = new int[100][];
    for (int u = 0; u < 100; u++) {
      int[] list = run.list(u).clone();
      SplittableRandom random = new SplittableRandom(seed + u);
      for (int i = list.length - 1; i > 5; i--) {
        int other = 5 + random.nextInt(i - 4);
        int swap = list[i];
        list[i] = list[other];
        list[other] = swap;
      }
      shuffled[u] = list;
    }
    Evaluator evaluator = new Evaluator(j, ALL, 1);
    double[][] before = evaluator.perUser(run);
    double[][] after = evaluator.perUser(Run.of("x", Stage.RANKING, 30, shuffled));
    assertThat(Arrays.deepEquals(after, before)).isTrue();
    for (double[] column : before) {
      for (double v : column) {
        assertThat(Double.isNaN(v) || (v >= 0 && v <= 1 + 1e-12)).isTrue();
      }
    }
  }

  @Test
  void threadsChangeNothing() {
    Judgements j = Worlds.judgements(700, 300, 8, 9);
    Run run = Worlds.run("x", Stage.RANKING, j, 30, 0.6, 9);
    double[][] one = new Evaluator(j, ALL, 1).perUser(run);
    assertThat(Arrays.deepEquals(new Evaluator(j, ALL, 3).perUser(run), one)).isTrue();
  }

  @Test
  void refusesAnItemTwiceInAListRelevantOrNot() {
    assertThatThrownBy(() -> value(one(1), "recall@5", 0, 7, 0)).hasMessageContaining("twice");
    assertThatThrownBy(() -> value(one(1), "recall@5", 7, 0, 7)).hasMessageContaining("twice");
  }

  @Test
  void refusesUsersOrItemsJudgedTwice() {
    Judgements.Builder twice =
        new Judgements.Builder(Worlds.catalogue(3)).user("u").judge(1, 1, 1).judge(1, 1, 1);
    assertThatThrownBy(twice::build).hasMessageContaining("judged an item twice");
    Judgements.Builder users = new Judgements.Builder(Worlds.catalogue(3)).user("u").user("u");
    assertThatThrownBy(users::build).hasMessageContaining("twice");
  }

  @Test
  void oracleScoresOneByTheTruthAndAnUnavailableItemGivesNothing() {
    Judgements j = Worlds.judgements(40, 60, 5, 3);
    TrueGains truth =
        (user, out) -> {
          SplittableRandom random = new SplittableRandom(user);
          for (int i = 0; i < out.length; i++) {
            out[i] = i % 10 == 0 ? Float.NaN : (float) random.nextDouble();
          }
        };
    int[][] oracle = new int[40][];
    int[][] unavailable = new int[40][];
    for (int u = 0; u < 40; u++) {
      float[] gains = new float[60];
      truth.gains(u, gains);
      oracle[u] =
          IntStream.range(0, 60)
              .filter(i -> !Float.isNaN(gains[i]))
              .boxed()
              .sorted((a, b) -> Float.compare(gains[b], gains[a]))
              .limit(10)
              .mapToInt(i -> i)
              .toArray();
      unavailable[u] = new int[] {0, 10, 20, 30};
    }
    List<Measure> measures = List.of(Measure.parse("nDCG@10(true)"), Measure.parse("nDCG@3(true)"));
    double[][][] values =
        new TrueNdcg(j, measures, truth, 2)
            .perUser(
                List.of(
                    Run.of("oracle", Stage.REFERENCE, 10, oracle),
                    Run.of("none", Stage.REFERENCE, 10, unavailable)));
    for (int m = 0; m < 2; m++) {
      assertThat(values[0][m]).usingComparatorWithPrecision(1e-9).containsOnly(1);
      assertThat(values[1][m]).containsOnly(0);
    }
  }

  @Test
  void reportsNoMeasurePastASystemsLengthAndNoneThatCountsNobody() {
    Judgements j = one(1, 1);
    Run slate = Run.of("slate", Stage.RERANKING, 5, new int[][] {{0, 7}});
    Run ranker = Run.of("ranker", Stage.RANKING, 20, new int[][] {{7, 1}});
    UserValues values =
        UserValues.of(
            j,
            List.of(slate, ranker),
            Stream.of("nDCG@5", "recall@10", "nDCG@5[value>=4]").map(Measure::parse).toList(),
            Optional.empty(),
            1);
    assertThat(values.measures()).map(Measure::toString).containsExactly("nDCG@5", "recall@10");
    assertThat(values.mean(Measure.parse("recall@10"), 0)).isNaN();
    assertThat(values.mean(Measure.parse("recall@10"), 1)).isEqualTo(0.5);
    List<String> rows = new ArrayList<>();
    values.forEach((user, owner, system, measure, value) -> rows.add(system + " " + measure));
    assertThat(rows).containsExactly("slate nDCG@5", "ranker nDCG@5", "ranker recall@10");
    UserValues twice = UserValues.concat(List.of(values, values));
    assertThat(twice.users()).containsExactly("u", "u");
    assertThat(twice.mean(Measure.parse("recall@10"), 1)).isEqualTo(0.5);
    assertThat(twice.column(Measure.parse("recall@10"), 0)).isNull();
  }
}
