package sluice.ranking.rerank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sluice.core.History;
import sluice.core.RankedItems;
import sluice.core.Request;

final class SlateTest {
  private static final Request REQUEST = new Request("r", 0, "u", 0, History.EMPTY, Map.of());
  private static final RankedItems RANKED =
      new RankedItems(new int[] {7, 3, 5}, new float[] {3, 2, 1});

  private record LastFirst(String name) implements ReRanker {
    @Override
    public RankedItems rerank(Request request, RankedItems ranked) {
      int n = ranked.size();
      int[] items = new int[n];
      float[] scores = new float[n];
      for (int i = 0; i < n; i++) {
        items[i] = ranked.item(n - 1 - i);
        scores[i] = ranked.score(n - 1 - i);
      }
      return new RankedItems(items, scores);
    }
  }

  @Test
  void withoutReRankersItIsTheTopOfTheList() {
    assertThat(new Slate(List.of(), 2).of(REQUEST, RANKED).items()).containsExactly(7, 3);
    assertThat(new Slate(List.of(), 9).of(REQUEST, RANKED).items()).containsExactly(7, 3, 5);
  }

  @Test
  void reRankersSeeTheWholeListAndTheCutComesLast() {
    ReRanker turn = new LastFirst("turn");
    assertThat(new Slate(List.of(turn), 1).of(REQUEST, RANKED).items()).containsExactly(5);
    assertThat(new Slate(List.of(turn, turn), 1).of(REQUEST, RANKED).items()).containsExactly(7);
  }

  @Test
  void anEmptySlateIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Slate(List.of(), 0));
  }
}
