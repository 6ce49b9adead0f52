package sluice.studies.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A config as dotted keys with values as text. Entries of a list of records are named in brackets:
 * by their name, else by their type, with a number where that occurred before.
 */
final class FlatConfig {
  private final Map<String, String> flat = new LinkedHashMap<>();

  private FlatConfig() {}

  static Map<String, String> of(JsonNode config) {
    FlatConfig made = new FlatConfig();
    made.add("", config);
    return made.flat;
  }

  private void add(String key, JsonNode node) {
    if (node.isObject() && !node.isEmpty()) {
      node.forEachEntry((name, value) -> add(key.isEmpty() ? name : key + "." + name, value));
    } else if (node.isArray() && node.valueStream().anyMatch(JsonNode::isObject)) {
      List<String> names = new ArrayList<>();
      for (JsonNode entry : node) {
        String name =
            entry.isObject()
                ? entry.path("name").asString(entry.path("type").asString(""))
                : entry.asString("");
        long before = names.stream().filter(name::equals).count();
        names.add(name);
        String shown = before == 0 ? name : name + " " + (before + 1);
        add(key + "[" + shown + "]", entry);
      }
      flat.put(key, String.join(", ", names));
    } else if (node.isArray()) {
      flat.put(
          key, "[" + String.join(", ", node.valueStream().map(FlatConfig::text).toList()) + "]");
    } else {
      flat.put(key, text(node));
    }
  }

  private static String text(JsonNode node) {
    return node.isString() ? node.stringValue() : node.toString();
  }
}
