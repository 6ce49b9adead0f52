package sluice.pipeline.serve;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Checks values against those parts of JSON Schema that the server's OpenAPI document uses. A
 * keyword that is not one of these is an error: nothing in the document goes unchecked.
 */
final class SchemaCheck {
  private static final Set<String> WORDS_ONLY =
      Set.of("description", "default", "examples", "example");

  private final JsonNode document;
  private final boolean closed;

  /**
   * Makes a check.
   *
   * @param document that references point into
   * @param closed whether an object may have no keys but those that its schema names, even where
   *     the schema does not say so: an answer is written down in full
   */
  SchemaCheck(JsonNode document, boolean closed) {
    this.document = document;
    this.closed = closed;
  }

  /** Follows a reference. */
  static JsonNode resolve(JsonNode document, JsonNode schema) {
    JsonNode node = schema;
    while (node.has("$ref")) {
      node = document.at(node.get("$ref").asString().substring(1));
      if (node.isMissingNode()) {
        throw new AssertionError("nothing is at " + schema.get("$ref"));
      }
    }
    return node;
  }

  /** Returns what is wrong with a value, nothing where all is right. */
  List<String> errors(JsonNode schema, JsonNode value) {
    List<String> errors = new ArrayList<>();
    check(schema, value, "", errors);
    return errors;
  }

  private void check(JsonNode schema, JsonNode value, String at, List<String> errors) {
    for (Map.Entry<String, JsonNode> rule : schema.properties()) {
      if (!WORDS_ONLY.contains(rule.getKey()) && !holds(rule, schema, value, at, errors)) {
        errors.add(at + " is not of " + rule.getKey() + " " + rule.getValue());
      }
    }
    if (closed
        && value.isObject()
        && schema.has("properties")
        && !schema.path("additionalProperties").isObject()) {
      for (String key : value.propertyNames()) {
        if (!schema.get("properties").has(key)) {
          errors.add(at + "." + key + " is not in the document");
        }
      }
    }
  }

  private boolean holds(
      Map.Entry<String, JsonNode> rule,
      JsonNode schema,
      JsonNode value,
      String at,
      List<String> errors) {
    JsonNode bound = rule.getValue();
    return switch (rule.getKey()) {
      case "$ref" -> {
        check(resolve(document, schema), value, at, errors);
        yield true;
      }
      case "type" ->
          bound.isArray()
              ? bound.valueStream().anyMatch(t -> isA(t.asString(), value))
              : isA(bound.asString(), value);
      case "oneOf" -> bound.valueStream().filter(s -> errors(s, value).isEmpty()).count() == 1;
      case "enum" -> bound.valueStream().anyMatch(value::equals);
      case "const" -> bound.equals(value);
      case "required" ->
          !value.isObject() || bound.valueStream().allMatch(key -> value.has(key.asString()));
      case "properties" -> {
        for (Map.Entry<String, JsonNode> property : bound.properties()) {
          if (value.has(property.getKey())) {
            check(
                property.getValue(),
                value.get(property.getKey()),
                at + "." + property.getKey(),
                errors);
          }
        }
        yield true;
      }
      case "additionalProperties" -> additional(schema, bound, value, at, errors);
      case "propertyNames" -> {
        if (value.isObject()) {
          for (String name : value.propertyNames()) {
            check(
                bound, tools.jackson.databind.node.StringNode.valueOf(name), at + " name", errors);
          }
        }
        yield true;
      }
      case "items" -> {
        for (int i = 0; value.isArray() && i < value.size(); i++) {
          check(bound, value.get(i), at + "[" + i + "]", errors);
        }
        yield true;
      }
      case "minItems" -> !value.isArray() || value.size() >= bound.intValue();
      case "maxItems" -> !value.isArray() || value.size() <= bound.intValue();
      case "minimum" -> !value.isNumber() || compare(value, bound) >= 0;
      case "maximum" -> !value.isNumber() || compare(value, bound) <= 0;
      case "minLength" -> !value.isString() || length(value) >= bound.intValue();
      case "maxLength" -> !value.isString() || length(value) <= bound.intValue();
      case "pattern" ->
          !value.isString()
              || Pattern.compile(bound.asString(), Pattern.UNICODE_CHARACTER_CLASS)
                  .matcher(value.asString())
                  .find();
      case "format" -> !value.isString() || isDateTime(bound.asString(), value.asString());
      default -> throw new AssertionError("no check is written for " + rule.getKey());
    };
  }

  private boolean additional(
      JsonNode schema, JsonNode rule, JsonNode value, String at, List<String> errors) {
    Set<String> others = new HashSet<>(value.isObject() ? value.propertyNames() : Set.of());
    others.removeIf(schema.path("properties")::has);
    if (rule.isBoolean()) {
      return rule.booleanValue() || others.isEmpty();
    }
    others.forEach(key -> check(rule, value.get(key), at + "." + key, errors));
    return true;
  }

  private static boolean isA(String type, JsonNode value) {
    return switch (type) {
      case "null" -> value.isNull();
      case "boolean" -> value.isBoolean();
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isString();
      case "number" -> value.isNumber();
      case "integer" -> value.isNumber() && isWhole(value);
      default -> throw new AssertionError(type);
    };
  }

  private static boolean isWhole(JsonNode value) {
    return value.isIntegralNumber()
        || (Double.isFinite(value.doubleValue())
            && value.doubleValue() == Math.rint(value.doubleValue()));
  }

  /** Numbers too large for a double are infinite, which is all that the bounds ask. */
  private static int compare(JsonNode value, JsonNode bound) {
    if (value.isFloatingPointNumber() && !Double.isFinite(value.doubleValue())) {
      return value.doubleValue() > 0 ? 1 : -1;
    }
    return decimal(value).compareTo(decimal(bound));
  }

  private static BigDecimal decimal(JsonNode number) {
    return number.decimalValue();
  }

  private static int length(JsonNode text) {
    return text.asString().codePointCount(0, text.asString().length());
  }

  private static boolean isDateTime(String format, String text) {
    if (!format.equals("date-time")) {
      throw new AssertionError("no check is written for " + format);
    }
    try {
      OffsetDateTime.parse(text);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
