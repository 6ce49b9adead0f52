package sluice.ranking;

import sluice.core.ConfigNode;
import sluice.core.RankerTrainer;
import sluice.core.plugin.PluginTypes;

/** Rankers as a config names them. */
public final class Rankers {
  private Rankers() {}

  /** Returns the types that the class path holds. */
  @SuppressWarnings("rawtypes") // There is no class literal of RankerType<?>.
  static PluginTypes<RankerType> types() {
    return PluginTypes.load(RankerType.class, "ranker");
  }

  /**
   * Reads a ranker from a config: a word, or a map with {@code type}, optionally {@code name}, and
   * the settings of the type.
   *
   * @throws sluice.core.UserError where there is no such ranker, or a setting is unknown or out of
   *     range
   */
  public static RankerTrainer trainer(ConfigNode node) {
    ConfigNode typed = node.typed();
    RankerType<?> type = types().find(typed.require("type"));
    String name = typed.text("name", type.type());
    if (!name.matches("[a-z][a-z0-9-]*")) {
      throw typed.require("name").error("lower-case letters, digits and dashes are expected");
    }
    return trainer(type, name, typed);
  }

  private static <S extends Record> RankerTrainer trainer(
      RankerType<S> type, String name, ConfigNode rest) {
    return type.trainer(name, rest.bind(type.settings(), type.defaults()));
  }
}
