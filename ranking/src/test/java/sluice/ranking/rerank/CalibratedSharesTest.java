package sluice.ranking.rerank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.core.FittingPart;
import sluice.core.History;
import sluice.core.RankedItems;
import sluice.core.ReRanker;
import sluice.core.Request;

/**
 * Lists against those of numpy, which computes the divergence of every list whole: {@code
 * ranking/src/test/python/golden_reranking.py}.
 */
final class CalibratedSharesTest {
  private static final int[][] GENRES = {{0}, {0, 1}, {0}, {1}, {}, {2}, {1, 2}};
  private static final RankedItems RANKED =
      new RankedItems(new int[] {0, 1, 5, 6, 2, 3, 4}, new float[] {5, 4, 3, 1, 0, -3, -5});
  private static final FittingPart PART = ReRankerWorld.part(GENRES, 1);

  private static Request after(float[] weights, int... items) {
    long[] times = new long[items.length];
    History history = new History(items, times, new float[items.length], weights);
    return new Request("r", 0, "u", 1_000_000, history, Map.of());
  }

  private static Request after(int... items) {
    float[] weights = new float[items.length];
    Arrays.fill(weights, 1);
    return after(weights, items);
  }

  private static int[] by(double lambda, double halfLife, int shown, Request request) {
    ReRanker calibrated =
        new CalibratedShares()
            .fit(
                "calibrated",
                new CalibratedShares.Settings("genres", lambda, .01, halfLife, 100),
                new ReRankerInput(PART, List.of(), 1));
    return calibrated.rerank(request, RANKED, shown, ReRankerWorld.ties(PART, request)).items();
  }

  @ParameterizedTest
  @CsvSource({
    "0.05, 1, 6 5 1 4 0",
    "0.05, 50, 6 0 5 1 4",
    "0.3, 1, 6 5 0 1 2",
    "0.3, 50, 1 5 0 6 2",
    "0.5, 1, 6 5 0 1 2",
    "0.5, 50, 1 5 0 6 2",
    "0.9, 1, 5 0 1 6 2",
    "0.9, 50, 1 0 5 6 2"
  })
  void numpyTakesTheSame(double lambda, double halfLife, String items) {
    int[] expected = Arrays.stream(items.split(" ")).mapToInt(Integer::parseInt).toArray();
    assertThat(by(lambda, halfLife, 5, after(2, 1, 6, 4, 5))).startsWith(expected);
  }

  @Test
  void sharesOfTheHistoryAreThoseOfNumpy() {
    CategoryColumn genres = CategoryColumn.of(PART, "genres");
    Request request = after(2, 1, 6, 4, 5);
    assertThat(Arrays.copyOf(CalibratedShares.shares(request.history(), genres, 9, 1), 3))
        .containsExactly(new double[] {.08695652, .13043478, .7826087}, within(1e-7));
    // what was disliked says nothing: 2 alone is left
    Request disliked = after(new float[] {1, -1, -1}, 2, 5, 6);
    assertThat(CalibratedShares.shares(disliked.history(), genres, 9, 1)).startsWith(1, 0, 0);
  }

  @Test
  void withoutAHistoryOfCategoriesTheListStays() {
    assertThat(by(.1, 50, 5, after())).containsExactly(RANKED.items());
    assertThat(by(.1, 50, 5, after(4, 4))).containsExactly(RANKED.items());
  }

  @Test
  void relevanceAloneIsTheRankersOrder() {
    assertThat(by(1, 50, 7, after(3))).containsExactly(RANKED.items());
  }
}
