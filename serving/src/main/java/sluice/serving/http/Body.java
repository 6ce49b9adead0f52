package sluice.serving.http;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import sluice.core.ConfigNode;
import sluice.serving.feedback.Ids;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A JSON object as a call reads it, key by key; what is wrong with it is a {@link Problem} that
 * names the key. Not thread-safe.
 */
final class Body {
  /** No call takes more than three levels; what is deeper is only meant to hurt. */
  private static final StreamReadConstraints BOUNDS =
      StreamReadConstraints.builder().maxNestingDepth(16).build();

  private static final JsonMapper JSON =
      JsonMapper.builder(JsonFactory.builder().streamReadConstraints(BOUNDS).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  /** The last millisecond of the year 9999. */
  private static final long LATEST = 253_402_300_799_999L;

  /** The longest name of a fact or a column, in UTF-16 units. */
  private static final int LONGEST_NAME = 512;

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
    } catch (StreamConstraintsException e) {
      throw Problem.badRequest("the body has a number, a name or a nesting beyond all bounds");
    } catch (JacksonException e) {
      // of what lies outside every token there is no place
      Optional<TokenStreamLocation> at = Optional.ofNullable(e.getLocation());
      throw Problem.badRequest(
          "the body is not JSON, or has a key twice"
              + at.map(a -> ": line " + a.getLineNr() + ", column " + a.getColumnNr()).orElse(""));
    }
  }

  Optional<String> text(String key) {
    return get(key).map(node -> text(key, node));
  }

  String requiredText(String key) {
    return text(key).orElseThrow(() -> Problem.badRequest(at(key) + " is missing"));
  }

  /** Reads an id: a text without control characters; blanks around it are taken off. */
  Optional<String> id(String key) {
    return text(key).map(id -> cleanId(key, id));
  }

  String requiredId(String key) {
    return cleanId(key, requiredText(key));
  }

  List<String> ids(String key) {
    List<String> given = texts(key);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      ids.add(cleanId(key + "[" + i + "]", given.get(i)));
    }
    return ids;
  }

  private String cleanId(String key, String id) {
    if (Ids.hasControl(id)) {
      throw Problem.badRequest(at(key) + " is an id and holds a control character");
    }
    return Ids.trimmed(id);
  }

  int integer(String key, int absent) {
    long number = wholeNumber(key).orElse(absent);
    if (number != (int) number) {
      throw Problem.badRequest(at(key) + " is out of all bounds");
    }
    return (int) number;
  }

  OptionalLong wholeNumber(String key) {
    Optional<JsonNode> node = get(key);
    if (node.isPresent() && !isWhole(node.get())) {
      throw Problem.badRequest(at(key) + " is not a whole number");
    }
    return node.isPresent() ? OptionalLong.of(node.get().longValue()) : OptionalLong.empty();
  }

  Optional<Float> number(String key) {
    Optional<JsonNode> node = get(key);
    return node.map(n -> number(key, n));
  }

  boolean flag(String key) {
    Optional<JsonNode> node = get(key);
    if (node.isPresent() && !node.get().isBoolean()) {
      throw Problem.badRequest(at(key) + " is not true or false");
    }
    return node.isPresent() && node.get().booleanValue();
  }

  /** Reads a time of four-digit years: milliseconds since 1970 UTC, or ISO 8601 with an offset. */
  OptionalLong time(String key) {
    Optional<JsonNode> node = get(key);
    if (node.isEmpty()) {
      return OptionalLong.empty();
    }
    long time = Long.MAX_VALUE;
    try {
      if (node.get().isString()) {
        time = OffsetDateTime.parse(node.get().stringValue()).toInstant().toEpochMilli();
      } else if (isWhole(node.get())) {
        time = node.get().longValue();
      }
    } catch (DateTimeException | ArithmeticException e) {
      time = Long.MAX_VALUE;
    }
    if (time > LATEST || time < -LATEST) {
      throw Problem.badRequest(
          at(key) + " is no time; milliseconds since 1970, or 2026-01-31T12:00:00Z");
    }
    return OptionalLong.of(time);
  }

  List<String> texts(String key) {
    return get(key).map(node -> texts(key, node)).orElse(List.of());
  }

  float[] numbers(String key) {
    JsonNode node = get(key).orElseThrow(() -> Problem.badRequest(at(key) + " is missing"));
    float[] numbers = new float[node.isArray() ? node.size() : 0];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(key + "[" + i + "]", node.get(i));
    }
    if (numbers.length == 0) {
      throw Problem.badRequest(at(key) + " is not a list of numbers");
    }
    return numbers;
  }

  /** Reads a map of lists of texts; a bare text is a list of one, an empty list asks nothing. */
  Map<String, Set<String>> sets(String key) {
    Map<String, Set<String>> sets = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> e : entries(key)) {
      List<String> texts = texts(key + "." + brief(e.getKey()), e.getValue());
      if (!texts.isEmpty()) {
        sets.put(e.getKey(), new LinkedHashSet<>(texts));
      }
    }
    return sets;
  }

  Map<String, String> map(String key) {
    Map<String, String> map = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> e : entries(key)) {
      map.put(e.getKey(), text(key + "." + brief(e.getKey()), e.getValue()));
    }
    return map;
  }

  /** Refuses every key that was not asked for. */
  void finish() {
    for (String key : object.propertyNames()) {
      if (!known.contains(key)) {
        throw Problem.badRequest(
            "unknown key "
                + at(brief(key))
                + ConfigNode.didYouMean(brief(key), known)
                + (known.isEmpty()
                    ? "; there are none"
                    : "; known are " + String.join(", ", known)));
      }
    }
  }

  private Set<Map.Entry<String, JsonNode>> entries(String key) {
    Optional<JsonNode> node = get(key);
    if (node.isPresent() && !node.get().isObject()) {
      throw Problem.badRequest(at(key) + " is not an object");
    }
    Set<Map.Entry<String, JsonNode>> entries = node.map(JsonNode::properties).orElse(Set.of());
    for (Map.Entry<String, JsonNode> e : entries) {
      checkText(key, e.getKey());
      if (e.getKey().length() > LONGEST_NAME) {
        throw Problem.badRequest(
            at(key) + " has a name of more than " + LONGEST_NAME + " characters");
      }
    }
    return entries;
  }

  private List<String> texts(String key, JsonNode node) {
    if (node.isString()) {
      return List.of(text(key, node));
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
    checkText(key, node.stringValue());
    return node.stringValue();
  }

  /** Refuses what no database can keep and no answer could repeat. */
  private void checkText(String key, String text) {
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      if (c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
        throw Problem.badRequest(at(key) + " holds NUL or half of a surrogate pair");
      }
    }
  }

  private float number(String key, JsonNode node) {
    // as double first: what does not fit into a float must not throw
    double number = node.isNumber() ? node.asDouble(Double.NaN) : Double.NaN;
    if (!(Math.abs(number) <= Float.MAX_VALUE)) {
      throw Problem.badRequest(at(key) + " is not a number, or too large");
    }
    return (float) number;
  }

  /** Says whether a node is a whole number that fits; 5.0 and 5e3 are. */
  private static boolean isWhole(JsonNode node) {
    return node.isNumber() && node.canConvertToExactIntegral() && node.canConvertToLong();
  }

  /** What is quoted of a name that a caller made up. */
  private static String brief(String name) {
    return name.length() <= 40 ? name : name.substring(0, name.offsetByCodePoints(0, 20)) + "…";
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
