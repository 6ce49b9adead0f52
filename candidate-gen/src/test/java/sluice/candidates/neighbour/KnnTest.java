package sluice.candidates.neighbour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.candidates.Golden;
import sluice.candidates.Sources;
import sluice.candidates.Worlds;
import sluice.core.FittingPart;
import sluice.core.History;
import sluice.core.RankedItems;
import sluice.core.Request;
import sluice.core.SettingError;
import sluice.core.TieBreak;
import sluice.core.UserError;
import sluice.core.graph.CoOccurrence;
import sluice.core.graph.ItemGraph;

/** Against numpy: src/test/python/knn_golden.py. */
class KnnTest {
  private final Golden golden = new Golden(KnnTest.class, "knn.txt");
  private final int items = golden.whole("shape", 1);
  private final FittingPart part =
      Worlds.ofRows(golden.whole("shape", 0), items, golden.rows("rows", 4), true);

  @ParameterizedTest
  @ValueSource(strings = {"tf-idf", "bm25"})
  void weightedSimilaritiesAreThoseOfImplicit(String weighting) {
    ItemGraph graph =
        ItemGraphs.of(part, 1, 2).get(new CoOccurrence("cosine", weighting, 0, 100, 100, 100));
    for (int a = 0; a < items; a++) {
      double[] row = new double[items];
      for (int k = graph.start(a); k < graph.start(a + 1); k++) {
        row[graph.neighbour(k)] = graph.weight(k);
      }
      for (int b = 0; b < items; b++) {
        assertThat(row[b]).isCloseTo(golden.get(weighting, a * items + b), within(1e-6));
      }
    }
  }

  @Test
  void shrinkHoldsBm25Back() {
    ItemGraph free = graph("bm25", 0);
    ItemGraph held = graph("bm25", 1000);
    assertThat(held.weight(0)).isPositive().isLessThan(free.weight(0) / 50);
  }

  private ItemGraph graph(String weighting, double shrink) {
    return ItemGraphs.of(part, 1, 2).get(new CoOccurrence("cosine", weighting, shrink, 9, 99, 99));
  }

  @Test
  void bm25GoesWithCosineAlone() {
    assertThatThrownBy(() -> new CoOccurrence("jaccard", "bm25", 0, 9, 99, 99))
        .isInstanceOf(SettingError.class)
        .hasMessage(
            "weighting: bm25 has lengths of its own, which similarity: jaccard does not go with;"
                + " take tf-idf, or similarity: cosine");
    assertThatThrownBy(() -> new CoOccurrence("cosine", "tfidf", 0, 9, 99, 99))
        .isInstanceOf(SettingError.class)
        .hasMessage("weighting: one of none, tf-idf, bm25 is expected (did you mean tf-idf?)");
  }

  @Test
  void nearestUsersScoreWhatTheyHave() {
    int own = golden.whole("shape", 3);
    int[] liked = Arrays.stream(golden.get("history")).mapToInt(i -> (int) i).toArray();
    float[] weights = new float[liked.length];
    Arrays.fill(weights, 1);
    History history = new History(liked, new long[liked.length], new float[liked.length], weights);
    Request request = Worlds.request(part, own, history);
    Map<String, Object> source =
        Map.of(
            "type",
            "user-knn",
            "neighbours",
            golden.whole("shape", 2),
            "shrink",
            golden.get("shrink", 0));
    RankedItems list =
        Sources.fit(part, 2, source)
            .retrieve(request, item -> true, TieBreak.of(1, request, part.catalogue()), 100);
    double[] scores = new double[items];
    for (int k = 0; k < list.size(); k++) {
      scores[list.item(k)] = list.score(k);
    }
    for (int item = 0; item < items; item++) {
      assertThat(scores[item]).isCloseTo(golden.get("scores", item), within(1e-6));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "n, 0, a whole number from 1 to 1000000",
    "neighbours, 0, a whole number from 1 to 1000000",
    "shrink, -1, a number from 0",
    "recent, -1, a whole number from 0 to 1000000",
    "longest, 0, a whole number from 1 to 1000000"
  })
  void aSettingOutOfItsRangeIsRefused(String key, int value, String expected) {
    assertThatThrownBy(() -> Sources.fit(part, 1, Map.of("type", "user-knn", key, value)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("candidates.sources[0]." + key)
        .hasMessageContaining(expected);
  }
}
