package sluice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.core.store.TemporaryFolder;

/**
 * Data of 1 to 50 rows of whatever kind ends in a report or in one message that says what is
 * missing: never in a fault of the program. {@code -Dsluice.tinyFrom=1000 -Dsluice.tiny=400} tries
 * other seeds.
 */
class TinyDataTest {
  /** What makes a run quick; nothing in it changes which code is run. */
  private static final List<String> QUICK =
      List.of(
          "threads=1",
          "candidates.fusion.n=60",
          "slate.size=10",
          "candidates.ials={factors: 4, iterations: 2}",
          "candidates.content={dimension: 4}",
          "ranking.model={type: xgboost, trees: 3, depth: 2}",
          "ranking.compare=[{type: logistic-regression, epochs: 1}]",
          "ranking.importance={requests: 5, repeats: 1, features: 3}");

  @TempDir private Path folder;

  /** The first 40; of further ones that were tried, those that once ended in a fault. */
  static LongStream seeds() {
    Long from = Long.getLong("sluice.tinyFrom");
    return from == null
        ? LongStream.concat(LongStream.range(0, 40), LongStream.of(1099, 1150))
        : LongStream.range(from, from + Long.getLong("sluice.tiny", 40));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyTinyDatasetEndsInAReportOrAMessage(long seed) throws IOException {
    TinyData data = TinyData.of(seed);
    Sluice.Outcome outcome = run(data.write(folder.resolve("data")), data.sets());
    assertEnds(outcome, data.toString());
  }

  @Test
  void oneLongHistoryAndTwoOfOneRow() throws IOException {
    StringBuilder csv = new StringBuilder("user,item,ts\n");
    for (int i = 1; i <= 8; i++) {
      csv.append("a,i").append(i).append(',').append(1_700_000_000 + i * 86_400).append('\n');
    }
    csv.append("b,i3,1701000000\nc,i5,1701100000\n");
    Sluice.Outcome outcome = run(timed(csv.toString()), List.of());
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(Files.readString(folder.resolve("out/report.md"))).doesNotContain("Feature shift");
    assertThat(outcome.err()).doesNotContain("should not have happened");
  }

  @ParameterizedTest
  @ValueSource(strings = {"random-per-user", "k-fold"})
  void threeUsersWithoutACandidateInTheInnerPart(String protocol) throws IOException {
    int[] items = {0, 0, 4, 3, 0, 6, 1, 3, 4, 2, 6, 0, 0, 3, 4, 0, 7, 0};
    StringBuilder csv = new StringBuilder("user,item,ts\n");
    for (int r = 0; r < items.length; r++) {
      csv.append('u').append(r % 3).append(",i").append(items[r]).append(',');
      csv.append(1_700_000_360 + 360 * r).append('\n');
    }
    Sluice.Outcome outcome = run(timed(csv.toString()), List.of("protocol=" + protocol));
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(folder.resolve("out/report.html")).exists();
  }

  private Path timed(String csv) throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(data.resolve("interactions.csv"), csv);
    return Files.writeString(
        data.resolve("dataset.yaml"),
        "interactions: {path: interactions.csv, columns: {user: user, item: item, timestamp: ts}}\n");
  }

  private Sluice.Outcome run(Path dataset, List<String> sets) {
    List<String> arguments = new ArrayList<>(List.of("run", "--set", "dataset=" + dataset));
    QUICK.forEach(set -> arguments.addAll(List.of("--set", set)));
    sets.forEach(set -> arguments.addAll(List.of("--set", set)));
    arguments.addAll(List.of("--out", folder.resolve("out").toString(), "--verbose"));
    return Sluice.execute(arguments.toArray(String[]::new));
  }

  private void assertEnds(Sluice.Outcome outcome, String what) {
    String all = what + "\n" + outcome.err();
    assertThat(outcome.code()).as(all).isIn(0, 2);
    assertThat(outcome.err()).as(all).doesNotContain("should not have happened");
    assertThat(outcome.out() + outcome.err()).as(all).doesNotContain("NaN", "Infinity");
    Path out = folder.resolve("out");
    if (outcome.code() == 0) {
      assertThat(out.resolve("report.html")).as(all).exists();
      assertThat(out.resolve("bundle")).as(all).isDirectory();
      TemporaryFolder.delete(out);
    } else {
      assertThat(outcome.err()).as(all).contains("error: ").doesNotContain("--set");
      assertThat(out).as(all).doesNotExist();
    }
  }
}
