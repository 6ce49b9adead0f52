package sluice.serving.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.serving.live.ServerClock.Mode;

class ServerClockTest {
  private static final long DAY = 86_400_000;
  private static final long NOW = 1_750_000_000_000L;
  private final AtomicLong time = new AtomicLong(NOW);

  /** The data ended so many days ago; the first stored action since came so many days ago. */
  @ParameterizedTest
  @CsvSource({
    "AUTO, 40, , 40", // a sample of last year
    "AUTO, 40, 1, 40", // and somebody tries it
    "AUTO, 40, 39, 0", // a server that has run since, started again
    "AUTO, 20, , 0",
    "AUTO, -5, , 0",
    "SYSTEM, 40, , 0",
    "DATA, 20, , 20",
    "DATA, 40, 39, 40",
  })
  void featuresAreReadAsOfTheDataWhereAHoleFollowsIt(
      Mode mode, long ended, Long first, long behind) {
    ServerClock clock = ServerClock.of(mode, time::get);
    clock.serve(
        NOW - ended * DAY,
        first == null ? OptionalLong.empty() : OptionalLong.of(NOW - first * DAY));
    assertThat(clock.behind()).isEqualTo(behind * DAY);
    time.addAndGet(7);
    assertThat(clock.millis()).isEqualTo(NOW + 7);
    assertThat(clock.featureMillis()).isEqualTo(NOW + 7 - behind * DAY);
  }

  @Test
  void dataWithoutAnEndIsReadNow() {
    for (Mode mode : Mode.values()) {
      ServerClock clock = ServerClock.of(mode, time::get);
      clock.serve(Long.MAX_VALUE, OptionalLong.empty());
      assertThat(clock.behind()).isZero();
    }
  }

  @Test
  void theNextBundleOfTheSameDataChangesNothingAndOneOfNewerDataDoes() {
    ServerClock clock = ServerClock.of(Mode.AUTO, time::get);
    clock.serve(NOW - 40 * DAY, OptionalLong.empty());
    time.addAndGet(DAY);
    clock.serve(NOW - 40 * DAY, OptionalLong.empty());
    assertThat(clock.featureMillis()).isEqualTo(NOW - 39 * DAY);
    clock.serve(NOW, OptionalLong.empty());
    assertThat(clock.behind()).isZero();
  }
}
