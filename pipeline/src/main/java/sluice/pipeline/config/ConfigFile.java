package sluice.pipeline.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import sluice.core.ConfigNode;
import sluice.core.UserError;
import sluice.core.YamlFile;

/**
 * Reads a run's config tree: the YAML file if there is one, every {@code --set} on top in order,
 * and for what is then still absent the preset that was asked for and the default lists.
 */
public final class ConfigFile {
  /** The place that values from the command line carry in messages. */
  static final String SET = "--set";

  /** The defaults: every key with a comment, but for those that records of other modules have. */
  static final String DEFAULTS = YamlFile.resource(ConfigFile.class, "run.yaml");

  private ConfigFile() {}

  /**
   * Reads a config.
   *
   * @param file the YAML file; none means all defaults
   * @param sets texts {@code key=value}, the value in YAML
   */
  public static ConfigNode read(Optional<Path> file, List<String> sets) {
    ConfigNode root =
        file.map(YamlFile::read).orElseGet(() -> ConfigNode.map("defaults", "", Map.of()));
    if (!root.isMap()) {
      throw new UserError(root.place() + ": a config is a map of keys, such as  seed: 42");
    }
    // Before the sets, so that they reach into the default lists; and after, for what they leave
    // out.
    ConfigNode defaults = YamlFile.parse(DEFAULTS, "defaults");
    ConfigNode absent =
        Preset.chosen(root, sets)
            .map(preset -> withDefaults(preset.config(), defaults))
            .orElse(defaults);
    root = withDefaults(root, absent);
    for (String set : sets) {
      int equals = set.indexOf('=');
      if (equals < 1) {
        throw new UserError(
            "--set "
                + set
                + ": key=value is expected, such as --set ranking.model=logistic-regression");
      }
      String path = set.substring(0, equals);
      ConfigNode value = YamlFile.parseValue(set.substring(equals + 1), SET + " " + path, path);
      root = Overrides.replace(root, path, value);
    }
    return withDefaults(root, absent);
  }

  /**
   * Puts in what is absent, key by key down the maps; a list or scalar that is there stays as it
   * is, and so does a map of another type.
   */
  private static ConfigNode withDefaults(ConfigNode given, ConfigNode defaults) {
    if (given.isNull()) {
      return defaults;
    }
    if (!given.isMap() || !defaults.isMap() || otherType(given, defaults)) {
      return given;
    }
    Map<String, ConfigNode> entries = new LinkedHashMap<>(given.entries());
    defaults
        .entries()
        .forEach((key, value) -> {
          ConfigNode there = entries.get(key);
          entries.put(key, there == null ? value : withDefaults(there, value));
        });
    return ConfigNode.map(given.place(), given.path(), entries);
  }

  private static boolean otherType(ConfigNode given, ConfigNode defaults) {
    ConfigNode own = given.entries().get("type");
    ConfigNode other = defaults.entries().get("type");
    return own != null && other != null && !Objects.equals(own.scalarValue(), other.scalarValue());
  }
}
