package sluice.evaluation.significance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import sluice.core.Randomness;

/**
 * 1,000 pairs of systems of which neither is better: every test must call about 5 % of them
 * different, and the share it does must lie within four standard errors (.0276) of that.
 *
 * <p>A user's values are hit rates of a shared difficulty; a user of the clustered simulation makes
 * 1 to 12 requests and leans to one of the systems in all of them.
 */
class FalsePositivesTest {
  private static final int PAIRS = 1_000;
  private static final double FOUR_ERRORS = 4 * Math.sqrt(0.05 * 0.95 / PAIRS);

  private static double rejected(double[] pValues) {
    return Arrays.stream(pValues).filter(p -> p < 0.05).count() / (double) pValues.length;
  }

  private static void fair(String test, double[] pValues) {
    assertThat(rejected(pValues)).as(test).isBetween(0.05 - FOUR_ERRORS, 0.05 + FOUR_ERRORS);
  }

  private static double share(SplittableRandom random, double chance) {
    int hits = 0;
    for (int i = 0; i < 10; i++) {
      hits += random.nextDouble() < chance ? 1 : 0;
    }
    return hits / 10.0;
  }

  @Test
  void identicalSystemsAreCalledDifferentInOneOfTwenty() {
    int users = 150;
    double[][] systems = new double[2 * PAIRS][users];
    int[][] pairs = new int[PAIRS][];
    double[] t = new double[PAIRS];
    double[] ranks = new double[PAIRS];
    Clusters each = Clusters.single(users);
    for (int p = 0; p < PAIRS; p++) {
      SplittableRandom random = Randomness.generator(8, "identical", p);
      for (int u = 0; u < users; u++) {
        double chance = random.nextDouble() * random.nextDouble();
        systems[2 * p][u] = share(random, chance);
        systems[2 * p + 1][u] = share(random, chance);
      }
      pairs[p] = new int[] {2 * p, 2 * p + 1};
      t[p] = PairedT.pValue(systems[2 * p], systems[2 * p + 1]);
      double[] d = new double[users];
      for (int u = 0; u < users; u++) {
        d[u] = systems[2 * p][u] - systems[2 * p + 1][u];
      }
      ranks[p] = WilcoxonSignedRank.of(d, each).pValue();
    }
    fair("t", t);
    fair("signed ranks", ranks);
    fair("sign flip", new SignFlip(users, 2_000, 3, 2).pValues(systems, pairs));
  }

  @Test
  void requestsOfAUserMustBeTakenTogether() {
    int users = 60;
    double[][] clusteredSums = new double[2 * PAIRS][users];
    int[][] pairs = new int[PAIRS][];
    double[] t = new double[PAIRS];
    double[] plainT = new double[PAIRS];
    double[] ranks = new double[PAIRS];
    double[] plainRanks = new double[PAIRS];
    double[] plainFlip = new double[PAIRS];
    for (int p = 0; p < PAIRS; p++) {
      SplittableRandom random = Randomness.generator(9, "requests", p);
      List<Integer> owners = new ArrayList<>();
      List<Double> values = new ArrayList<>();
      for (int u = 0; u < users; u++) {
        double leaning = random.nextDouble() - 0.5;
        int requests = 1 + random.nextInt(12);
        for (int r = 0; r < requests; r++) {
          owners.add(u);
          values.add(leaning + random.nextDouble() - 0.5);
        }
      }
      double[] d = values.stream().mapToDouble(v -> v).toArray();
      Clusters together = Clusters.of(owners);
      Clusters apart = Clusters.single(d.length);
      t[p] = MeanDifference.of(d, together).pValue();
      plainT[p] = MeanDifference.of(d, apart).pValue();
      ranks[p] = WilcoxonSignedRank.of(d, together).pValue();
      plainRanks[p] = WilcoxonSignedRank.of(d, apart).pValue();
      clusteredSums[2 * p] = together.sums(d);
      pairs[p] = new int[] {2 * p, 2 * p + 1};
      if (p < PAIRS / 5) {
        plainFlip[p] =
            new SignFlip(d.length, 400, 3, 1)
                .pValues(new double[][] {d, new double[d.length]}, new int[][] {{0, 1}})[0];
      }
    }
    fair("clustered t", t);
    fair("clustered signed ranks", ranks);
    fair("clustered sign flip", new SignFlip(users, 2_000, 4, 2).pValues(clusteredSums, pairs));
    // Taken one by one, the same requests make every test call far too many different.
    assertThat(rejected(plainT)).isGreaterThan(0.2);
    assertThat(rejected(plainRanks)).isGreaterThan(0.2);
    assertThat(rejected(Arrays.copyOf(plainFlip, PAIRS / 5))).isGreaterThan(0.2);
  }

  @Test
  void equivalenceIsSeldomClaimedOfADifferenceAsLargeAsTheMargin() {
    int users = 100;
    double margin = 0.05;
    double[] wrongly = new double[PAIRS];
    double[] rightly = new double[PAIRS];
    for (int p = 0; p < PAIRS; p++) {
      SplittableRandom random = Randomness.generator(10, "margin", p);
      double[] d = random.doubles(users, -0.3, 0.3).toArray();
      double[] moved = Arrays.stream(d).map(v -> v + margin).toArray();
      Clusters each = Clusters.single(users);
      wrongly[p] = Equivalence.of(MeanDifference.of(moved, each), margin).pValue();
      rightly[p] = Equivalence.of(MeanDifference.of(d, each), margin).pValue();
    }
    fair("equivalence", wrongly);
    assertThat(rejected(rightly)).isGreaterThan(0.7);
  }

  @Test
  void powerIsTheShareOfDifferencesFound() {
    int users = 40;
    double effect = Power.detectable(users, 0.8, 0.05);
    double deviation = Math.sqrt(1 / 12.0);
    double[] found = new double[PAIRS];
    for (int p = 0; p < PAIRS; p++) {
      SplittableRandom random = Randomness.generator(11, "power", p);
      double[] d = random.doubles(users, -0.5, 0.5).map(v -> v + effect * deviation).toArray();
      found[p] = MeanDifference.of(d, Clusters.single(users)).pValue();
    }
    assertThat(rejected(found)).isBetween(0.75, 0.85);
    assertThat(Power.users(effect, 0.8, 0.05)).isBetween(users - 1L, users + 1L);
  }
}
