package sluice.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import sluice.candidates.SourceType;
import sluice.candidates.neighbour.ItemKnnType;
import sluice.candidates.neighbour.TransitionsType;
import sluice.core.ConfigNode;
import sluice.core.UserError;
import sluice.core.YamlFile;

class FeatureSettingsTest {
  private static ConfigNode with(String key, Object value) {
    return ConfigNode.map(
        "c.yaml:1",
        "features",
        Map.of(key, ConfigNode.scalar("c.yaml:2", "features." + key, value)));
  }

  @Test
  void everyKeyMayBeLeftOut() {
    assertThat(FeatureSettings.read(ConfigNode.map("c.yaml:1", "features", Map.of())))
        .isEqualTo(FeatureSettings.DEFAULT);
    assertThat(FeatureSettings.read(with("lagDays", 2L)).lag().toDays()).isEqualTo(2);
  }

  /** So that a run whose sources follow them counts nothing twice. */
  @Test
  void theGraphsOfDefaultSourcesAreThoseOfTheFeatures() {
    assertThat(defaults(new TransitionsType()).graph())
        .isEqualTo(FeatureSettings.DEFAULT.transitions());
    assertThat(defaults(new ItemKnnType()).graph())
        .isEqualTo(FeatureSettings.DEFAULT.coOccurrence());
  }

  private static <S extends Record> S defaults(SourceType<S> type) {
    return YamlFile.parse(type.defaults(), "defaults").bind(type.settings());
  }

  @Test
  void wrongKeysAndValuesAreRefused() {
    assertThatThrownBy(() -> FeatureSettings.read(with("lagDay", 2L)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("c.yaml:2")
        .hasMessageContaining("did you mean lagDays");
    assertThatThrownBy(() -> FeatureSettings.read(with("lagDays", -1L)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("features.lagDays");
  }

  @Test
  void featuresOfTheContextAreRefusedAsNotBuilt() {
    assertThatThrownBy(() -> FeatureSettings.read(with("context", "device")))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "c.yaml:2: features.context is 'device'; features of the request's context are not"
                + " built yet (docs/concepts/scope.md); remove the key");
  }
}
