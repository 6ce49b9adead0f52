package sluice.serving.http;

import java.lang.reflect.RecordComponent;
import java.nio.FloatBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import sluice.core.ConfigNode;
import sluice.serving.feedback.Ids;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Binds JSON bodies to records by Jackson, strictly; what is wrong with one is a {@link Problem}
 * that names the key.
 */
final class Bodies {
  /** No call takes more than three levels; what is deeper is only meant to hurt. */
  private static final StreamReadConstraints BOUNDS =
      StreamReadConstraints.builder().maxNestingDepth(16).build();

  private static final JsonMapper JSON =
      JsonMapper.builder(JsonFactory.builder().streamReadConstraints(BOUNDS).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .addModule(
              new SimpleModule()
                  .addDeserializer(String.class, new Value<>(String.class, Bodies::text))
                  .addDeserializer(List.class, new Value<>(List.class, Bodies::texts))
                  .addDeserializer(
                      String[].class,
                      new Value<>(String[].class, n -> texts(n).toArray(String[]::new)))
                  .addDeserializer(
                      Set.class, new Value<>(Set.class, n -> new LinkedHashSet<>(texts(n))))
                  .addDeserializer(Long.class, new Value<>(Long.class, Bodies::whole))
                  .addDeserializer(Integer.class, new Value<>(Integer.class, Bodies::integer))
                  .addDeserializer(Float.class, new Value<>(Float.class, Bodies::number))
                  .addDeserializer(
                      FloatBuffer.class, new Value<>(FloatBuffer.class, Bodies::numbers))
                  .addDeserializer(Boolean.class, new Value<>(Boolean.class, Bodies::flag))
                  .addDeserializer(Instant.class, new Value<>(Instant.class, Bodies::time))
                  .addKeyDeserializer(String.class, new Name()))
          .build();

  /** The last millisecond of the year 9999. */
  private static final long LATEST = 253_402_300_799_999L;

  /** The longest name of a fact or a column, in UTF-16 units. */
  private static final int LONGEST_NAME = 512;

  private Bodies() {}

  /** What is wrong with a value, to be read after its key. */
  static final class Wrong extends DatabindException {
    private static final long serialVersionUID = 1L;

    Wrong(String what) {
      super((JsonParser) null, what);
    }
  }

  private static final class Value<T> extends StdDeserializer<T> {
    private final transient Function<JsonNode, T> read;

    Value(Class<? super T> type, Function<JsonNode, T> read) {
      super(type);
      this.read = read;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) {
      return read.apply(context.readTree(parser));
    }
  }

  private static final class Name extends KeyDeserializer {
    @Override
    public Object deserializeKey(String name, DeserializationContext context) {
      if (name.length() > LONGEST_NAME) {
        throw new Wrong(" has a name of more than " + LONGEST_NAME + " characters");
      }
      return checked(name);
    }
  }

  /** Reads a body that is one object. */
  static <T extends Record> T read(byte[] content, Class<T> type) {
    return bind(tree(content), "", type);
  }

  /** Reads a body that is one object and has some of a record's keys alone. */
  static <T extends Record> T read(byte[] content, Class<T> type, List<String> known) {
    JsonNode tree = tree(content);
    checkKeys(tree, "", known);
    return bind(tree, "", type);
  }

  /** Reads a body that is a list of objects, or one. */
  static <T extends Record> List<T> readList(byte[] content, Class<T> type, int most) {
    JsonNode tree = tree(content);
    if (!tree.isArray()) {
      return List.of(bind(tree, "", type));
    }
    if (tree.size() > most) {
      throw Problem.badRequest("the list has " + tree.size() + " elements; at most " + most);
    }
    List<T> bodies = new ArrayList<>();
    for (int i = 0; i < tree.size(); i++) {
      bodies.add(bind(tree.get(i), "[" + i + "]", type));
    }
    return bodies;
  }

  /** Reads a body whose keys are known to the caller alone. */
  static JsonNode readObject(byte[] content, Collection<String> known) {
    JsonNode tree = tree(content);
    checkKeys(tree, "", known);
    return tree;
  }

  /** Binds the value of a key; empty where it is absent or null. */
  static <T> Optional<T> value(JsonNode object, String key, Class<T> type) {
    JsonNode node = object.path(key);
    try {
      return node.isMissingNode() || node.isNull()
          ? Optional.empty()
          : Optional.of(JSON.treeToValue(node, type));
    } catch (JacksonException e) {
      throw problem(key, e);
    }
  }

  /** Reads texts, none where the key is absent; a bare text is a list of one. */
  static List<String> texts(JsonNode object, String key) {
    return List.of(value(object, key, String[].class).orElse(new String[0]));
  }

  /** Binds; a component that is not nullable must be there. */
  private static <T extends Record> T bind(JsonNode tree, String place, Class<T> type) {
    List<RecordComponent> keys = List.of(type.getRecordComponents());
    checkKeys(tree, place, keys.stream().map(RecordComponent::getName).toList());
    for (RecordComponent key : keys) {
      if (!key.getAnnotatedType().isAnnotationPresent(Nullable.class)
          && (!tree.has(key.getName()) || tree.get(key.getName()).isNull())) {
        throw Problem.badRequest(
            (place.isEmpty() ? "" : place + ".") + key.getName() + " is missing");
      }
    }
    try {
      return JSON.treeToValue(tree, type);
    } catch (JacksonException e) {
      throw problem(place, e);
    }
  }

  private static void checkKeys(JsonNode tree, String place, Collection<String> known) {
    if (!tree.isObject()) {
      throw Problem.badRequest((place.isEmpty() ? "the body" : place) + " is not a JSON object");
    }
    for (String key : tree.propertyNames()) {
      if (!known.contains(key)) {
        throw Problem.badRequest(
            "unknown key "
                + (place.isEmpty() ? "" : place + ".")
                + brief(key)
                + ConfigNode.didYouMean(brief(key), known)
                + (known.isEmpty()
                    ? "; there are none"
                    : "; known are " + String.join(", ", known)));
      }
    }
  }

  private static Problem problem(String place, JacksonException e) {
    StringBuilder at = new StringBuilder(place);
    for (JacksonException.Reference step : e.getPath()) {
      String key = step.getPropertyName();
      if (key == null) {
        at.append('[').append(step.getIndex()).append(']');
      } else {
        at.append(at.isEmpty() ? "" : ".").append(brief(key));
      }
    }
    // all else that Jackson itself refuses stands where a map is expected
    return Problem.badRequest(
        at + (e instanceof Wrong ? e.getOriginalMessage() : " is not an object"));
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

  /** Returns a text that is an id, which has no control characters, without blanks around it. */
  static @Nullable String id(String key, @Nullable String id) {
    if (id != null && Ids.hasControl(id)) {
      throw new Wrong(" is an id and holds a control character").prependPath(Bodies.class, key);
    }
    return id == null ? null : Ids.trimmed(id);
  }

  /** Returns texts that are ids. */
  static List<String> ids(String key, @Nullable List<String> ids) {
    List<String> all = new ArrayList<>();
    for (String id : ids == null ? List.<String>of() : ids) {
      all.add(String.valueOf(id(key + "[" + all.size() + "]", id)));
    }
    return all;
  }

  private static String text(JsonNode node) {
    if (!node.isString()) {
      throw new Wrong(" is not a text");
    }
    return checked(node.stringValue());
  }

  /** Refuses what no database can keep and no answer could repeat. */
  private static String checked(String text) {
    if (text.codePoints().anyMatch(c -> c == 0 || (c >= 0xd800 && c <= 0xdfff))) {
      throw new Wrong(" holds NUL or half of a surrogate pair");
    }
    return text;
  }

  private static List<String> texts(JsonNode node) {
    if (node.isString()) {
      return List.of(text(node));
    }
    if (!node.isArray()) {
      throw new Wrong(" is not a list of texts");
    }
    return elements(node, Bodies::text);
  }

  private static <T> List<T> elements(JsonNode list, Function<JsonNode, T> read) {
    List<T> elements = new ArrayList<>();
    for (JsonNode node : list) {
      try {
        elements.add(read.apply(node));
      } catch (Wrong e) {
        throw e.prependPath(list, elements.size());
      }
    }
    return elements;
  }

  private static Boolean flag(JsonNode node) {
    if (!node.isBoolean()) {
      throw new Wrong(" is not true or false");
    }
    return node.booleanValue();
  }

  /** Reads a whole number; 5.0 and 5e3 are. */
  private static Long whole(JsonNode node) {
    if (!isWhole(node)) {
      throw new Wrong(" is not a whole number");
    }
    return node.longValue();
  }

  private static boolean isWhole(JsonNode node) {
    return node.isNumber() && node.canConvertToExactIntegral() && node.canConvertToLong();
  }

  private static Integer integer(JsonNode node) {
    long number = whole(node);
    if (number != (int) number) {
      throw new Wrong(" is out of all bounds");
    }
    return (int) number;
  }

  private static Float number(JsonNode node) {
    // as double first: what does not fit into a float must not throw
    double number = node.isNumber() ? node.asDouble(Double.NaN) : Double.NaN;
    if (!(Math.abs(number) <= Float.MAX_VALUE)) {
      throw new Wrong(" is not a number, or too large");
    }
    return (float) number;
  }

  private static FloatBuffer numbers(JsonNode node) {
    if (!node.isArray() || node.isEmpty()) {
      throw new Wrong(" is not a list of numbers");
    }
    FloatBuffer numbers = FloatBuffer.allocate(node.size());
    elements(node, Bodies::number).forEach(numbers::put);
    return numbers;
  }

  /** Reads a time of four-digit years: milliseconds since 1970 UTC, or ISO 8601 with an offset. */
  private static Instant time(JsonNode node) {
    long time = Long.MAX_VALUE;
    try {
      if (node.isString()) {
        time = OffsetDateTime.parse(node.stringValue()).toInstant().toEpochMilli();
      } else if (isWhole(node)) {
        time = node.longValue();
      }
    } catch (DateTimeException | ArithmeticException e) {
      time = Long.MAX_VALUE;
    }
    if (time > LATEST || time < -LATEST) {
      throw new Wrong(" is no time; milliseconds since 1970, or 2026-01-31T12:00:00Z");
    }
    return Instant.ofEpochMilli(time);
  }

  /** What is quoted of a name that a caller made up. */
  private static String brief(String name) {
    return name.length() <= 40 ? name : name.substring(0, name.offsetByCodePoints(0, 20)) + "…";
  }
}
