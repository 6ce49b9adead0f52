package sluice.pipeline.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.funnel.SourceOutcome;
import sluice.serving.live.Answer;
import sluice.serving.live.Explained;
import sluice.serving.live.Inspection;
import sluice.serving.live.ItemCard;

/** What is said of an item, whatever became of it. */
class ExplainTextTest {
  private static final ItemCard ITEM = new ItemCard("i1", "A thing", List.of("garden"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SHOWN | 3 | 2 | Shown at 2: ranked 3 of 50.",
        "SHOWN | 0 | 1 | Shown at 1: popularity, for the funnel brought too few.",
        "NOT_AVAILABLE | 0 | 0 | Not available at 1970-01-01T00:00:00Z: outside its dates.",
        "SEEN | 0 | 0 | Left out: the user has seen or hidden it.",
        "HIDDEN | 0 | 0 | Left out: a rule of the re-rankers hides it.",
        "NOT_RETRIEVED | 0 | 0 | Lost at retrieval: no source brought it.",
        "CUT_BY_FUSION | 0 | 0 | but fusion keeps only the best 50.",
        "RANKED_TOO_LOW | 30 | 0 | Lost at ranking: ranked 30 of 50, and 20 are shown.",
        "REMOVED_AFTER_RANKING | 3 | 0 | ranked 3, and a re-ranker took it out."
      })
  void everyFateHasItsSentence(Explained.Fate fate, int rank, int shown, String said) {
    Answer.Why why =
        new Answer.Why(List.of(), rank, List.of(), Optional.empty(), Optional.empty(), "Words");
    Explained.Item item =
        new Explained.Item(
            ITEM,
            fate,
            List.of(new Explained.AtSource("lucene", 400, 12, 0, Optional.empty(), 1234)),
            rank,
            Optional.of(1f),
            shown,
            why);
    String text = String.join("\n", ExplainText.of(explained(item), true));
    assertThat(text)
        .contains(said)
        .contains("i1  A thing (garden)")
        .contains("would be 1,234; it brings at most 400");
  }

  private static Explained explained(Explained.Item item) {
    return new Explained(
        "b",
        true,
        new Inspection("r", "u", 0, 0, List.of(stage("fusion", 50), stage("slate", 20))),
        List.of(),
        List.of(item));
  }

  private static Inspection.StageView stage(String name, int size) {
    return new Inspection.StageView(
        name, name, SourceOutcome.Status.ANSWERED, "", size, 1, List.of());
  }
}
