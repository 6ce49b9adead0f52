package sluice.ingestion.sample.truth;

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
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.core.Dictionary;
import sluice.core.Parallel;
import sluice.core.UserError;
import sluice.ingestion.sample.SmallWorld;

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
    List<Tested> tested = new ArrayList<>();
    for (List<Object> row :
        SmallWorld.query(
            world,
            "select \"user\", min(\"timestamp\") from '$/test.parquet' group by 1 order by 1")) {
      String user = (String) row.get(0);
      tested.add(
          new Tested(
              user,
              ((Number) row.get(1)).longValue(),
              itemsOf("'$/test.parquet'", user),
              itemsOf("'$/interactions/part-*.parquet'", user)));
    }
    return tested;
  }

  private static Set<String> itemsOf(String table, String user) throws SQLException {
    Set<String> result = new HashSet<>();
    for (List<Object> row :
        SmallWorld.query(world, "select item from " + table + " where \"user\" = '" + user + "'")) {
      result.add((String) row.get(0));
    }
    return result;
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
            "select item, count(*) from '$/interactions/part-*.parquet' where event <> 'hide' group by 1")) {
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
        .hasMessageContaining("Mend:");
    Files.createDirectory(empty.resolve("truth"));
    Files.writeString(empty.resolve("truth/model.json"), "{\"start\": tomorrow}");
    assertThatThrownBy(() -> WorldTruth.open(empty))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("cannot be read")
        .hasMessageContaining("Mend:");
  }
}
