package sluice.features;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import sluice.core.ConfigNode;
import sluice.core.YamlFile;

/**
 * What the config says under {@code features}: which families there are, and what they are made
 * with.
 *
 * @param families in the order of their columns, each type once
 * @param shared what all families are made with
 */
public record FeatureSettings(List<FamilySpec> families, SharedSettings shared) {
  private static final String FAMILIES = YamlFile.resource(FeatureSettings.class, "families.yaml");
  private static final String SHARED = YamlFile.resource(FeatureSettings.class, "features.yaml");

  /** The settings where none are given. */
  public static final FeatureSettings DEFAULT =
      read(ConfigNode.map("defaults", "features", Map.of()));

  /** Copies. */
  public FeatureSettings {
    families = List.copyOf(families);
  }

  /** Reads the settings of the config's {@code features} key; every key may be left out. */
  public static FeatureSettings read(ConfigNode node) {
    node.get("context")
        .ifPresent(context -> {
          throw context.error(
              "features of the request's context are not built yet (docs/concepts/scope.md); remove the key");
        });
    List<ConfigNode> nodes = new ArrayList<>();
    for (String key : List.of("families", "more")) {
      nodes.addAll(node.get(key, FAMILIES).elements());
    }
    List<FamilySpec> families = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (ConfigNode family : nodes) {
      FamilySpec spec = FamilySpec.read(family);
      if (!names.add(spec.name())) {
        throw family.typed().require("type").error("there is such a family already; take one out");
      }
      families.add(spec);
    }
    return new FeatureSettings(families, node.bind(SharedSettings.class, SHARED));
  }

  /** Says whether a family is among them. */
  public boolean has(String type) {
    return families.stream().anyMatch(f -> f.name().equals(type));
  }

  /** Returns the same with a family that has no settings behind them. */
  public FeatureSettings and(String type) {
    List<FamilySpec> all = new ArrayList<>(families);
    all.add(FamilySpec.read(ConfigNode.scalar("features", "features.more", type)));
    return new FeatureSettings(all, shared);
  }

  /** Returns the same with these families alone. */
  FeatureSettings only(Collection<String> names) {
    return new FeatureSettings(
        families.stream().filter(f -> names.contains(f.name())).toList(), shared);
  }

  /** Returns the lag as a duration. */
  public Duration lag() {
    return shared.lag();
  }
}
