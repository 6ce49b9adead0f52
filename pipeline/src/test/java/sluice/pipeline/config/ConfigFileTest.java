package sluice.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.core.ConfigNode;
import sluice.core.UserError;

class ConfigFileTest {
  @TempDir Path folder;

  @Test
  void anEmptyConfigHasTheDefaultLists() {
    ConfigNode root = ConfigFile.read(Optional.empty(), List.of());
    assertThat(root.child("candidates").child("sources").elements()).hasSize(8);
    assertThat(root.child("ranking").text("model", "")).isEqualTo("auto");
  }

  @Test
  void setReplacesWhatStandsAtItsPath() throws IOException {
    Path file = write("ranking: {model: xgboost}\nseed: 1\n");
    ConfigNode root =
        ConfigFile.read(Optional.of(file), List.of("ranking.model=logistic-regression", "seed=7"));
    assertThat(root.child("ranking").text("model", "")).isEqualTo("logistic-regression");
    assertThat(root.require("seed").scalarValue()).isEqualTo(7L);
  }

  @Test
  void severalSetsApplyInOrder() {
    ConfigNode root = ConfigFile.read(Optional.empty(), List.of("seed=1", "seed=2"));
    assertThat(root.require("seed").scalarValue()).isEqualTo(2L);
  }

  @Test
  void setReachesIntoListsAndThroughBareWords() throws IOException {
    Path file =
        write("candidates: {sources: [popularity, {type: lucene, n: 10}]}\nprotocol: k-fold\n");
    ConfigNode root =
        ConfigFile.read(
            Optional.of(file), List.of("candidates.sources.1.n=20", "protocol.folds=3"));
    ConfigNode lucene = root.child("candidates").child("sources").elements().get(1);
    assertThat(lucene.require("n").scalarValue()).isEqualTo(20L);
    assertThat(root.child("protocol").text("type", "")).isEqualTo("k-fold");
    assertThat(root.child("protocol").require("folds").scalarValue()).isEqualTo(3L);
  }

  @Test
  void setTakesAYamlValue() {
    ConfigNode root =
        ConfigFile.read(Optional.empty(), List.of("protocol={type: per-user-temporal, test: 0.3}"));
    assertThat(root.child("protocol").number("test", 0, 0, 1)).isEqualTo(0.3);
  }

  @Test
  void aSetWithoutEqualsSaysWhatIsExpected() {
    assertThatThrownBy(() -> ConfigFile.read(Optional.empty(), List.of("ranking.model")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("key=value is expected");
  }

  @Test
  void aSetOutsideAListSaysHowLongItIs() {
    assertThatThrownBy(() ->
            ConfigFile.read(
                Optional.empty(), List.of("ranking.compare=[a]", "ranking.compare.3=b")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("ranking.compare is a list of 1");
  }

  @Test
  void aFileThatIsNoMapIsRefused() throws IOException {
    Path file = write("- a\n- b\n");
    assertThatThrownBy(() -> ConfigFile.read(Optional.of(file), List.of()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("a config is a map of keys");
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("config.yaml"), text);
  }
}
