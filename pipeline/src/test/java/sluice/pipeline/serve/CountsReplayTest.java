package sluice.pipeline.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import sluice.pipeline.Sluice;
import sluice.serving.live.Query;

/** What is computed offline reads the counts that the server read. */
class CountsReplayTest extends OverDays {
  @Test
  void replaysReadTheCountsThatWereReadAlsoWhenTheyCannotBeMadeAgain() throws IOException {
    for (int day = 0; day < 3; day++) {
      likes(60 * day, 60 * day + 60);
      clock.addAndGet(DAY);
      assertThat(recommender.refreshCounts()).isTrue();
    }
    likes(0, 60);
    String gone = users.get(5);
    assertThat(recommender.forget(gone).rewritten())
        .filteredOn(file -> file.startsWith("served.jsonl.counts/"))
        .hasSize(3);
    recommender.close();

    assertThat(countsFiles()).hasSize(3);
    for (Path file : countsFiles()) {
      assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
          .doesNotContain(gone)
          .contains(users.get(6));
    }
    Sluice.Outcome same = Offline.replay(run, folder, log);
    assertThat(same.out()).contains("238 requests computed again, 0 differ");
    assertThat(same.code()).isZero();

    Files.delete(countsFiles().get(1));
    Sluice.Outcome lacking = Offline.replay(run, folder, log);
    assertThat(lacking.code()).isEqualTo(2);
    assertThat(lacking.out()).contains("there are no counts", "served.jsonl.counts", "60 differ");
  }

  @Test
  void countsThatCannotBeKeptAreReadAllTheSame() throws Exception {
    likes(0, 20);
    clock.set(midnight + HOUR);
    Files.writeString(folder.resolve("served.jsonl.counts"), "no folder");
    String told =
        told(() -> {
          assertThat(recommender.refreshCounts()).isTrue();
          return () -> {};
        });
    assertThat(told).startsWith("counts cannot be kept for replays (cannot make ");
    askFor(loved, "newcomer", OptionalLong.empty());
    recommender.close();
    assertThat(Offline.replay(run, folder, log).out()).contains("there are no counts", "1 differ");
  }

  @Test
  void aBatchOfTheNextDayIsWhatTheServerAnswersThen() {
    likes(0, 100);
    clock.set(midnight + HOUR);
    recommender.refreshCounts();
    Map<String, List<String>> batch =
        Offline.batch(run, folder, Instant.ofEpochMilli(clock.get()).toString(), 10);
    for (String user : users.subList(50, 150)) {
      assertThat(recommender.recommend(Query.of(user, 10)).items())
          .extracting(item -> item.item() + " " + item.score())
          .isEqualTo(batch.get(user));
    }
  }

  private List<Path> countsFiles() throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve("served.jsonl.counts"))) {
      return all.sorted().toList();
    }
  }
}
