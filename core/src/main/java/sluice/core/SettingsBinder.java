package sluice.core;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.PropertyBindingException;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.introspect.ClassIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.type.LogicalType;

/**
 * Binds a part of a config to a record by Jackson, strictly, and says of an error where it is.
 *
 * <p>Unknown keys, missing keys, wrong types and what a constructor refuses are {@link UserError}s
 * with file, line, key, value and what is allowed. A single value counts as a list of one; a number
 * counts as a text where a text is expected; enum constants are spelled in lower case with dashes.
 */
final class SettingsBinder {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_IGNORED_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .enumNamingStrategy(EnumNamingStrategies.KEBAB_CASE)
          .withCoercionConfig(
              LogicalType.Textual,
              c ->
                  c.setCoercion(CoercionInputShape.Integer, CoercionAction.TryConvert)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.TryConvert)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.TryConvert))
          .build();

  private SettingsBinder() {}

  /**
   * Binds.
   *
   * @param others keys besides these that are known at the root, for messages
   */
  static <T> T bind(ConfigNode node, Class<T> type, Collection<String> others) {
    try {
      return MAPPER.treeToValue(json(node), type);
    } catch (JacksonException e) {
      throw explain(node, e, others, type);
    }
  }

  private static JsonNode json(ConfigNode node) {
    JsonNodeFactory make = JsonNodeFactory.instance;
    if (node.isMap()) {
      ObjectNode object = make.objectNode();
      node.entries()
          .forEach((key, value) -> {
            if (!value.isNull()) {
              object.set(key, json(value));
            }
          });
      return object;
    }
    if (node.isList()) {
      ArrayNode array = make.arrayNode();
      node.elements().forEach(element -> array.add(json(element)));
      return array;
    }
    return switch (node.scalarValue()) {
      case null -> make.objectNode();
      case Long v when v == v.intValue() -> make.numberNode(v.intValue());
      case Long v -> make.numberNode(v);
      case Double v -> make.numberNode(v);
      case Boolean v -> make.booleanNode(v);
      case Object v -> make.stringNode(v.toString());
    };
  }

  private static UserError explain(
      ConfigNode root, JacksonException e, Collection<String> others, Class<?> type) {
    ConfigNode at = root;
    for (JacksonException.Reference step : e.getPath()) {
      String key = step.getPropertyName();
      if (key != null && step.from() instanceof Class<?> bean && bindsOneValue(bean)) {
        return at.error("a single value is expected");
      }
      ConfigNode next = key == null ? element(at, step.getIndex()) : entry(at, key);
      if (next == null) {
        if (step.from() instanceof Class<?> bean) {
          refuseUnknown(at, MAPPER.constructType(bean), at == root ? others : List.of());
        }
        return new UserError(at.place() + ": " + join(at, key) + " is missing; it is required", e);
      }
      at = next;
    }
    if (e instanceof ValueInstantiationException refused) {
      refuseUnknown(at, refused.getType(), at == root ? others : List.of());
    }
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof UserError known) {
        return new UserError(at.place() + ": " + at.path() + ": " + known.getMessage(), e);
      }
    }
    return switch (e) {
      case PropertyBindingException unknown ->
          at.unknown(known(unknown, e.getPath().size() == 1 ? others : List.of()));
      case ValueInstantiationException refused -> refused(at, refused);
      case InvalidFormatException wrong when wrong.getTargetType().isEnum() ->
          at.error(oneOf(words(wrong.getTargetType()), String.valueOf(wrong.getValue())));
      case MismatchedInputException wrong ->
          at.error(range(root, e, type).orElseGet(() -> expected(wrong.getTargetType())));
      case InputCoercionException tooLarge ->
          at.error(range(root, e, type).orElse("a whole number is expected"));
      default -> at.error(firstLine(e.getOriginalMessage()));
    };
  }

  /** Refuses unknown keys; Jackson does so only where the constructor finds nothing wrong. */
  private static void refuseUnknown(ConfigNode at, JavaType bean, Collection<String> others) {
    ClassIntrospector introspector = MAPPER.deserializationConfig().classIntrospectorInstance();
    List<String> known = new ArrayList<>(others);
    introspector
        .introspectForDeserialization(bean, introspector.introspectClassAnnotations(bean))
        .findProperties()
        .forEach(property -> known.add(property.getName()));
    if (at.isMap()) {
      at.entries()
          .forEach((key, value) -> {
            if (!known.contains(key)) {
              throw value.unknown(known);
            }
          });
    }
  }

  /** Says whether a type is made of one value rather than of a map of keys. */
  private static boolean bindsOneValue(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .map(method -> method.getAnnotation(JsonCreator.class))
        .anyMatch(c -> c != null && c.mode() == JsonCreator.Mode.DELEGATING);
  }

  private static @Nullable ConfigNode entry(ConfigNode at, String key) {
    return at.isMap() ? at.entries().get(key) : null;
  }

  private static ConfigNode element(ConfigNode at, int index) {
    return at.isList() ? at.elements().get(index) : at;
  }

  private static List<String> known(PropertyBindingException e, Collection<String> others) {
    List<String> known = new ArrayList<>(others);
    Collection<Object> ids = e.getKnownPropertyIds();
    if (ids != null) {
      ids.forEach(id -> known.add(id.toString()));
    }
    return known;
  }

  private static UserError refused(ConfigNode at, ValueInstantiationException e) {
    if (e.getCause() instanceof SettingError setting) {
      ConfigNode value = at;
      for (String key : setting.key().split("\\.", -1)) {
        value = value == null ? null : entry(value, key);
      }
      return value == null
          ? new UserError(
              at.place() + ": " + join(at, setting.key()) + " is missing; " + setting.problem(), e)
          : value.error(setting.problem());
    }
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return at.error(firstLine(cause.getMessage()));
  }

  /** Returns what the constructor allows at this place, by giving it a number that is too small. */
  private static Optional<String> range(ConfigNode root, JacksonException e, Class<?> type) {
    JsonNode json = json(root);
    JsonNode at = json;
    String key = "";
    for (JacksonException.Reference step : e.getPath()) {
      at = key.isEmpty() ? at : at.path(key);
      key = Objects.requireNonNullElse(step.getPropertyName(), "");
      at = key.isEmpty() ? at.path(step.getIndex()) : at;
    }
    if (!key.isEmpty() && at instanceof ObjectNode object) {
      try {
        object.put(key, Integer.MIN_VALUE);
        MAPPER.treeToValue(json, type);
      } catch (JacksonException again) {
        if (again.getCause() instanceof SettingError setting
            && (setting.key().equals(key) || setting.key().endsWith("." + key))) {
          return Optional.of(setting.problem());
        }
      }
    }
    return Optional.empty();
  }

  private static String expected(@Nullable Class<?> type) {
    if (type == null) {
      return "another type is expected";
    }
    if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
      return "a whole number is expected";
    }
    if (type == double.class
        || type == float.class
        || type == Double.class
        || type == Duration.class) {
      return "a number is expected";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false is expected";
    }
    if (type == String.class) {
      return "a text is expected";
    }
    if (Collection.class.isAssignableFrom(type)) {
      return "a list is expected";
    }
    return "a map of keys is expected";
  }

  private static List<String> words(Class<?> type) {
    List<String> words = new ArrayList<>();
    for (Object constant : type.getEnumConstants()) {
      words.add(((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    return words;
  }

  private static String oneOf(List<String> words, String value) {
    return "one of "
        + words.stream().collect(joining(", "))
        + " is expected"
        + ConfigNode.didYouMean(value, words);
  }

  private static String join(ConfigNode at, String key) {
    return at.path().isEmpty() ? key : at.path() + "." + key;
  }

  private static String firstLine(@Nullable String message) {
    return message == null ? "" : message.lines().findFirst().orElse("");
  }

  /** Returns the defaults with the given values on top, key by key down the maps. */
  static ConfigNode merge(ConfigNode given, ConfigNode defaults) {
    if (given.isNull()) {
      return defaults;
    }
    if (!given.isMap() || !defaults.isMap()) {
      return given;
    }
    Map<String, ConfigNode> entries = new LinkedHashMap<>();
    defaults
        .entries()
        .forEach((key, value) -> {
          ConfigNode there = given.entries().get(key);
          entries.put(key, there == null ? value : merge(there, value));
        });
    given.entries().forEach(entries::putIfAbsent);
    return ConfigNode.map(given.place(), given.path(), entries);
  }
}
