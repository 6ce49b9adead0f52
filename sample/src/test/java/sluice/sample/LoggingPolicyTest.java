package sluice.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.sample.truth.Attraction;
import sluice.sample.truth.TrueModel;
import sluice.sample.truth.UserState;

/** The stated propensities against how often the policy really shows each item at each position. */
class LoggingPolicyTest {
  private static final int SLATES = 60_000;

  @ParameterizedTest
  @CsvSource({"base, 0, 0", "base, 25, 3", "niche, 12, 29", "viral, 40, 30"})
  void statedPropensityIsTheFrequency(String parameters, int watched, int day) {
    SampleSettings settings =
        new SampleSettings(20, 100, 1_000, 30, JudgementSource.UNIFORM, parameters, 5, 50, 5);
    World world = World.of(settings);
    long time = WorldParameters.START + day * TrueModel.DAY + TrueModel.DAY / 3;
    LoggingPolicy policy =
        new LoggingPolicy(5, world.parameters(), world.space(), world.items(), world.exposure());
    SplittableRandom random = new SplittableRandom(1);
    SeenItems seen = new SeenItems(100);
    int known = world.exposure().available(world.exposure().day(time));
    while (seen.size() < watched) {
      seen.add(random.nextInt(known));
    }
    Attraction attraction = world.attraction();
    attraction.look(world.users().user(3).truth(), new UserState(), time);
    policy.user(3);
    assertThat(policy.prepare(attraction.taste(), seen, time)).isTrue();

    int slots = world.parameters().policy().slots();
    int[][] shown = new int[slots][100];
    for (int s = 0; s < SLATES; s++) {
      int[] slate = policy.draw(random, seen);
      for (int k = 0; k < slots; k++) {
        if (slate[k] != LoggingPolicy.EMPTY) {
          shown[k][slate[k]]++;
        }
      }
    }
    double first = 0;
    double squares = 0;
    int cells = 0;
    for (int k = 0; k < slots; k++) {
      for (int item = 0; item < 100; item++) {
        if (seen.contains(item) || item >= known) {
          assertThat(shown[k][item]).isZero();
          continue;
        }
        double p = policy.propensity(item, k);
        first += k == 0 ? p : 0;
        double deviation = (shown[k][item] - SLATES * p) / Math.sqrt(SLATES * p * (1 - p));
        assertThat(Math.abs(deviation)).isLessThan(5);
        squares += deviation * deviation;
        cells++;
      }
    }
    assertThat(first).isCloseTo(1, within(1e-9));
    assertThat(squares / cells).isBetween(0.8, 1.25);
  }
}
