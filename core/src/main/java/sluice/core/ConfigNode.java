package sluice.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A value of a config file together with where it stands, read by typed getters that refuse what is
 * not allowed.
 *
 * <p>Each stage reads its own settings record from a node: a getter for every key, then {@link
 * #finish}, which refuses the keys that no getter asked for and names the nearest one. Every error
 * is a {@link UserError} with file, line, key, value and what is allowed. Not thread-safe.
 */
public final class ConfigNode {
  private final String place;
  private final String path;
  private final @Nullable Object value;
  private final Map<String, @Nullable Object> read = new LinkedHashMap<>();
  private @Nullable ConfigNode typedView;

  private ConfigNode(String place, String path, @Nullable Object value) {
    this.place = place;
    this.path = path;
    this.value = value;
  }

  /**
   * Makes a scalar.
   *
   * @param place file and line, such as {@code config.yaml:12} or {@code --set}
   * @param path dotted path from the root, empty for the root
   * @param value a {@link String}, {@link Boolean}, {@link Long}, {@link Double} or null
   */
  public static ConfigNode scalar(String place, String path, @Nullable Object value) {
    return new ConfigNode(place, path, value);
  }

  /** Makes a map; see {@link #scalar} for place and path. */
  public static ConfigNode map(String place, String path, Map<String, ConfigNode> entries) {
    return new ConfigNode(place, path, new LinkedHashMap<>(entries));
  }

  /** Makes a list; see {@link #scalar} for place and path. */
  public static ConfigNode list(String place, String path, List<ConfigNode> elements) {
    return new ConfigNode(place, path, List.copyOf(elements));
  }

  /** Returns file and line, for messages. */
  public String place() {
    return place;
  }

  /** Returns the dotted path from the root. */
  public String path() {
    return path;
  }

  /** Says whether this is a map. */
  public boolean isMap() {
    return value instanceof Map;
  }

  /** Says whether this is a list. */
  public boolean isList() {
    return value instanceof List;
  }

  /** Says whether this is null or an empty value. */
  public boolean isNull() {
    return value == null;
  }

  /** Returns a scalar's value; null for null. */
  public @Nullable Object scalarValue() {
    if (isMap() || isList()) {
      throw error("a single value is expected");
    }
    return value;
  }

  /** Returns the entries of a map, in the order of the file; null reads as an empty map. */
  @SuppressWarnings("unchecked")
  public Map<String, ConfigNode> entries() {
    if (value == null) {
      return Map.of();
    }
    if (!isMap()) {
      throw error("a map of keys is expected");
    }
    return (Map<String, ConfigNode>) value;
  }

  /** Returns the elements of a list; a value that is no list reads as a list of one. */
  @SuppressWarnings("unchecked")
  public List<ConfigNode> elements() {
    if (value == null) {
      return List.of();
    }
    return isList() ? (List<ConfigNode>) value : List.of(this);
  }

  /** Where a record with a {@code type} is expected, a bare string means {@code {type: that}}. */
  public ConfigNode typed() {
    if (value instanceof String) {
      if (typedView == null) {
        typedView = map(place, path, Map.of("type", scalar(place, join("type"), value)));
      }
      return typedView;
    }
    return this;
  }

  /** Returns the node of a key, empty where it is absent or null; the key counts as known. */
  public Optional<ConfigNode> get(String key) {
    ConfigNode node = entries().get(key);
    if (node == null || node.isNull()) {
      read.putIfAbsent(key, null);
      return Optional.empty();
    }
    read.put(key, node);
    return Optional.of(node);
  }

  /** Returns the node of a key, where it is absent that of a YAML map of defaults. */
  public ConfigNode get(String key, String defaults) {
    return get(key)
        .orElseGet(() -> {
          ConfigNode node = YamlFile.parse(defaults, "defaults").require(key);
          read.put(key, node);
          return node;
        });
  }

  /** Returns the map of a key, an empty one where it is absent; the key counts as known. */
  public ConfigNode child(String key) {
    ConfigNode node = get(key).orElseGet(() -> map(place, join(key), Map.of()));
    if (read.get(key) == null) {
      read.put(key, node);
    }
    return read.get(key) instanceof ConfigNode again ? again : node;
  }

  /** Returns an error about the key that must be there where it is not. */
  public ConfigNode require(String key) {
    return get(key)
        .orElseThrow(() -> new UserError(place + ": " + join(key) + " is missing; it is required"));
  }

  /** Reads a number within bounds. */
  public double number(String key, double defaultValue, double min, double max) {
    Optional<ConfigNode> node = get(key);
    return node.isEmpty() ? takeDefault(key, defaultValue) : node.get().asNumber(min, max);
  }

  private double asNumber(double min, double max) {
    if (scalarValue() instanceof Number n) {
      double v = n.doubleValue();
      if (v >= min && v <= max) {
        return v;
      }
    }
    throw error("a number from " + min + " to " + max + " is expected");
  }

  /** Reads true or false. */
  public boolean flag(String key, boolean defaultValue) {
    Optional<ConfigNode> node = get(key);
    if (node.isEmpty()) {
      return takeDefault(key, defaultValue);
    }
    if (node.get().scalarValue() instanceof Boolean b) {
      return b;
    }
    throw node.get().error("true or false is expected");
  }

  /** Reads a text. */
  public String text(String key, String defaultValue) {
    return get(key).map(ConfigNode::asText).orElseGet(() -> takeDefault(key, defaultValue));
  }

  /** Returns this scalar as a text; numbers and flags as they print. */
  public String asText() {
    Object v = scalarValue();
    if (v == null || v.toString().isEmpty()) {
      throw error("a text is expected");
    }
    return v.toString();
  }

  /** Reads one of several words. */
  public String oneOf(String key, String defaultValue, Collection<String> allowed) {
    Optional<ConfigNode> node = get(key);
    return node.isEmpty() ? takeDefault(key, defaultValue) : node.get().asOneOf(allowed);
  }

  /** Returns this scalar as one of several words. */
  public String asOneOf(Collection<String> allowed) {
    String v = asText();
    if (!allowed.contains(v)) {
      throw error("one of " + String.join(", ", allowed) + " is expected" + didYouMean(v, allowed));
    }
    return v;
  }

  /** Reads a list, each element by the reader; the default where the key is absent. */
  public <T> List<T> list(String key, List<T> defaultValue, Function<ConfigNode, T> reader) {
    Optional<ConfigNode> node = get(key);
    return node.isEmpty() ? defaultValue : node.get().elements().stream().map(reader).toList();
  }

  /**
   * Binds the keys that no getter has asked for to a record, with defaults for those that are not
   * there; {@link #resolved} then has them all.
   *
   * @param type a record whose constructor checks its values, see {@link SettingError}
   * @param defaults YAML with a default for every key that may be left out; the first that has one
   * @throws UserError for an unknown key, a wrong type, a value that the constructor refuses
   */
  public <T> T bind(Class<T> type, String... defaults) {
    return bind(
        type, Arrays.stream(defaults).map(text -> YamlFile.parse(text, "defaults")).toList());
  }

  private <T> T bind(Class<T> type, List<ConfigNode> defaults) {
    Map<String, ConfigNode> rest = new LinkedHashMap<>(entries());
    rest.keySet().removeAll(read.keySet());
    ConfigNode merged = map(place, path, rest);
    for (ConfigNode absent : defaults) {
      merged = SettingsBinder.merge(merged, absent);
    }
    T bound = SettingsBinder.bind(merged, type, read.keySet());
    read.putAll(merged.entries());
    return bound;
  }

  /**
   * Binds to the record of a sealed interface that {@code type:} names, as {@link #bind} does; a
   * bare word is the type.
   *
   * @param defaults YAML with a map of defaults for each type, and under {@code type} the one that
   *     is meant where none is named
   */
  public <T> T bindType(Class<T> kind, String defaults) {
    ConfigNode types = YamlFile.parse(defaults, "defaults");
    Map<String, Class<?>> records = new LinkedHashMap<>();
    for (Class<?> record : kind.getPermittedSubclasses()) {
      records.put(typeName(record), record);
    }
    ConfigNode typed = typed();
    String word =
        types.get("type").isPresent()
            ? typed.oneOf("type", types.require("type").asText(), records.keySet())
            : typed.require("type").asOneOf(records.keySet());
    Class<?> record = Objects.requireNonNull(records.get(word));
    return kind.cast(typed.bind(record, types.get(word).stream().toList()));
  }

  /** Returns the type that a record stands for, such as {@code k-fold} for {@code KFold}. */
  public static String typeName(Class<?> record) {
    return record.getSimpleName().replaceAll("(?<=.)(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  /** Makes the error of a key of the parent that is not known there. */
  UserError unknown(Collection<String> known) {
    String key = path.substring(path.lastIndexOf('.') + 1);
    return new UserError(
        place
            + ": unknown key "
            + path
            + didYouMean(key, known)
            + "; known here: "
            + String.join(", ", known));
  }

  /** Refuses every key that no getter has asked for. */
  public void finish() {
    for (Map.Entry<String, ConfigNode> entry : entries().entrySet()) {
      if (!read.containsKey(entry.getKey())) {
        throw scalar(entry.getValue().place, join(entry.getKey()), null).unknown(read.keySet());
      }
    }
  }

  /** Makes an error about this value: place, path, value, and what is wrong. */
  public UserError error(String problem) {
    String shown =
        isMap()
            ? "a map"
            : isList() ? "a list" : value instanceof String s ? "'" + s + "'" : "" + value;
    return new UserError(
        place + ": " + (path.isEmpty() ? "the file" : path) + " is " + shown + "; " + problem);
  }

  /** Returns this tree as plain maps, lists and scalars, for printing. */
  public @Nullable Object toPlain() {
    if (isMap()) {
      Map<String, @Nullable Object> plain = new LinkedHashMap<>();
      entries().forEach((k, v) -> plain.put(k, v.toPlain()));
      return plain;
    }
    if (isList()) {
      List<@Nullable Object> plain = new ArrayList<>();
      elements().forEach(e -> plain.add(e.toPlain()));
      return plain;
    }
    return value;
  }

  /**
   * Returns this tree as it was understood, for the record of a run: the values given, and for
   * every key that a getter asked for and did not find, the default it took. Read again as a config
   * it means the same.
   */
  public @Nullable Object resolved() {
    if (typedView != null) {
      return typedView.resolved();
    }
    if (isList()) {
      List<@Nullable Object> plain = new ArrayList<>();
      elements().forEach(e -> plain.add(e.resolved()));
      return plain;
    }
    if (!isMap()) {
      return value;
    }
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    read.forEach((key, v) -> {
      Object shown = v instanceof ConfigNode node ? node.resolved() : v;
      if (shown != null) {
        plain.put(key, shown);
      }
    });
    entries().forEach((key, node) -> plain.computeIfAbsent(key, k -> node.resolved()));
    return plain;
  }

  private <T> T takeDefault(String key, T defaultValue) {
    read.put(key, defaultValue);
    return defaultValue;
  }

  private String join(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /**
   * Returns " (did you mean …?)" where one of the words is near by spelling, else the empty string.
   */
  public static String didYouMean(String word, Collection<String> words) {
    String nearest = "";
    int best = Math.max(2, word.length() / 3) + 1;
    for (String w : words) {
      int d = editDistance(word.toLowerCase(Locale.ROOT), w.toLowerCase(Locale.ROOT));
      if (d < best) {
        best = d;
        nearest = w;
      }
    }
    return nearest.isEmpty() ? "" : " (did you mean " + nearest + "?)";
  }

  /** Levenshtein's distance. */
  private static int editDistance(String a, String b) {
    int[] row = new int[b.length() + 1];
    Arrays.setAll(row, j -> j);
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int next = Math.min(Math.min(row[j], row[j - 1]) + 1, diagonal + cost);
        diagonal = row[j];
        row[j] = next;
      }
    }
    return row[b.length()];
  }
}
