package sluice.pipeline.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sluice.core.ConfigNode;
import sluice.core.UserError;

/**
 * Puts values of {@code --set key=value} into a config: each replaces what stands at its dotted
 * path.
 *
 * <p>Maps on the way are made where they are missing; a whole number on the path counts into a
 * list, from 0.
 */
final class Overrides {
  private Overrides() {}

  /**
   * Returns a tree with a value replaced.
   *
   * @param root a map
   * @param path dotted, such as {@code ranking.model}
   * @param value what stands there afterwards
   */
  static ConfigNode replace(ConfigNode root, String path, ConfigNode value) {
    return replace(root, "", List.of(path.split("\\.", -1)), path, value);
  }

  private static ConfigNode replace(
      ConfigNode node, String at, List<String> steps, String whole, ConfigNode value) {
    if (steps.isEmpty()) {
      return value;
    }
    String step = steps.getFirst();
    if (step.isEmpty()) {
      throw new UserError(
          "--set " + whole + ": an empty key; give a dotted path such as ranking.model");
    }
    List<String> rest = steps.subList(1, steps.size());
    String here = at.isEmpty() ? step : at + "." + step;
    if (node.isList()) {
      List<ConfigNode> elements = new ArrayList<>(node.elements());
      int index = step.matches("[0-9]{1,6}") ? Integer.parseInt(step) : -1;
      if (index < 0 || index >= elements.size()) {
        throw new UserError(
            "--set "
                + whole
                + ": "
                + at
                + " is a list of "
                + elements.size()
                + "; count into it from 0, or replace the whole list");
      }
      elements.set(index, replace(elements.get(index), here, rest, whole, value));
      return ConfigNode.list(node.place(), node.path(), elements);
    }
    // a bare word stands for {type: word}; what is set below it refines that
    ConfigNode map = node.isMap() || node.isNull() ? node : node.typed();
    Map<String, ConfigNode> entries = new LinkedHashMap<>(map.isMap() ? map.entries() : Map.of());
    ConfigNode old = entries.getOrDefault(step, ConfigNode.scalar(value.place(), here, null));
    entries.put(step, replace(old, here, rest, whole, value));
    return ConfigNode.map(node.place(), node.path(), entries);
  }
}
