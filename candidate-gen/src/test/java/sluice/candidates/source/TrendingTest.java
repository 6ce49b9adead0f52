package sluice.candidates.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import sluice.candidates.Sources;
import sluice.core.FittingPart;
import sluice.core.RankedItems;

class TrendingTest {
  /** i0 four times before, once now; i1 once now; i2 twice long ago; i3 once before, thrice now. */
  private static FittingPart part(boolean timed) {
    return BehaviourWorld.part(
        timed,
        new double[] {0, 2, 1, 2},
        new double[] {0, 0, 80, 4},
        new double[] {1, 3, 81, 1},
        new double[] {1, 1, 95, -3},
        new double[] {1, 3, 95, 3},
        new double[] {1, 1, 96, 1},
        new double[] {1, 0, 97, 1});
  }

  private static RankedItems ask(String score) {
    FittingPart part = part(true);
    Map<String, Object> source =
        Map.of(
            "type", "trending", "window", 10.0, "before", 20.0, "score", score, "smoothing", 1.0);
    return BehaviourWorld.ask(Sources.fit(part, 1, source), part, BehaviourWorld.request(part, 0));
  }

  /** By hand: e is 4 · 10/20 = 2, 0, 0, ½ and 0. */
  @Test
  void velocityIsGrowthInStandardDeviations() {
    RankedItems list = ask("velocity");
    assertThat(list.items()).startsWith(3, 1).endsWith(0);
    assertThat((double) list.score(0)).isCloseTo(2.5 / Math.sqrt(1.5), within(1e-6));
    assertThat((double) list.score(1)).isCloseTo(1, within(1e-6));
    assertThat((double) list.score(4)).isCloseTo(-1 / Math.sqrt(3), within(1e-6));
  }

  @Test
  void ratioIsHowManyTimesAsMuchAsBefore() {
    RankedItems list = ask("ratio");
    assertThat(list.items()).startsWith(3, 1).endsWith(0);
    assertThat((double) list.score(0)).isCloseTo(4 / 1.5, within(1e-6));
    assertThat((double) list.score(1)).isCloseTo(2, within(1e-6));
    assertThat((double) list.score(4)).isCloseTo(2 / 3.0, within(1e-6));
  }

  @Test
  void withoutTimesItIsLeftOut() {
    TrendingType type = new TrendingType();
    TrendingType.Settings settings = new TrendingType.Settings(10, 7, 28, "ratio", 5);
    assertThat(type.lacks(settings, part(true), "here")).isEmpty();
    assertThat(type.lacks(settings, part(false), "here"))
        .contains("there are no times to tell now from before by");
  }
}
