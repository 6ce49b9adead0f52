package sluice.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.core.ConfigNode;
import sluice.core.SettingError;
import sluice.core.UserError;

class SampleSettingsTest {
  @Test
  void anEmptyMapIsTheDefaultWorld() {
    assertThat(SampleSettings.read(node(Map.of()), 42)).isEqualTo(SampleSettings.DEFAULT);
  }

  @Test
  void everyKeyIsRead() {
    SampleSettings read =
        SampleSettings.read(
            node(
                Map.of(
                    "users", 500L,
                    "items", 700L,
                    "impressions", 9_000L,
                    "days", 30L,
                    "judgements", "logged",
                    "parameters", "viral",
                    "testUsers", 50L,
                    "testItemsPerUser", 70L)),
            3);
    assertThat(read)
        .isEqualTo(
            new SampleSettings(500, 700, 9_000, 30, JudgementSource.LOGGED, "viral", 50, 70, 3));
  }

  @Test
  void aSmallWorldHasASmallTestPartByDefault() {
    SampleSettings read = SampleSettings.read(node(Map.of("users", 20L, "items", 150L)), 42);
    assertThat(read.testUsers()).isEqualTo(20);
    assertThat(read.testItemsPerUser()).isEqualTo(150);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "users|0|from 10 to 20000000",
        "items|1|from 100 to 5000000",
        "impressions|-5|from 100 to 2000000000",
        "days|1|from 7 to 1000",
        "testUsers|20000|from 1 to 10000",
        "testItemsPerUser|0|from 1 to 20000"
      })
  void aNumberOutOfRangeNamesTheRange(String key, long value, String range) {
    assertThatThrownBy(() -> SampleSettings.read(node(Map.of(key, value)), 42))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("config.yaml:3: sample." + key + " is " + value)
        .hasMessageContaining(range);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "parameters|nische|one of base, niche, viral is expected (did you mean niche?)",
        "judgements|loged|one of uniform, logged is expected (did you mean logged?)",
        "user|5|unknown key sample.user (did you mean users?)",
        "seed|5|unknown key sample.seed"
      })
  void aWrongWordNamesTheNearestOne(String key, String value, String message) {
    assertThatThrownBy(() -> SampleSettings.read(node(Map.of(key, value)), 42))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(message);
  }

  @Test
  void theRecordChecksItself() {
    assertThatThrownBy(() -> SampleSettings.DEFAULT.sized(0, 20_000, 1_000))
        .isInstanceOf(SettingError.class)
        .hasMessage("users: a whole number from 10 to 20000000 is expected");
    assertThatThrownBy(() -> SampleSettings.DEFAULT.withParameters("basic"))
        .isInstanceOf(SettingError.class)
        .hasMessage("parameters: one of base, niche, viral is expected (did you mean base?)");
  }

  private static ConfigNode node(Map<String, Object> values) {
    Map<String, ConfigNode> entries = new LinkedHashMap<>();
    values.forEach((key, value) ->
        entries.put(key, ConfigNode.scalar("config.yaml:3", "sample." + key, value)));
    return ConfigNode.map("config.yaml:2", "sample", entries);
  }
}
