package sluice.ranking.rerank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sluice.core.Catalogue;
import sluice.core.Dictionary;
import sluice.core.History;
import sluice.core.RankedItems;
import sluice.core.ReRanker;
import sluice.core.Request;
import sluice.core.TieBreak;

final class SlateTest {
  private static final Request REQUEST = new Request("r", 0, "u", 0, History.EMPTY, Map.of());
  private static final RankedItems RANKED =
      new RankedItems(new int[] {7, 3, 5}, new float[] {3, 2, 1});

  private record LastFirst(String name) implements ReRanker {
    @Override
    public RankedItems rerank(Request request, RankedItems ranked, int shown, TieBreak ties) {
      int[] places = new int[ranked.size()];
      Arrays.setAll(places, i -> places.length - 1 - i);
      return ranked.at(places);
    }
  }

  private static int[] slate(int n, ReRanker... rerankers) {
    Catalogue catalogue = Catalogue.always(Dictionary.of(List.of()));
    TieBreak ties = TieBreak.of(1, REQUEST, catalogue);
    return new Slate(List.of(rerankers), 9)
        .of(REQUEST, RANKED, n, ties, (by, before, after, nanos) -> {})
        .items()
        .items();
  }

  @Test
  void withoutReRankersItIsTheTopOfTheList() {
    assertThat(slate(2)).containsExactly(7, 3);
    assertThat(slate(9)).containsExactly(7, 3, 5);
  }

  @Test
  void reRankersSeeTheWholeListAndTheCutComesLast() {
    ReRanker turn = new LastFirst("turn");
    assertThat(slate(1, turn)).containsExactly(5);
    assertThat(slate(1, turn, turn)).containsExactly(7);
  }

  @Test
  void theObserverIsToldOfEachInOrder() {
    List<String> told = new ArrayList<>();
    TieBreak ties = TieBreak.of(1, REQUEST, Catalogue.always(Dictionary.of(List.of())));
    new Slate(List.of(new LastFirst("one"), new LastFirst("two")), 2)
        .of(
            REQUEST,
            RANKED,
            2,
            ties,
            (by, before, after, nanos) ->
                told.add(by.name() + " " + before.item(0) + " " + after.item(0)));
    assertThat(told).containsExactly("one 7 5", "two 5 7");
  }

  @Test
  void anEmptySlateIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Slate(List.of(), 0));
  }
}
