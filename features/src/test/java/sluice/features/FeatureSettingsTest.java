package sluice.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sluice.candidates.SourceType;
import sluice.candidates.neighbour.ItemKnnSourceType;
import sluice.candidates.neighbour.TransitionsSourceType;
import sluice.core.ConfigNode;
import sluice.core.FittingPart;
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
    assertThat(defaults(new TransitionsSourceType()).graph())
        .isEqualTo(FeatureSettings.DEFAULT.shared().transitions());
    assertThat(defaults(new ItemKnnSourceType()).graph())
        .isEqualTo(FeatureSettings.DEFAULT.shared().coOccurrence());
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
  void familiesAreNamedOnceEach() {
    FeatureSettings settings =
        FeatureSettings.read(
            YamlFile.parse("families: [context, repeats]\nmore: [embeddings]", "c"));
    assertThat(settings.families())
        .extracting(FamilySpec::name)
        .containsExactly("context", "repeats", "embeddings");
    assertThatThrownBy(() ->
            FeatureSettings.read(YamlFile.parse("families: [context]\nmore:\n  - context", "c")))
        .isInstanceOf(UserError.class)
        .hasMessage("c:3: more[0].type is 'context'; there is such a family already; take one out");
    assertThatThrownBy(() -> FeatureSettings.read(YamlFile.parse("families: [contex]", "c")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("there is no feature family 'contex' (did you mean context?)");
  }

  /** A ranker that never saw a tag is not served with some. */
  @Test
  void aFamilyThatTrainingLacksIsLeftOut() {
    FittingPart tagged =
        TestWorld.random(1, 5, 8, 40, 20).part(Long.MAX_VALUE, true, Optional.empty());
    TestWorld world = TestWorld.random(1, 5, 8, 40, 20);
    world.tags.clear();
    FittingPart plain = world.part(Long.MAX_VALUE, true, Optional.empty());
    SuitedFeatures suited =
        SuitedFeatures.of(FeatureSettings.DEFAULT, List.of(tagged, plain), List.of(tagged));
    assertThat(suited.settings().families())
        .extracting(FamilySpec::name)
        .doesNotContain("tag-affinity")
        .hasSize(FeatureSettings.DEFAULT.families().size() - 1);
    assertThat(suited.notes())
        .containsExactly(
            "The features of tag-affinity are left out: the part that rankers are trained on has no"
                + " tags.");
    for (FittingPart both : List.of(tagged, plain)) {
      assertThat(
              SuitedFeatures.of(FeatureSettings.DEFAULT, List.of(both), List.of(both)).settings())
          .isEqualTo(FeatureSettings.DEFAULT);
    }
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
