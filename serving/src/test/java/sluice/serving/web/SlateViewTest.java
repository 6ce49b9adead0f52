package sluice.serving.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sluice.serving.live.Answer;
import sluice.serving.live.ItemCard;

/** What a viewer is told of a slate that is less than it could be. */
class SlateViewTest {
  private static final Answer.Why WHY =
      new Answer.Why(List.of(), 1, List.of(), Optional.empty(), Optional.empty(), "");

  @Test
  void aSlateOfPopularityIsToldApartFromOneWithoutTheSourceOfThatName() {
    assertThat(missing(Optional.empty(), "popularity"))
        .isEqualTo("There was no time to choose for you: this is what is popular.");
    assertThat(missing(Optional.of(WHY), "popularity"))
        .isEqualTo("Left out this time: popularity.");
  }

  @Test
  void whatAViewerHasNoUseForIsNotTold() {
    assertThat(missing(Optional.of(WHY))).isEmpty();
    assertThat(missing(Optional.of(WHY), "feedback")).isEmpty();
    assertThat(missing(Optional.of(WHY), "lucene", "feedback", "hnsw-ials"))
        .isEqualTo("Left out this time: lucene, hnsw-ials.");
  }

  private static String missing(Optional<Answer.Why> why, String... degraded) {
    Answer.Item item = new Answer.Item("i", 1, 1, why);
    Pages.Card card = new Pages.Card(new ItemCard("i", "I", List.of()), item);
    return new Pages.SlateView("r", List.of(degraded), List.of(card)).missing();
  }
}
