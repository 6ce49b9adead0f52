package sluice.candidates.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sluice.candidates.Sources;
import sluice.core.CandidateSource;
import sluice.core.FittingPart;
import sluice.core.RankedItems;
import sluice.core.UserError;

class SegmentPopularityTest {
  private static final FittingPart PART =
      BehaviourWorld.part(
          true,
          new double[] {0, 0, 80, 1},
          new double[] {1, 3, 81, 2},
          new double[] {2, 4, 82, 8},
          new double[] {2, 2, 83, 4},
          new double[] {0, 3, 90, 1},
          new double[] {0, 1, 95, -1});

  private static CandidateSource source(Map<String, Object> keys) {
    Map<String, Object> source = new HashMap<>(keys);
    source.put("type", "segment-popularity");
    return Sources.fit(PART, 1, source);
  }

  /** Of what fr has, 4 in all, i3 is 3; c, of no country, gets nothing. */
  @Test
  void usersOfOneSegmentGetWhatIsPopularThere() {
    CandidateSource source = source(Map.of("by", "users.country"));
    RankedItems list = BehaviourWorld.ask(source, PART, BehaviourWorld.request(PART, 1));
    assertThat(list.items()).containsExactly(3, 0);
    assertThat(list.score(0)).isEqualTo(0.75f);
    assertThat(list.score(1)).isEqualTo(0.25f);
    assertThat(BehaviourWorld.ask(source, PART, BehaviourWorld.request(PART, 2)).size()).isZero();
  }

  @Test
  void theContextSaysTheSegmentOfAStranger() {
    CandidateSource source = source(Map.of());
    assertThat(ask(source, Map.of("country", "fr")).items()).containsExactly(3, 0);
    assertThat(ask(source, Map.of("country", "de")).size()).isZero();
    assertThat(ask(source, Map.of("country", "atlantis")).size()).isZero();
    assertThat(ask(source, Map.of()).size()).isZero();
  }

  private static RankedItems ask(CandidateSource source, Map<String, String> context) {
    return BehaviourWorld.ask(source, PART, BehaviourWorld.stranger(PART, context));
  }

  /** Red has i0 1, i2 4; blue i2 4, i3 3. c touched red and blue by 2 each, a both by 1. */
  @Test
  void categoriesOfItemsAreMixedByWhatTheUserTouched() {
    CandidateSource source = source(Map.of("by", "items.colour"));
    RankedItems list = BehaviourWorld.ask(source, PART, BehaviourWorld.request(PART, 2));
    assertThat(list.items()).containsExactly(2, 3, 0);
    assertThat((double) list.score(0)).isCloseTo((4 / 5.0 + 4 / 7.0) / 2, within(1e-6));
    assertThat((double) list.score(1)).isCloseTo(3 / 7.0 / 2, within(1e-6));
    assertThat((double) list.score(2)).isCloseTo(1 / 5.0 / 2, within(1e-6));
    CandidateSource one = source(Map.of("by", "items.colour", "segments", 1));
    assertThat(BehaviourWorld.ask(one, PART, BehaviourWorld.request(PART, 1)).items())
        .containsExactly(2, 3);
  }

  @Test
  void windowAndDecayLetTheOldCountLess() {
    CandidateSource recent = source(Map.of("by", "users.country", "window", 15));
    RankedItems list = BehaviourWorld.ask(recent, PART, BehaviourWorld.request(PART, 0));
    assertThat(list.items()).containsExactly(3);
    CandidateSource fading = source(Map.of("by", "users.country", "decay", 10));
    RankedItems faded = BehaviourWorld.ask(fading, PART, BehaviourWorld.request(PART, 0));
    double three = 2 * Math.pow(2, -1.9) + 0.5;
    assertThat((double) faded.score(0)).isCloseTo(three / (three + 0.25), within(1e-6));
  }

  @Test
  void aColumnThatCannotBeUsedIsAnErrorWithThosethatCan() {
    assertThatThrownBy(() -> source(Map.of("by", "users.contry")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(
            "candidates.sources[0].by names the column contry of users, which they")
        .hasMessageContaining("did you mean country")
        .hasMessageContaining("columns of categories are: country");
    assertThatThrownBy(() -> source(Map.of("by", "users.age")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("which holds no categories; declare it as a category");
    assertThatThrownBy(() -> source(Map.of("by", "genres")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("users.COLUMN, items.COLUMN or auto is expected");
  }
}
