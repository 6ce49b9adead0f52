package sluice.pipeline.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sluice.core.ConfigNode;
import sluice.core.UserError;
import sluice.core.YamlFile;

/**
 * A protocol that others publish figures by, as config: {@code preset: microsoft}.
 *
 * <p>Its keys take the place of the defaults; what the config file or {@code --set} says stands
 * above them. Each is a YAML file next to this class, with its title, its source and its page.
 *
 * @param name one of {@link #NAMES}
 * @param title what it is, in a few words
 * @param source where it is laid down
 * @param page of the documentation
 * @param config the keys it sets
 */
public record Preset(String name, String title, String source, String page, ConfigNode config) {
  /** All names. */
  public static final List<String> NAMES =
      List.of("microsoft", "recbole", "lenskit", "leave-one-out-99", "global-temporal", "rolling");

  /** Reads a preset by its name, one of {@link #NAMES}. */
  public static Preset of(String name) {
    String text = YamlFile.resource(Preset.class, "presets/" + name + ".yaml");
    ConfigNode root = YamlFile.parse(text, "preset " + name);
    ConfigNode about = root.child("about");
    Map<String, ConfigNode> keys = new LinkedHashMap<>(root.entries());
    keys.remove("about");
    return new Preset(
        name,
        about.require("title").asText(),
        about.require("source").asText(),
        about.require("page").asText(),
        ConfigNode.map(root.place(), "", keys));
  }

  /**
   * Returns the preset that a config asks for: the last {@code --set preset=…}, else the file's.
   *
   * @throws UserError where there is none of that name
   */
  static Optional<Preset> chosen(ConfigNode root, List<String> sets) {
    Optional<ConfigNode> node = root.get("preset");
    for (String set : sets) {
      if (set.startsWith("preset=")) {
        node =
            Optional.of(
                YamlFile.parseValue(
                    set.substring("preset=".length()), ConfigFile.SET + " preset", "preset"));
      }
    }
    return node.filter(n -> !n.isNull()).map(n -> of(n.asOneOf(NAMES)));
  }
}
