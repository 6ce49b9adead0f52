package sluice.candidates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.core.CandidateSource;
import sluice.core.FittingPart;
import sluice.core.History;
import sluice.core.Progress;
import sluice.core.RankedItems;
import sluice.core.Request;
import sluice.core.TieBreak;
import sluice.core.UserError;

/** Scores are sums over the history, so that a list follows from the lists of single items. */
class ForgettingSourceTest {
  private static final FittingPart PART = Worlds.part(3, 60, 30, 900);
  private static final int[] ITEMS = {4, 11, 2, 7};

  @ParameterizedTest
  @ValueSource(strings = {"ease", "slim", "item-knn", "transitions", "co-visitation"})
  void anItemThatOthersFollowedCountsByAPowerLaw(String type) {
    for (double d : new double[] {0, 0.5, 1.25}) {
      double[] expected = new double[PART.catalogue().size()];
      for (int i = 0; i < ITEMS.length; i++) {
        double[] alone = scores(source(type, Map.of()), ITEMS[i]);
        for (int item = 0; item < expected.length; item++) {
          expected[item] += alone[item] / Math.pow(ITEMS.length - i, d);
        }
      }
      assertScores(source(type, Map.of("forgetting", d)), expected);
      assertScores(((ForgettingSource) source(type, Map.of())).forgetting(d), expected);
      if (d == ForgettingSource.DEFAULT) {
        assertScores(source(type, Map.of()), expected);
      }
    }
  }

  @Test
  void whatIsChosenIsKeptWhereTheConfigLeavesItOpen(@TempDir Path folder) {
    RetrievalSettings settings =
        RetrievalSettings.read(
            Sources.node("candidates", Map.of("sources", List.of("item-knn", "popularity"))));
    Retrieval fitted = Retrieval.fit(PART, settings, 42, 2, folder, Progress.SILENT);
    assertThat(((ForgettingSource) fitted.sources().getFirst()).exponent()).isEmpty();
    Retrieval chosen = fitted.forgetting(Map.of("item-knn", 0.0)).with(fitted.fusion());
    StoredRetrieval.write(chosen, List.of(), folder);
    Retrieval read = StoredRetrieval.read(PART, settings, 42, folder);
    assertThat(((ForgettingSource) read.sources().getFirst()).exponent()).contains(0.0);
    assertThat(scores(read.sources().getFirst(), ITEMS))
        .isEqualTo(scores(chosen.sources().getFirst(), ITEMS))
        .isNotEqualTo(scores(fitted.sources().getFirst(), ITEMS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ease", "slim", "item-knn", "transitions", "co-visitation"})
  void anExponentOutOfItsRangeIsRefused(String type) {
    assertThatThrownBy(() -> source(type, Map.of("forgetting", -1)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("candidates.sources[0].forgetting")
        .hasMessageContaining("a number from 0.0 to 10.0");
  }

  private static CandidateSource source(String type, Map<String, Object> keys) {
    Map<String, Object> all = new java.util.HashMap<>(keys);
    all.put("type", type);
    return Sources.fit(PART, 1, all);
  }

  private static void assertScores(CandidateSource source, double[] expected) {
    double[] scores = scores(source, ITEMS);
    for (int item = 0; item < expected.length; item++) {
      assertThat(scores[item]).isCloseTo(expected[item], within(1e-5));
    }
  }

  private static double[] scores(CandidateSource source, int... items) {
    float[] ones = {1, 1, 1, 1};
    History history =
        new History(
            items,
            new long[items.length],
            new float[items.length],
            java.util.Arrays.copyOf(ones, items.length));
    Request request = Worlds.request(PART, 0, history);
    RankedItems list =
        source.retrieve(request, item -> true, TieBreak.of(1, request, PART.catalogue()), 1000);
    double[] scores = new double[PART.catalogue().size()];
    for (int k = 0; k < list.size(); k++) {
      scores[list.item(k)] = list.score(k);
    }
    return scores;
  }
}
