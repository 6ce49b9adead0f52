package sluice.candidates.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.candidates.Golden;
import sluice.candidates.Sources;
import sluice.candidates.Worlds;
import sluice.candidates.neighbour.ItemGraphs;
import sluice.candidates.neighbour.Sequences;
import sluice.core.FittingPart;
import sluice.core.UserError;
import sluice.core.graph.CoOccurrence;
import sluice.core.graph.ItemGraph;

/** Against scikit-learn: src/test/python/slim_golden.py. */
class SlimTest {
  private final Golden golden = new Golden(SlimTest.class, "slim.txt");
  private final int users = golden.whole("shape", 0);
  private final int items = golden.whole("shape", 1);
  private final FittingPart part = Worlds.ofRows(users, items, golden.rows("rows", 4), true);

  @Test
  void weightsAreThoseOfTheElasticNet() {
    assertWeights(weights(items, 2), golden.get("all"));
  }

  @Test
  void onlyTheNearestHaveWeights() {
    assertWeights(weights(golden.whole("shape", 2), 1), golden.get("few"));
  }

  @Test
  void threadsChangeNoBit() {
    for (int item = 0; item < items; item++) {
      assertThat(row(weights(items, 1), item)).isEqualTo(row(weights(items, 3), item));
    }
  }

  private ItemWeights weights(int neighbours, int threads) {
    ItemGraph nearest =
        ItemGraphs.of(part, 1, 1).get(new CoOccurrence("cosine", "none", 0, neighbours, 999, 999));
    SlimSettings settings =
        new SlimSettings(
            9,
            golden.get("settings", 0),
            golden.get("settings", 1),
            neighbours,
            9999,
            1e-9,
            0,
            Optional.empty());
    return Slim.fit(Sequences.of(part, 999, true), users, nearest, settings, threads);
  }

  private void assertWeights(ItemWeights weights, double[] expected) {
    for (int item = 0; item < items; item++) {
      float[] row = row(weights, item);
      for (int other = 0; other < items; other++) {
        assertThat((double) row[other]).isCloseTo(expected[item * items + other], within(1e-6));
      }
    }
    assertThat((long) weights.count())
        .isEqualTo(Arrays.stream(expected).filter(w -> w > 0).count());
  }

  private float[] row(ItemWeights weights, int item) {
    float[] row = new float[items];
    weights.add(item, 1, row);
    return row;
  }

  @ParameterizedTest
  @CsvSource({
    "n, 0, a whole number from 1 to 1000000",
    "l1, -1, a number from 0",
    "l2, -1, a number from 0",
    "neighbours, 0, a whole number from 1 to 100000",
    "iterations, 0, a whole number from 1 to 100000",
    "tolerance, 2, a number from 1.0E-9 to 1",
    "recent, -1, a whole number from 0 to 1000000"
  })
  void aSettingOutOfItsRangeIsRefused(String key, int value, String expected) {
    assertThatThrownBy(() -> Sources.fit(part, 1, Map.of("type", "slim", key, value)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("candidates.sources[0]." + key)
        .hasMessageContaining(expected);
  }
}
