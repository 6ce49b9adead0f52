package sluice.ranking.rerank;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.core.FittingPart;
import sluice.core.ItemVectors;
import sluice.core.RankedItems;
import sluice.core.ReRanker;
import sluice.core.Request;

/**
 * Lists against those of numpy, which computes the determinant of every enlarged kernel whole:
 * {@code ranking/src/test/python/golden_reranking.py}.
 */
final class DeterminantalPointProcessTest {
  /** Item 5 is 1 twice as long; nothing is known of item 4. */
  private static final float[] VECTORS = {
    2, 0, 1, .8f, .6f, 1, 0, 3, 0, -.6f, .8f, 0, 0, 0, 0, 1.6f, 1.2f, 2, 1, 1, -2
  };

  private static final int[][] GENRES = {{0}, {0, 1}, {0}, {1}, {}, {2}, {1, 2}};
  private static final RankedItems RANKED =
      new RankedItems(new int[] {0, 1, 5, 6, 2, 3, 4}, new float[] {5, 4, 3, 1, 0, -3, -5});
  private static final FittingPart PART = ReRankerWorld.part(GENRES, 1);
  private static final Request REQUEST = ReRankerWorld.request("u");

  private static int[] by(double theta, String column, int depth, int shown) {
    ReRankerInput input =
        new ReRankerInput(
            PART, List.of(new ReRankerWorld.Vectors("content", new ItemVectors(VECTORS, 7, 3))), 1);
    ReRanker dpp =
        new DeterminantalPointProcess()
            .fit(
                "dpp",
                new DeterminantalPointProcess.Settings(theta, "content", column, depth),
                input);
    return dpp.rerank(REQUEST, RANKED, shown, ReRankerWorld.ties(PART, REQUEST)).items();
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, '', 0 3 6 4 2",
    "0.3, '', 0 3 6 4 2",
    "0.6, '', 0 6 2 4 3",
    "0.9, '', 0 1 6 3 4",
    "0.1, genres, 0 5 3 4 1",
    "0.3, genres, 0 5 3 4 1",
    "0.6, genres, 0 5 1 4 3",
    "0.9, genres, 0 5 1 4 3"
  })
  void numpyTakesTheSame(double theta, String column, String items) {
    List<Integer> expected = List.of(items.split(" ")).stream().map(Integer::valueOf).toList();
    assertThat(by(theta, column, 100, 5)).startsWith(expected.stream().mapToInt(i -> i).toArray());
  }

  @Test
  void relevanceAloneIsTheRankersOrderButForCopies() {
    assertThat(by(1, "", 100, 3)).containsExactly(0, 1, 6, 5, 2, 3, 4);
    assertThat(by(1, "genres", 100, 3)).containsExactly(0, 1, 5, 6, 2, 3, 4);
  }

  @Test
  void whatIsNotShownOrIsACopyKeepsItsOrder() {
    assertThat(by(.6, "", 100, 2)).containsExactly(0, 6, 1, 5, 2, 3, 4);
    // the first four: 0, then 6, then 1, of which 5 is a copy, and those below the depth
    assertThat(by(.6, "", 4, 4)).containsExactly(0, 6, 1, 5, 2, 3, 4);
  }
}
