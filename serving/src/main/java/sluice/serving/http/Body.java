package sluice.serving.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import sluice.core.ConfigNode;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A JSON object as a call reads it, key by key; what is wrong with it is a {@link Problem} that
 * names the key. Not thread-safe.
 */
final class Body {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final JsonNode object;
  private final String place;
  private final Set<String> known = new LinkedHashSet<>();

  private Body(JsonNode object, String place) {
    this.object = object;
    this.place = place;
    if (!object.isObject()) {
      throw Problem.badRequest((place.isEmpty() ? "the body" : place) + " is not a JSON object");
    }
  }

  /** Reads a body that is one object. */
  static Body of(byte[] content) {
    return new Body(tree(content), "");
  }

  /** Reads a body that is a list of objects, or one. */
  static List<Body> listOf(byte[] content, int most) {
    JsonNode tree = tree(content);
    if (!tree.isArray()) {
      return List.of(new Body(tree, ""));
    }
    if (tree.size() > most) {
      throw Problem.badRequest("the list has " + tree.size() + " elements; at most " + most);
    }
    List<Body> bodies = new ArrayList<>();
    for (int i = 0; i < tree.size(); i++) {
      bodies.add(new Body(tree.get(i), "[" + i + "]"));
    }
    return bodies;
  }

  private static JsonNode tree(byte[] content) {
    try {
      JsonNode tree = JSON.readTree(content);
      if (tree == null || tree.isMissingNode()) {
        throw Problem.badRequest("the body is empty; a JSON object is expected");
      }
      return tree;
    } catch (JacksonException e) {
      throw Problem.badRequest(
          "the body is not JSON: line "
              + e.getLocation().getLineNr()
              + ", column "
              + e.getLocation().getColumnNr());
    }
  }

  Optional<String> text(String key) {
    return get(key).map(node -> text(key, node));
  }

  String requiredText(String key) {
    return text(key).orElseThrow(() -> Problem.badRequest(at(key) + " is missing"));
  }

  int integer(String key, int absent) {
    Optional<JsonNode> node = get(key);
    if (node.isPresent() && !node.get().canConvertToInt()) {
      throw Problem.badRequest(at(key) + " is not a whole number");
    }
    return node.map(JsonNode::intValue).orElse(absent);
  }

  OptionalLong wholeNumber(String key) {
    Optional<JsonNode> node = get(key);
    if (node.isPresent() && !(node.get().isIntegralNumber() && node.get().canConvertToLong())) {
      throw Problem.badRequest(at(key) + " is not a whole number");
    }
    return node.isPresent() ? OptionalLong.of(node.get().longValue()) : OptionalLong.empty();
  }

  Optional<Float> number(String key) {
    Optional<JsonNode> node = get(key);
    if (node.isPresent() && !(node.get().isNumber() && Float.isFinite(node.get().floatValue()))) {
      throw Problem.badRequest(at(key) + " is not a number");
    }
    return node.map(JsonNode::floatValue);
  }

  boolean flag(String key) {
    Optional<JsonNode> node = get(key);
    if (node.isPresent() && !node.get().isBoolean()) {
      throw Problem.badRequest(at(key) + " is not true or false");
    }
    return node.isPresent() && node.get().booleanValue();
  }

  /** Reads a time: milliseconds since 1970 UTC, or ISO 8601 with an offset. */
  OptionalLong time(String key) {
    Optional<JsonNode> node = get(key);
    if (node.isPresent() && node.get().isString()) {
      try {
        return OptionalLong.of(
            java.time.OffsetDateTime.parse(node.get().stringValue()).toInstant().toEpochMilli());
      } catch (java.time.DateTimeException | ArithmeticException e) {
        throw Problem.badRequest(
            at(key) + " is no time; milliseconds since 1970, or 2026-01-31T12:00:00Z");
      }
    }
    return wholeNumber(key);
  }

  List<String> texts(String key) {
    return get(key).map(node -> texts(key, node)).orElse(List.of());
  }

  float[] numbers(String key) {
    JsonNode node = get(key).orElseThrow(() -> Problem.badRequest(at(key) + " is missing"));
    float[] numbers = new float[node.isArray() ? node.size() : 0];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = node.get(i).isNumber() ? node.get(i).floatValue() : Float.NaN;
      if (!Float.isFinite(numbers[i])) {
        throw Problem.badRequest(at(key) + "[" + i + "] is not a number");
      }
    }
    if (numbers.length == 0) {
      throw Problem.badRequest(at(key) + " is not a list of numbers");
    }
    return numbers;
  }

  /** Reads a map of lists of texts; a bare text is a list of one. */
  Map<String, Set<String>> sets(String key) {
    Map<String, Set<String>> sets = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> e : entries(key)) {
      sets.put(e.getKey(), new LinkedHashSet<>(texts(key + "." + e.getKey(), e.getValue())));
    }
    return sets;
  }

  Map<String, String> map(String key) {
    Map<String, String> map = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> e : entries(key)) {
      map.put(e.getKey(), text(key + "." + e.getKey(), e.getValue()));
    }
    return map;
  }

  /** Refuses every key that was not asked for. */
  void finish() {
    for (String key : object.propertyNames()) {
      if (!known.contains(key)) {
        throw Problem.badRequest(
            "unknown key "
                + at(key)
                + ConfigNode.didYouMean(key, known)
                + "; known are "
                + String.join(", ", known));
      }
    }
  }

  private Set<Map.Entry<String, JsonNode>> entries(String key) {
    Optional<JsonNode> node = get(key);
    if (node.isPresent() && !node.get().isObject()) {
      throw Problem.badRequest(at(key) + " is not an object");
    }
    return node.map(JsonNode::properties).orElse(Set.of());
  }

  private List<String> texts(String key, JsonNode node) {
    if (node.isString()) {
      return List.of(node.stringValue());
    }
    if (!node.isArray()) {
      throw Problem.badRequest(at(key) + " is not a list of texts");
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      texts.add(text(key + "[" + i + "]", node.get(i)));
    }
    return texts;
  }

  private String text(String key, JsonNode node) {
    if (!node.isString()) {
      throw Problem.badRequest(at(key) + " is not a text");
    }
    return node.stringValue();
  }

  private Optional<JsonNode> get(String key) {
    known.add(key);
    JsonNode node = object.get(key);
    return node == null || node.isNull() ? Optional.empty() : Optional.of(node);
  }

  private String at(String key) {
    return place.isEmpty() ? key : place + "." + key;
  }
}
