package sluice.ingestion.split;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DefaultProtocolTest {
  /** Rows sorted by user; what varies is the order of a user's own. */
  private static Story untimed(java.util.function.IntFunction<Story.Row> row) {
    Story story = new Story();
    story.timed = false;
    for (int r = 0; r < 200; r++) {
      story.rows.add(row.apply(r));
    }
    return story;
  }

  private static DefaultProtocol of(Story story) {
    return DefaultProtocol.of(story.dataset());
  }

  @Test
  void withoutTimesTheRowsOfAUserAreTakenToBeInOrder() {
    Random random = new Random(1);
    DefaultProtocol chosen =
        of(untimed(r -> new Story.Row("u" + r / 10, "i" + random.nextInt(50), 0)));
    assertThat(chosen.protocol()).isEqualTo(new Protocol.LeaveOneOut());
    assertThat(chosen.note().orElseThrow())
        .contains("no timestamps", "leave-one-out", "in the order of time", "random-per-user");
  }

  @Test
  void rowsSortedByItemAreNotInTheOrderOfTime() {
    // as text, i10 comes before i9; as numbers, 9 before 10: both are orders that exporters write
    DefaultProtocol byNumber =
        of(untimed(r -> new Story.Row("u" + r / 10, Integer.toString(r % 10 * 7), 0)));
    assertThat(byNumber.protocol()).isInstanceOf(Protocol.RandomPerUser.class);
    assertThat(byNumber.note().orElseThrow()).contains("sorted by item");
    DefaultProtocol byText =
        of(untimed(r -> new Story.Row("u" + r / 10, "i" + (char) ('z' - r % 10), 0)));
    assertThat(byText.protocol()).isInstanceOf(Protocol.RandomPerUser.class);
  }

  @Test
  void rowsSortedByValueAreNotInTheOrderOfTime() {
    Random random = new Random(2);
    DefaultProtocol chosen =
        of(
            untimed(r ->
                new Story.Row(
                    "u" + r / 10, "i" + random.nextInt(50), 0, 100 - r % 10, "view", -1)));
    assertThat(chosen.protocol()).isInstanceOf(Protocol.RandomPerUser.class);
    assertThat(chosen.note().orElseThrow()).contains("sorted by value");
  }

  @Test
  void oneTimeForAllIsNoOrder() {
    Story story = untimed(r -> new Story.Row("u" + r % 20, "i" + r * 7 % 50, 5));
    story.timed = true;
    DefaultProtocol chosen = of(story);
    assertThat(chosen.protocol()).isInstanceOf(Protocol.RandomPerUser.class);
    assertThat(chosen.note().orElseThrow()).contains("All timestamps are the same");
  }

  @Test
  void timesAndTestFilesAreUsedWithoutAWord() {
    Story timed = Story.random(3);
    assertThat(of(timed).protocol()).isInstanceOf(Protocol.GlobalTemporal.class);
    assertThat(of(timed).note()).isEmpty();
    timed.hasTest = true;
    timed.test.add(new Story.Row("u1", "i1", 7));
    assertThat(of(timed).protocol()).isInstanceOf(Protocol.Given.class);
  }
}
