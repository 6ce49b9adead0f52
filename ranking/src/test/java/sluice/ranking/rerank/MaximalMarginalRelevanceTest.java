package sluice.ranking.rerank;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import sluice.core.FittingPart;
import sluice.core.ItemVectors;
import sluice.core.RankedItems;
import sluice.core.ReRanker;
import sluice.core.Request;
import sluice.core.TieBreak;

/** Lists that the formula of the Javadoc gives, computed by hand. */
final class MaximalMarginalRelevanceTest {
  /** Cosines: 0–1 .8, 0–2 0, 0–3 −.6, 1–2 .6, 1–3 0, 2–3 .8; item 4 has no vector. */
  private static final float[] VECTORS = {2, 0, .8f, .6f, 0, 3, -.6f, .8f, 0, 0};

  /** Relevance 1, .9, .5, .2, 0. */
  private static final RankedItems RANKED =
      new RankedItems(new int[] {0, 1, 2, 3, 4}, new float[] {5, 4, 0, -3, -5});

  private static final FittingPart PART = ReRankerWorld.part(new int[5][0], 1);
  private static final Request REQUEST = ReRankerWorld.request("u");
  private static final TieBreak TIES = ReRankerWorld.ties(PART, REQUEST);

  private static RankedItems by(double lambda, int depth, int shown, RankedItems ranked) {
    ReRankerInput input =
        new ReRankerInput(
            PART, List.of(new ReRankerWorld.Vectors("content", new ItemVectors(VECTORS, 5, 2))), 1);
    ReRanker mmr =
        new MaximalMarginalRelevance()
            .fit("mmr", new MaximalMarginalRelevance.Settings(lambda, "content", depth), input);
    return mmr.rerank(REQUEST, ranked, shown, TIES);
  }

  @Test
  void relevanceAndNoveltyAreWeighed() {
    // λ .5: first 0 (.5). Then 1: .45 − .4 = .05; 2: .25 − 0; 3: .1 + .3 = .4; 4: 0 → 3.
    // Then 1: max(.8, 0) → .05; 2: max(0, .8) → .25 − .4 = −.15; 4: max(0, 0) → 0 → 1.
    // Then 2: max(0, .8, .6) → −.15; 4: 0 → 4.
    RankedItems list = by(.5, 100, 5, RANKED);
    assertThat(list.items()).containsExactly(0, 3, 1, 4, 2);
    assertThat(list.scores()).containsExactly(5, -3, 4, -5, 0);
  }

  @Test
  void lambdaOneIsTheRankersOrderAndLambdaZeroIsNoveltyAlone() {
    assertThat(by(1, 100, 5, RANKED).items()).containsExactly(0, 1, 2, 3, 4);
    // first all are equal: the tie order says which; the others by least likeness to it
    int first = 0;
    for (int item = 1; item < 5; item++) {
      first = TIES.key(item) < TIES.key(first) ? item : first;
    }
    assertThat(by(0, 100, 1, RANKED).item(0)).isEqualTo(first);
  }

  @Test
  void whatIsNotShownKeepsItsOrder() {
    // only two places are filled: 0, 3; then as they came
    assertThat(by(.5, 100, 2, RANKED).items()).containsExactly(0, 3, 1, 2, 4);
    // λ .5, relevance 1, .95, .5, .2, 0: 1 would have .475 − .4, 2 .25, 3 .1 + .3; but 3 lies
    // deeper
    // than three, of which relevance is 1, .9, 0: 1 has .45 − .4, 2 has 0
    RankedItems close =
        new RankedItems(new int[] {0, 1, 2, 3, 4}, new float[] {5, 4.5f, 0, -3, -5});
    assertThat(by(.5, 100, 2, close).items()).containsExactly(0, 3, 1, 2, 4);
    assertThat(by(.5, 3, 2, close).items()).containsExactly(0, 1, 2, 3, 4);
    // as many as are shown may be shown, whatever the depth
    assertThat(by(.5, 1, 5, RANKED).items()).containsExactly(0, 3, 1, 4, 2);
  }

  @Test
  void equalScoresLeaveLikenessAlone() {
    RankedItems equal = new RankedItems(new int[] {0, 1}, new float[] {2, 2});
    boolean zero = TIES.key(0) < TIES.key(1);
    assertThat(by(.5, 100, 2, equal).item(0)).isEqualTo(zero ? 0 : 1);
  }
}
