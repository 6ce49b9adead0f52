package sluice.sample.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.core.Dictionary;
import sluice.core.Parallel;
import sluice.core.UserError;
import sluice.sample.SmallWorld;

class WorldTruthTest {
  @TempDir static Path temp;
  private static Path world;
  private static WorldTruth truth;
  private static Dictionary items;

  /** A test user with the time of the request, what is watched, and what had been before. */
  private record Tested(String user, long time, Set<String> watched, Set<String> seen) {}

  @BeforeAll
  static void generate() throws SQLException {
    world = SmallWorld.generate(SmallWorld.settings("base"), temp, 2);
    truth = WorldTruth.open(world);
    items =
        Dictionary.of(
            SmallWorld.query(world, "select item from '$/items.parquet' order by item").stream()
                .map(r -> (String) r.get(0))
                .toList());
  }

  private static List<Tested> tested() throws SQLException {
    Map<String, Set<String>> watched = itemsByUser("'$/test.parquet'");
    Map<String, Set<String>> seen = itemsByUser("'$/interactions/part-*.parquet'");
    List<List<Object>> users =
        SmallWorld.query(
            world,
            "select \"user\", min(\"timestamp\") from '$/test.parquet' group by 1 order by 1");
    List<Tested> tested = new ArrayList<>();
    for (List<Object> row : users) {
      String user = (String) row.get(0);
      long time = ((Number) row.get(1)).longValue();
      tested.add(new Tested(user, time, watched.get(user), seen.getOrDefault(user, Set.of())));
    }
    return tested;
  }

  private static Map<String, Set<String>> itemsByUser(String table) throws SQLException {
    Map<String, Set<String>> result = new HashMap<>();
    for (List<Object> row : SmallWorld.query(world, "select \"user\", item from " + table)) {
      result.computeIfAbsent((String) row.get(0), u -> new HashSet<>()).add((String) row.get(1));
    }
    return result;
  }

  /** Golden values from ingestion/src/test/python/golden_truth.py. */
  @ParameterizedTest
  @CsvSource({
    "u0000005, 25920000, v0000648, 0.015225768",
    "u0000005, 25920000, v0000126, 0.584521107",
    "u0000005, 25920000, v0000176, 0.105090071",
    "u0000007, 43200000, v0000120, 0.056289701",
    "u0000007, 43200000, v0000662, 0.889715812",
    "u0000017, -280800000, v0000341, 0.155861780",
    "u0000017, -280800000, v0000034, 0.003055745",
    "u0000017, -280800000, v0000724, 0.520333384",
    "u0000042, 77760000, v0000684, 0.204018898",
    "u0000042, 77760000, v0000126, 0.772271208",
    "u0000042, 77760000, v0000516, 0.000946308",
    "u0000123, -1736640000, v0000459, 0.708972969",
    "u0000123, -1736640000, v0000735, 0.869654516",
    "u0000395, 51840000, v0000684, 0.017023478",
    "u0000395, 51840000, v0000494, 0.593181529",
  })
  void valuesAreThoseOfAnIndependentReadingOfTheTruth(
      String user, long afterCutoff, String item, double expected) {
    float[] values = new float[items.size()];
    truth.expectedValues(user, truth.cutoff() + afterCutoff, items, values);
    assertThat((double) values[items.index(item)]).isCloseTo(expected, within(2e-6));
  }

  /**
   * In this world everything unseen is shown to every test user, so each value can be held against
   * what happened.
   */
  @Test
  void expectedValueIsTheFrequencyUnderUniformShowing() throws SQLException {
    double[] expected = new double[10];
    double[] variance = new double[10];
    double[] happened = new double[10];
    float[] values = new float[items.size()];
    for (Tested t : tested()) {
      truth.expectedValues(t.user(), t.time(), items, values);
      for (int i = 0; i < values.length; i++) {
        if (!t.seen().contains(items.id(i))) {
          int bin = (int) Math.min(9, -Math.log(1 - values[i] + 1e-9) * 8);
          expected[bin] += values[i];
          variance[bin] += values[i] * (1 - values[i]);
          happened[bin] += t.watched().contains(items.id(i)) ? 1 : 0;
        }
      }
    }
    assertThat(Arrays.stream(happened).sum()).isGreaterThan(1_500);
    for (int bin = 0; bin < 10; bin++) {
      assertThat(happened[bin])
          .as("bin " + bin)
          .isCloseTo(expected[bin], within(4 * Math.sqrt(variance[bin]) + 1));
    }
  }

  @Test
  void noOrderGainsMoreThanThatOfTheExpectedValues() throws SQLException {
    double byTruth = 0;
    double byPopularity = 0;
    double byAnotherUser = 0;
    double byChance = 0;
    float[] popularity = popularity();
    float[] values = new float[items.size()];
    float[] other = new float[items.size()];
    Random random = new Random(1);
    List<Tested> tested = tested();
    for (int k = 0; k < tested.size(); k++) {
      Tested t = tested.get(k);
      truth.expectedValues(t.user(), t.time(), items, values);
      truth.expectedValues(tested.get((k + 1) % tested.size()).user(), t.time(), items, other);
      float[] chance = new float[items.size()];
      for (int i = 0; i < chance.length; i++) {
        chance[i] = random.nextFloat();
      }
      byTruth += hits(t, values);
      byPopularity += hits(t, popularity);
      byAnotherUser += hits(t, other);
      byChance += hits(t, chance);
    }
    assertThat(byTruth).isGreaterThan(1.5 * byPopularity);
    assertThat(byPopularity).isGreaterThan(2 * byChance);
    assertThat(byTruth).isGreaterThan(2 * byAnotherUser);
  }

  private static float[] popularity() throws SQLException {
    float[] popularity = new float[items.size()];
    for (List<Object> row :
        SmallWorld.query(
            world,
            "select item, count(*) from '$/interactions/part-*.parquet' where event <> 'hide' group"
                + " by 1")) {
      popularity[items.index((String) row.get(0))] = ((Number) row.get(1)).floatValue();
    }
    return popularity;
  }

  private static double hits(Tested t, float[] scores) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      if (!t.seen().contains(items.id(i))) {
        order.add(i);
      }
    }
    Collections.sort(order, (a, b) -> Float.compare(scores[b], scores[a]));
    return order.stream().limit(10).filter(i -> t.watched().contains(items.id(i))).count();
  }

  @Test
  void anItemIsWorthNothingBeforeItsUploadOrOutsideTheWorld() {
    Dictionary odd = Dictionary.of(List.of("v9999999", "soup", "v", "v0000001", "u0000001"));
    float[] values = new float[5];
    truth.expectedValues("u0000001", truth.cutoff(), odd, values);
    assertThat(values[0]).isZero();
    assertThat(values[1]).isZero();
    assertThat(values[2]).isZero();
    assertThat(values[3]).isBetween(1e-6f, 1f);
    assertThat(values[4]).isZero();
    truth.expectedValues("u0000001", truth.cutoff() - 4_000L * TrueModel.DAY, odd, values);
    assertThat(values[3]).isZero();
  }

  @Test
  void whatIsWatchedLaterChangesNothingBefore() {
    float[] early = new float[items.size()];
    float[] again = new float[items.size()];
    long middle = truth.cutoff() - 30 * TrueModel.DAY;
    truth.expectedValues("u0000005", middle, items, early);
    float[] late = new float[items.size()];
    truth.expectedValues("u0000005", truth.cutoff(), items, late);
    truth.expectedValues("u0000005", middle, items, again);
    assertThat(again).isEqualTo(early);
    assertThat(late).isNotEqualTo(early);
  }

  @Test
  void threadsGiveTheSameValues() {
    float[][] alone = new float[40][items.size()];
    float[][] together = new float[40][items.size()];
    for (int u = 0; u < 40; u++) {
      truth.expectedValues(TrueItems.id("u", u), truth.cutoff(), items, alone[u]);
    }
    Parallel.run(
        4,
        40,
        () -> 0,
        (u, none) ->
            truth.expectedValues(TrueItems.id("u", u), truth.cutoff(), items, together[u]));
    assertThat(together).isDeepEqualTo(alone);
  }

  @Test
  void aStrangerAndAFolderWithoutTruthAreRefused() throws IOException {
    assertThat(truth.knows("u0000399")).isTrue();
    assertThat(truth.knows("u0000400")).isFalse();
    assertThat(truth.knows("jane")).isFalse();
    assertThatThrownBy(() -> truth.expectedValues("jane", 0, items, new float[items.size()]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no user of this world: jane");
    Path empty = Files.createDirectory(temp.resolve("no-world"));
    assertThatThrownBy(() -> WorldTruth.open(empty))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("holds no truth/model.json")
        .hasMessageContaining("Fix:");
    Files.createDirectory(empty.resolve("truth"));
    Files.writeString(empty.resolve("truth/model.json"), "{\"start\": tomorrow}");
    assertThatThrownBy(() -> WorldTruth.open(empty))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("cannot be read")
        .hasMessageContaining("Fix:");
  }
}
