package sluice.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sluice.core.Progress;
import sluice.core.UserError;

class SampleWorldTest {
  private static final SampleSettings TINY =
      new SampleSettings(120, 300, 6_000, 30, JudgementSource.UNIFORM, "base", 40, 100, 11);

  @TempDir Path temp;

  @ParameterizedTest
  @EnumSource
  void anyNumberOfThreadsGivesTheSameBytes(JudgementSource judgements) throws IOException {
    SampleSettings settings = TINY.withTest(judgements, 40, 100);
    Map<String, String> one = SmallWorld.bytes(SmallWorld.generate(settings, temp, 1));
    Map<String, String> two = SmallWorld.bytes(SmallWorld.generate(settings, temp, 2));
    Map<String, String> five = SmallWorld.bytes(SmallWorld.generate(settings, temp, 5));
    assertThat(one.keySet())
        .contains("dataset.yaml", "world.json", "items.parquet", "users.parquet", "test.parquet")
        .contains("truth/model.json", "truth/items.bin", "truth/users-00000.bin")
        .contains("impressions/part-00001.parquet", "interactions/part-00001.parquet");
    assertThat(two).isEqualTo(one);
    assertThat(five).isEqualTo(one);
  }

  @Test
  void anotherSeedIsAnotherWorld() throws IOException {
    Map<String, String> one = SmallWorld.bytes(SmallWorld.generate(TINY, temp.resolve("a"), 1));
    Map<String, String> other =
        SmallWorld.bytes(SmallWorld.generate(TINY.withSeed(12), temp.resolve("b"), 1));
    assertThat(other.get("interactions/part-00000.parquet"))
        .isNotEqualTo(one.get("interactions/part-00000.parquet"));
    assertThat(other.get("items.parquet")).isNotEqualTo(one.get("items.parquet"));
    assertThat(other.get("test.parquet")).isNotEqualTo(one.get("test.parquet"));
  }

  @Test
  void aCompleteWorldIsLeftAsItIs() throws IOException {
    Path folder = SmallWorld.generate(TINY, temp, 1);
    Files.writeString(folder.resolve("items.parquet"), "mark");
    SampleWorld.generate(TINY, folder, 1, Progress.SILENT);
    assertThat(folder.resolve("items.parquet")).hasContent("mark");
    assertThat(SampleWorld.isComplete(TINY, folder)).isTrue();
    assertThat(SampleWorld.isComplete(TINY.withSeed(12), folder)).isFalse();
  }

  @Test
  void aFolderThatHoldsSomethingElseIsRefusedAndLeftAlone() throws IOException {
    Path folder = Files.createDirectory(temp.resolve("mine"));
    Files.writeString(folder.resolve("thesis.txt"), "years of work");
    assertThatThrownBy(() -> SampleWorld.generate(TINY, folder, 1, Progress.SILENT))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("mine is there already and is not this sample world")
        .hasMessageContaining("Fix:");
    assertThat(names(temp)).containsExactly("mine");
    assertThat(folder.resolve("thesis.txt")).hasContent("years of work");
  }

  @Test
  void anEmptyFolderIsFilled() throws IOException {
    Path folder = Files.createDirectory(temp.resolve("empty"));
    SampleWorld.generate(TINY, folder, 1, Progress.SILENT);
    assertThat(SampleWorld.isComplete(TINY, folder)).isTrue();
    assertThat(names(temp)).containsExactly("empty");
  }

  @Test
  void nothingIsLeftOfAWorldThatIsBrokenOff() throws IOException {
    Progress breaks =
        new Progress() {
          @Override
          public void advance(long units) {
            throw new IllegalStateException("enough");
          }
        };
    Path folder = temp.resolve("world");
    assertThatThrownBy(() -> SampleWorld.generate(TINY, folder, 2, breaks))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("enough");
    assertThat(names(temp)).isEmpty();
  }

  @Test
  void whatAKilledProcessLeftIsRemovedButNotWhatALivingOneWrites() throws IOException {
    Path killed = Files.createDirectories(temp.resolve(".world.partial-999999999/truth"));
    Files.writeString(killed.resolve("items.bin"), "half");
    long parent = ProcessHandle.current().parent().orElseThrow().pid();
    Path living = Files.createDirectory(temp.resolve(".world.partial-" + parent));
    SampleWorld.generate(TINY, temp.resolve("world"), 1, Progress.SILENT);
    assertThat(names(temp)).containsExactlyInAnyOrder(living.getFileName().toString(), "world");
  }

  @Test
  void aPlaceThatCannotBeWrittenIsToldWithAMend() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "");
    assertThatThrownBy(() -> SampleWorld.generate(TINY, file.resolve("world"), 1, Progress.SILENT))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("the sample world cannot be written to")
        .hasMessageContaining("Fix:");
  }

  @Test
  void progressIsTold() {
    long[] sum = new long[2];
    Progress progress =
        new Progress() {
          @Override
          public void start(String step, long total) {
            sum[0] = total;
          }

          @Override
          public synchronized void advance(long units) {
            sum[1] += units;
          }
        };
    SampleWorld.generate(TINY, temp.resolve("world"), 2, progress);
    assertThat(sum[0]).isEqualTo(6_000);
    assertThat(sum[1]).isBetween(5_000L, 7_000L);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(p -> p.getFileName().toString()).toList();
    }
  }
}
