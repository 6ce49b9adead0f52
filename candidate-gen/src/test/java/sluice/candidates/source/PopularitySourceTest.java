package sluice.candidates.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sluice.candidates.Worlds;
import sluice.core.Catalogue;
import sluice.core.Dictionary;
import sluice.core.EntityTable;
import sluice.core.FittingPart;
import sluice.core.Histories;
import sluice.core.History;
import sluice.core.Interactions;
import sluice.core.RankedItems;
import sluice.core.Tags;
import sluice.core.TieBreak;

class PopularitySourceTest {
  private static RankedItems ask(boolean timed, double window, double halfLife) {
    Interactions.Builder builder = new Interactions.Builder(List.of("view"), 8);
    // Item 0 three times at day 0, item 1 twice at day 90, item 2 once at day 99; a dislike of item
    // 1.
    for (int k = 0; k < 3; k++) {
      builder.add(0, 0, 0, Float.NaN, 1, 0, -1);
    }
    builder.add(0, 1, 90 * Worlds.DAY, Float.NaN, 1, 0, -1);
    builder.add(0, 1, 90 * Worlds.DAY, Float.NaN, 1, 0, -1);
    builder.add(0, 1, 90 * Worlds.DAY, Float.NaN, -5, 0, -1);
    builder.add(0, 2, 99 * Worlds.DAY, Float.NaN, 1, 0, -1);
    Interactions rows = builder.build();
    FittingPart part =
        new FittingPart(
            Dictionary.of(List.of("a")),
            Catalogue.always(Dictionary.of(List.of("i0", "i1", "i2"))),
            rows,
            new Histories(rows, 1),
            EntityTable.empty(3),
            EntityTable.empty(1),
            Tags.none(),
            Optional.empty(),
            100 * Worlds.DAY,
            timed);
    PopularitySource source = PopularitySource.fit("p", part, window, halfLife);
    return source.retrieve(
        Worlds.request(part, 0, History.EMPTY), i -> true, new TieBreak(1, part.catalogue()), 3);
  }

  @Test
  void allTimeCountsEverything() {
    RankedItems list = ask(true, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    assertThat(list.items()).containsExactly(0, 1, 2);
    assertThat(list.score(0)).isEqualTo(3f);
    assertThat(list.score(1)).isEqualTo(2f);
  }

  @Test
  void aWindowForgetsTheOld() {
    RankedItems list = ask(true, 30, Double.POSITIVE_INFINITY);
    assertThat(list.items()).containsExactly(1, 2, 0);
    assertThat(list.score(2)).isZero();
  }

  @Test
  void aHalfLifeLetsTheOldFade() {
    RankedItems list = ask(true, Double.POSITIVE_INFINITY, 10);
    assertThat(list.items()).containsExactly(1, 2, 0);
    assertThat((double) list.score(0)).isCloseTo(1, within(1e-6));
    assertThat((double) list.score(1)).isCloseTo(Math.pow(2, -0.1), within(1e-6));
  }

  @Test
  void whereTimesMeanNothingAllCounts() {
    assertThat(ask(false, 30, 10).items()).containsExactly(0, 1, 2);
  }
}
