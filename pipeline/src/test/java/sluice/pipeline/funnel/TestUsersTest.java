package sluice.pipeline.funnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import sluice.core.UserError;
import sluice.pipeline.Sluice;
import sluice.pipeline.config.PipelineConfig;

/** How many users are judged, and what is said before their lists outgrow the heap. */
class TestUsersTest {
  /** By hand: 200,000 requests of 40,000 bytes are 7.45 GiB. */
  @Test
  void aNeedThatTheHeapDoesNotMeetIsStatedBeforeTheWork() {
    assertThatThrownBy(() -> TestUsers.checkMemory(200_000, 40_000, 1L << 30))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("the lists of 200,000 test requests need about 7.5 GiB")
        .hasMessageContaining("the heap has 0.7 GiB")
        .hasMessageContaining("SLUICE_HEAP=")
        .hasMessageContaining("--set evaluation.testUsers=10000");
    TestUsers.checkMemory(10_000, 40_000, 1L << 30);
  }

  /** Of 100 items, no list is longer: 8 bytes a place and 32 a list; a slate has 20. */
  @Test
  void listsAreNoLongerThanTheCatalogue() {
    PipelineConfig config =
        PipelineConfig.read(
            Optional.empty(),
            List.of(
                "candidates.sources=[popularity]",
                "ranking={model: xgboost, compare: [retrieval-order, xgboost]}"));
    assertThat(TestUsers.bytesPerRequest(config, 100)).isEqualTo(6 * 832 + 32 + 160);
  }

  @Test
  void soManyUsersAreJudgedAndNoOthers() throws java.io.IOException {
    String[] lean = {
      "candidates.sources=[popularity]",
      "ranking={model: retrieval-order, compare: [retrieval-order]}",
      "evaluation.testUsers=9"
    };
    Path run = Sluice.shopRun(lean);
    try (Stream<String> lines = Files.lines(run.resolve("qrels.tsv"))) {
      assertThat(lines.map(l -> l.split("\t", -1)[0]).distinct()).hasSize(9);
    }
    assertThat(Files.readString(run.resolve("manifest.json")))
        .contains("9 of ", "test users are judged, drawn by the seed");
  }
}
