package sluice.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import sluice.core.UserError;
import sluice.ingestion.split.Protocol;
import sluice.ingestion.split.Rounding;
import sluice.ingestion.split.SeenPolicy;
import tools.jackson.dataformat.yaml.YAMLMapper;

class PresetTest {
  @SuppressWarnings("unused")
  static final Iterable<String> NAMES = Preset.NAMES;

  @TempDir Path folder;

  private static PipelineConfig read(String... sets) {
    return PipelineConfig.read(Optional.empty(), List.of(sets));
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void everyPresetIsAConfigWithASourceAndAPage(String name) throws IOException {
    PipelineConfig config = read("preset=" + name);
    Preset preset = config.preset().orElseThrow();
    assertThat(config.resolved()).containsEntry("preset", name);
    assertThat(preset.source()).isNotBlank();
    // lines of a page are wrapped
    String page = Files.readString(Path.of("..", preset.page())).replaceAll("\\s+", " ");
    assertThat(page).contains("preset " + name).contains(preset.source());
    assertThat(PresetReport.departures(preset, config.resolved())).isEmpty();
    assertThat(PresetReport.section(preset, config.resolved()).toString())
        .contains(preset.title(), preset.source(), preset.page());
  }

  @Test
  void theProtocolsAreThoseThatTheirSourcesLayDown() {
    assertThat(read("preset=microsoft").data().protocol())
        .contains(new Protocol.RandomPerItem(0.25, Rounding.UP));
    assertThat(read("preset=recbole").data().protocol())
        .contains(new Protocol.RandomPerUser(0.1, Rounding.DOWN, 0.1));
    assertThat(read("preset=lenskit").data().protocol())
        .contains(new Protocol.UserFolds(5, 0.2, Rounding.NEAREST, OptionalInt.empty()));
    PipelineConfig sampled = read("preset=leave-one-out-99");
    assertThat(sampled.data().protocol()).contains(new Protocol.LeaveOneOut());
    assertThat(sampled.evaluation().sampledNegatives()).isEqualTo(99);
    assertThat(read("preset=rolling").data().protocol())
        .contains(
            new Protocol.GlobalTemporal(
                OptionalLong.empty(), 0.2, Optional.of(new Protocol.Rolling(30))));
    assertThat(read("preset=global-temporal").data().protocol())
        .contains(new Protocol.GlobalTemporal(OptionalLong.empty(), 0.2));
    PipelineConfig microsoft = read("preset=microsoft");
    assertThat(microsoft.data().seen()).isEqualTo(SeenPolicy.EXCLUDE);
    assertThat(microsoft.evaluation().measures().toString())
        .isEqualTo("[nDCG@10, precision@10, recall@10, mAP@10(rel)]");
    assertThat(microsoft.funnel().ranks()).isFalse();
    assertThat(read("preset=rolling").funnel().ranks()).isTrue();
  }

  @Test
  void whatIsSaidStandsAboveThePresetAndIsTold() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("c.yaml"),
            "preset: microsoft\nprotocol: {test: 0.3}\nevaluation: {measures: [nDCG@5]}\n");
    PipelineConfig config =
        PipelineConfig.read(
            Optional.of(file), List.of("candidates.sources.0.factors=32", "seed=7"));
    assertThat(config.data().protocol()).contains(new Protocol.RandomPerItem(0.3, Rounding.UP));
    assertThat(config.data().seen()).isEqualTo(SeenPolicy.EXCLUDE);
    assertThat(PresetReport.departures(config.preset().orElseThrow(), config.resolved()))
        .containsExactlyInAnyOrder(
            "protocol.test: 0.3 in place of 0.25",
            "candidates.sources.0.factors: 32 in place of 64",
            "evaluation.measures: [nDCG@5] in place of [nDCG@10, precision@10, recall@10,"
                + " mAP@10(rel)]");
    assertThat(PresetReport.section(config.preset().orElseThrow(), config.resolved()).toString())
        .contains("departs from the preset");
  }

  @Test
  void aProtocolOfAnotherTypeTakesNothingFromThePreset() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("c.yaml"), "preset: microsoft\nprotocol: {type: k-fold, folds: 3}\n");
    PipelineConfig config = PipelineConfig.read(Optional.of(file), List.of());
    assertThat(config.data().protocol()).contains(new Protocol.KFold(3));
    assertThat(PresetReport.departures(config.preset().orElseThrow(), config.resolved()))
        .containsExactly("protocol.type: k-fold in place of random-per-item");
    assertThat(read("preset=microsoft", "protocol=leave-one-out").data().protocol())
        .contains(new Protocol.LeaveOneOut());
  }

  @Test
  void setChoosesThePresetOverTheFile() throws IOException {
    Path file = Files.writeString(folder.resolve("c.yaml"), "preset: microsoft\n");
    PipelineConfig config =
        PipelineConfig.read(Optional.of(file), List.of("preset=lenskit", "preset=recbole"));
    assertThat(config.preset().orElseThrow().name()).isEqualTo("recbole");
    assertThat(config.data().protocol())
        .contains(new Protocol.RandomPerUser(0.1, Rounding.DOWN, 0.1));
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void aRecordedConfigReadAgainMeansTheSame(String name) throws IOException {
    Map<String, Object> recorded = read("preset=" + name, "seed=3").resolved();
    Path file =
        Files.writeString(
            folder.resolve("config.yaml"), new YAMLMapper().writeValueAsString(recorded));
    assertThat(PipelineConfig.read(Optional.of(file), List.of()).resolved()).isEqualTo(recorded);
  }

  @Test
  void anUnknownPresetIsRefusedWithTheNearest() throws IOException {
    assertThatThrownBy(() -> read("preset=microsft"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("--set preset: preset is 'microsft'")
        .hasMessageContaining("did you mean microsoft?");
    Path file = Files.writeString(folder.resolve("c.yaml"), "seed: 1\npreset: rolling2\n");
    assertThatThrownBy(() -> PipelineConfig.read(Optional.of(file), List.of()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("c.yaml:2: preset is 'rolling2'");
    assertThat(read().preset()).isEmpty();
  }
}
