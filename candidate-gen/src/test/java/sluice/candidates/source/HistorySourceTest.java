package sluice.candidates.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import sluice.core.FittingPart;
import sluice.core.RankedItems;

class HistorySourceTest {
  private static RankedItems ask(boolean timed, double decay, double halfLife) {
    FittingPart part =
        BehaviourWorld.part(
            timed,
            new double[] {0, 0, 0, 2},
            new double[] {0, 1, 20, 1},
            new double[] {0, 2, 25, -1},
            new double[] {0, 0, 30, 1});
    HistorySource source = new HistorySource("h", part, decay, halfLife);
    return BehaviourWorld.ask(source, part, BehaviourWorld.request(part, 0));
  }

  /** By hand: i0 is 1 now and 2, two steps and 30 days ago; i1 one step and 10 days ago. */
  @Test
  void frequencyAndRecencyAddUp() {
    RankedItems list = ask(true, 0.5, 10);
    assertThat(list.items()).containsExactly(0, 1);
    assertThat((double) list.score(0)).isCloseTo(1 + 2 * 0.25 / 8, within(1e-6));
    assertThat((double) list.score(1)).isCloseTo(0.5 / 2, within(1e-6));
  }

  @Test
  void whereTimesMeanNothingOnlyTheOrderCounts() {
    RankedItems list = ask(false, 0.5, 10);
    assertThat((double) list.score(0)).isCloseTo(1 + 2 * 0.25, within(1e-6));
    assertThat((double) list.score(1)).isCloseTo(0.5, within(1e-6));
  }
}
