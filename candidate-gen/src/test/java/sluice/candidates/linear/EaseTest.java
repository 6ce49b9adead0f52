package sluice.candidates.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.candidates.Golden;
import sluice.candidates.Retrieval;
import sluice.candidates.RetrievalSettings;
import sluice.candidates.Sources;
import sluice.candidates.Worlds;
import sluice.candidates.neighbour.Sequences;
import sluice.core.FittingPart;
import sluice.core.History;
import sluice.core.Progress;
import sluice.core.RankedItems;
import sluice.core.Request;
import sluice.core.TieBreak;
import sluice.core.UserError;
import sluice.core.YamlFile;

/** Against numpy: src/test/python/ease_golden.py. */
class EaseTest {
  private final Golden golden = new Golden(EaseTest.class, "ease.txt");
  private final FittingPart part =
      Worlds.ofRows(
          golden.whole("shape", 0), golden.whole("shape", 1), golden.rows("rows", 4), true);

  @Test
  void denseWeightsAreThoseOfTheFormula() {
    assertWeights(weights(0), golden.get("dense"));
  }

  @Test
  void theHeaviestOfARowAreKept() {
    assertWeights(weights(golden.whole("shape", 2)), golden.get("sparse"));
  }

  private ItemWeights weights(int neighbours) {
    Sequences rows = Sequences.of(part, Integer.MAX_VALUE, true);
    int[] items = Ease.items(part, rows, 4000, 1, 1);
    EaseSettings settings =
        new EaseSettings(
            9,
            Optional.of(golden.get("settings", 0)),
            9,
            1,
            neighbours,
            0,
            Optional.empty(),
            Optional.empty(),
            9);
    return Ease.fit(part, rows, items, settings, 1, 2).weights();
  }

  private void assertWeights(ItemWeights weights, double[] expected) {
    int n = weights.size();
    assertThat(n).isEqualTo(golden.get("known").length);
    for (int i = 0; i < n; i++) {
      assertThat(weights.item(i)).isEqualTo(golden.whole("known", i));
      float[] row = new float[n];
      weights.add(i, 1, row);
      for (int j = 0; j < n; j++) {
        assertThat((double) row[j]).isCloseTo(expected[i * n + j], within(1e-7));
      }
    }
  }

  @Test
  void aHistoryScoresItsRowTimesTheWeights() {
    assertScores(Map.of("forgetting", 0.0), golden.get("scores"));
  }

  @Test
  void anItemCountsLessTheMoreOthersFollowedIt() {
    assertScores(Map.of("forgetting", 0.5), golden.get("forgotten"));
    assertScores(Map.of(), golden.get("forgotten"));
  }

  @Test
  void oldInteractionsCountLess() {
    assertScores(
        Map.of("halfLifeDays", golden.get("settings", 1), "forgetting", 0.0),
        golden.get("decayed"));
  }

  private void assertScores(Map<String, Object> keys, double[] expected) {
    RankedItems list = ask(part, keys, history(golden.rows("history", 2)));
    assertThat(list.size()).isEqualTo(expected.length);
    for (int k = 0; k < list.size(); k++) {
      int place = List.of(box(golden.get("known"))).indexOf((double) list.item(k));
      assertThat((double) list.score(k)).isCloseTo(expected[place], within(1e-6));
    }
  }

  private static Double[] box(double[] values) {
    return Arrays.stream(values).boxed().toArray(Double[]::new);
  }

  /** The oldest of three is left out, and one that comes twice counts once. */
  @Test
  void onlyRecentItemsCountEachOnce() {
    double[][] all = {{5, 100}, {2, 101}, {0, 105}, {0, 109}};
    double[][] latest = {{2, 101}, {0, 109}};
    RankedItems cut = ask(part, Map.of("recent", 2), history(all));
    RankedItems short2 = ask(part, Map.of(), history(latest));
    assertThat(cut.items()).isEqualTo(short2.items());
  }

  @Test
  void itemsWithFewUsersHaveNoWeights() {
    Sequences rows = Sequences.of(part, Integer.MAX_VALUE, true);
    int[] all = Ease.items(part, rows, 4000, 1, 1);
    int[] some = Ease.items(part, rows, 4, 1, 1);
    assertThat(some).hasSize(4).isSorted();
    assertThat(all).contains(some);
    int least = Arrays.stream(some).map(rows::count).min().orElseThrow();
    for (int item : all) {
      assertThat(rows.count(item) > least && Arrays.binarySearch(some, item) < 0).isFalse();
    }
    assertThat(Ease.items(part, rows, 4000, least + 1, 1))
        .isEqualTo(Arrays.stream(all).filter(item -> rows.count(item) > least).toArray());
  }

  /** Steck (2019) takes 500 on MovieLens 20M, whose items have 497 users in the mean. */
  @Test
  void regularizationFollowsTheData() {
    assertThat(Ease.regularization(497)).isCloseTo(554, within(1.0));
    assertThat(notes(Map.of())).contains("ease: weights of 11 of 12 items, 1 MB; λ 132.");
  }

  @Test
  void whereTheProtocolDoesNotGoByTimeAHalfLifeIsSaidToChangeNothing() {
    FittingPart untimed =
        Worlds.ofRows(
            golden.whole("shape", 0), golden.whole("shape", 1), golden.rows("rows", 4), false);
    Map<String, Object> keys = Map.of("halfLifeDays", 5.0);
    assertThat(retrieval(untimed, keys).sections().toString())
        .contains("halfLifeDays changes nothing, for the protocol does not go by time");
    History history = history(golden.rows("history", 2));
    assertThat(ask(untimed, keys, history).items()).isEqualTo(ask(part, Map.of(), history).items());
  }

  private String notes(Map<String, Object> keys) {
    return retrieval(part, keys).sections().toString();
  }

  @Test
  void moreMemoryThanAllowedIsRefused() {
    assertThatThrownBy(() ->
            EaseSourceType.checkMemory("candidates.sources[0]", 4000, 134_200_000, 100, 4L << 30))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "candidates.sources[0]: weights of 4,000 items take 134 MB, more than memory: 100;"
                + " raise memory, or lower items");
    assertThatThrownBy(() ->
            EaseSourceType.checkMemory(
                "candidates.sources[0]", 4000, 134_200_000, 150, 200_000_000))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "candidates.sources[0]: weights of 4,000 items take 134 MB, more than half of the heap"
                + " of 200 MB; give more heap with SLUICE_HEAP, or lower items");
  }

  @Test
  void theDefaultMemoryIsEnoughForTheDefaultItems() {
    EaseSettings settings =
        YamlFile.parse(new EaseSourceType().defaults(), "defaults").bind(EaseSettings.class);
    assertThat(Ease.bytes(settings.items(), 0)).isLessThan(settings.memory() * 1_000_000L);
  }

  @ParameterizedTest
  @CsvSource({
    "regularization, 0, a number from 0.001 to 1000000",
    "items, 0, a whole number from 1 to 40000",
    "minCount, 0, a whole number from 1 to",
    "neighbours, -1, a whole number from 0 to 40000",
    "recent, -1, a whole number from 0 to 1000000",
    "halfLifeDays, 0, a number from 1.0E-4 to 1000000",
    "memory, 0, a whole number from 1 to 1000000",
    "n, 0, a whole number from 1 to 1000000"
  })
  void aSettingOutOfItsRangeIsRefused(String key, int value, String expected) {
    assertThatThrownBy(() -> retrieval(part, Map.of(key, value)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(key)
        .hasMessageContaining(expected);
  }

  private Retrieval retrieval(FittingPart of, Map<String, Object> keys) {
    Map<String, Object> source = new HashMap<>(keys);
    source.put("type", "ease");
    RetrievalSettings settings =
        RetrievalSettings.read(Sources.node("candidates", Map.of("sources", List.of(source))));
    return Retrieval.fit(of, settings, 42, 1, Path.of("target"), Progress.SILENT);
  }

  private RankedItems ask(FittingPart of, Map<String, Object> more, History history) {
    Map<String, Object> keys = new HashMap<>(more);
    keys.put("regularization", golden.get("settings", 0));
    Request request = Worlds.request(of, 0, history);
    return retrieval(of, keys)
        .sources()
        .getFirst()
        .retrieve(request, item -> true, TieBreak.of(1, request, of.catalogue()), 100);
  }

  private static History history(double[][] itemsAndDays) {
    int n = itemsAndDays.length;
    int[] items = new int[n];
    long[] times = new long[n];
    float[] weights = new float[n];
    for (int k = 0; k < n; k++) {
      items[k] = (int) itemsAndDays[k][0];
      times[k] = (long) (itemsAndDays[k][1] * Worlds.DAY);
      weights[k] = 1;
    }
    return new History(items, times, new float[n], weights);
  }
}
