package sluice.candidates.als;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import sluice.candidates.Worlds;
import sluice.core.FittingPart;

class IalsSettingsTest {
  private static final FittingPart PART = Worlds.part(1, 30, 80, 700);

  private static IalsSettings settings(Optional<Double> alpha, Optional<Double> regularization) {
    return new IalsSettings(8, 3, alpha, regularization, 1, 3);
  }

  @Test
  void whatIsGivenIsNotTried() {
    IalsSettings closed = settings(Optional.of(2.0), Optional.of(0.5));
    assertThat(closed.alternatives(PART)).containsExactly(closed);
    assertThat(closed.closed(PART)).isEqualTo(new AlsSettings(8, 3, 2, 0.5, 1, 3));
  }

  @Test
  void eachAlternativeHasBothNumbers() {
    assertThat(settings(Optional.empty(), Optional.empty()).alternatives(PART))
        .hasSize(4)
        .doesNotHaveDuplicates()
        .allMatch(s -> s.alpha().isPresent() && s.regularization().isPresent());
    assertThat(settings(Optional.of(2.0), Optional.empty()).alternatives(PART))
        .hasSize(3)
        .allMatch(s -> s.alpha().equals(Optional.of(2.0)));
    assertThat(settings(Optional.empty(), Optional.of(0.1)).alternatives(PART))
        .hasSize(3)
        .allMatch(s -> s.regularization().equals(Optional.of(0.1)));
  }

  /** By the definition: a user of mean length n̄ is held back by c · α n̄, here c = 0.1. */
  @Test
  void theStrengthIsRelativeToTheLengthOfAHistory() {
    AlsSettings first = settings(Optional.empty(), Optional.empty()).closed(PART);
    long users = 0;
    for (int u = 0; u < PART.users().size(); u++) {
      users += PART.histories().size(u) > 0 ? 1 : 0;
    }
    double mean = (double) PART.interactions().size() / users;
    double held = first.regularization() * (PART.catalogue().size() + first.alpha() * mean);
    assertThat(held).isCloseTo(0.1 * first.alpha() * mean, within(1e-9));
  }
}
