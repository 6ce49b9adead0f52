package sluice.serving.feedback;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON that stands in the database and in its statements. */
final class Json {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private Json() {}

  /**
   * Returns a slate as {@code [["item", position, propensity], …]}, numbers exact; null where there
   * is no propensity.
   */
  static String items(List<ShownItem> items) {
    ArrayNode all = MAPPER.createArrayNode();
    for (ShownItem item : items) {
      ArrayNode one = all.addArray().add(item.item()).add(item.position());
      if (Double.isNaN(item.propensity())) {
        one.addNull();
      } else {
        one.add(item.propensity());
      }
    }
    return all.toString();
  }

  /** Reads what {@link #items(List)} wrote. */
  static List<ShownItem> items(String json) {
    List<ShownItem> items = new ArrayList<>();
    for (JsonNode item : MAPPER.readTree(json)) {
      double propensity = item.get(2).isNull() ? Double.NaN : item.get(2).doubleValue();
      items.add(new ShownItem(item.get(0).stringValue(), item.get(1).intValue(), propensity));
    }
    return items;
  }

  /**
   * Reads what version 2 of the tables has: positions from 0, and a propensity of 1 whatever had
   * been left out.
   */
  static List<ShownItem> itemsFromZero(String json) {
    List<ShownItem> items = new ArrayList<>();
    for (JsonNode item : MAPPER.readTree(json)) {
      items.add(new ShownItem(item.get(0).stringValue(), item.get(1).intValue() + 1, Double.NaN));
    }
    return items;
  }

  /** Returns names as {@code ["name", …]}. */
  static String names(List<String> names) {
    return MAPPER.writeValueAsString(names);
  }

  /** Reads what {@link #names(List)} wrote. */
  static List<String> names(String json) {
    return MAPPER.readTree(json).valueStream().map(JsonNode::stringValue).toList();
  }

  /** Returns ids as {@code [["id"], …]}: the keys of a statement. */
  static String keys(Iterable<String> ids) {
    ArrayNode all = MAPPER.createArrayNode();
    for (String id : ids) {
      all.addArray().add(id);
    }
    return all.toString();
  }

  /** Returns {@code [[number, user, time, request, item, type], …]}: actions as keys. */
  static String actions(List<Action> actions) {
    ArrayNode all = MAPPER.createArrayNode();
    for (int i = 0; i < actions.size(); i++) {
      Action a = actions.get(i);
      ArrayNode key = all.addArray().add(i).add(a.user()).add(a.time());
      key.add(a.requestId().orElse(null)).add(a.item()).add(a.type());
    }
    return all.toString();
  }

  /**
   * Returns attributes as {@code {"values": {"column": ["value", …]}, "from"?: …, "until"?: …}}.
   */
  static String attributes(Attributes attributes) {
    ObjectNode all = MAPPER.createObjectNode();
    ObjectNode values = all.putObject("values");
    attributes
        .values()
        .forEach((column, texts) -> {
          ArrayNode array = values.putArray(column);
          texts.forEach(array::add);
        });
    if (attributes.availableFrom() != Long.MIN_VALUE) {
      all.put("from", attributes.availableFrom());
    }
    if (attributes.availableUntil() != Long.MAX_VALUE) {
      all.put("until", attributes.availableUntil());
    }
    return all.toString();
  }

  /** Reads what {@link #attributes(Attributes)} wrote. */
  static Attributes attributes(String json) {
    JsonNode all = MAPPER.readTree(json);
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> column : all.get("values").properties()) {
      List<String> texts = new ArrayList<>();
      column.getValue().forEach(text -> texts.add(text.stringValue()));
      values.put(column.getKey(), texts);
    }
    return new Attributes(
        values, all.path("from").asLong(Long.MIN_VALUE), all.path("until").asLong(Long.MAX_VALUE));
  }

  /** Returns a text in double quotes, as JSON and YAML write it. */
  static String quoted(String text) {
    return MAPPER.writeValueAsString(text);
  }
}
