package sluice.features;

import java.nio.file.Path;
import java.util.Optional;
import sluice.core.ConfigNode;
import sluice.core.FittingPart;
import sluice.core.plugin.PluginTypes;

/**
 * A feature family as it is configured.
 *
 * @param type what fits it
 * @param settings of the type
 */
public record FamilySpec(FeatureFamilyType<?> type, Record settings) {
  @SuppressWarnings("rawtypes") // a kind is loaded as its raw interface
  private static final PluginTypes<FeatureFamilyType> TYPES =
      PluginTypes.load(FeatureFamilyType.class, "feature family");

  /** Reads one family: a map with a {@code type}, or a bare type. */
  static FamilySpec read(ConfigNode node) {
    ConfigNode map = node.typed();
    FeatureFamilyType<?> type = TYPES.find(map.require("type"));
    return new FamilySpec(type, map.bind(type.settings(), type.defaults()));
  }

  /** Returns the type's name, which is unique among the families of a config. */
  String name() {
    return type.type();
  }

  Optional<String> lacks(SharedSettings shared, FittingPart part) {
    return typed().lacks(settings, shared, part);
  }

  FeatureFamily fit(FamilyInput input, FittingPart inner) {
    return typed().fit(settings, input, inner);
  }

  FeatureFamily read(FamilyInput input, Path folder) {
    return typed().read(settings, input, folder);
  }

  @SuppressWarnings("unchecked") // the settings are the type's own: that is how they were bound
  private FeatureFamilyType<Record> typed() {
    return (FeatureFamilyType<Record>) type;
  }
}
