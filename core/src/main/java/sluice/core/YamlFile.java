package sluice.core;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Reads YAML into {@link ConfigNode}s, each value with its file and line.
 *
 * <p>YAML 1.2 with its core schema: {@code yes}, {@code on} and dates are plain text. Whole numbers
 * become {@link Long}, other numbers {@link Double}. Keys are texts. An empty file reads as an
 * empty map. Every fault (syntax, a tab, a key that stands twice, a second document, text that is
 * not UTF-8) is a {@link UserError} with file and line. Stateless.
 */
public final class YamlFile {
  private final String source;
  private final boolean withLines;
  private final Set<Node> open = new HashSet<>();

  private YamlFile(String source, boolean withLines) {
    this.source = source;
    this.withLines = withLines;
  }

  /** Reads a file; its name as given stands in every message. */
  public static ConfigNode read(Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new UserError(file + " does not exist", e);
    } catch (IOException e) {
      String what = Files.isDirectory(file) ? "is a folder; a file is expected" : "cannot be read";
      throw new UserError(file + " " + what, e);
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return parse(text, file.toString());
    } catch (CharacterCodingException e) {
      int line = firstBadLine(bytes);
      throw new UserError(
          file + ":" + line + ": the text is not UTF-8; save the file in that encoding", e);
    }
  }

  /**
   * Reads a text that is a whole file.
   *
   * @param source what stands before the line in messages, as a rule a file's name
   */
  public static ConfigNode parse(String text, String source) {
    return new YamlFile(source, true).document(text, "");
  }

  /**
   * Returns the text of a resource, such as a record's defaults.
   *
   * @param beside a class that the name counts from
   */
  public static String resource(Class<?> beside, String name) {
    try (InputStream in = Objects.requireNonNull(beside.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a text that is one value, as in {@code --set path=text}; an empty text is null.
   *
   * @param place where it stands, such as {@code --set}; messages carry no line
   * @param path the dotted path that the value is meant for
   */
  public static ConfigNode parseValue(String text, String place, String path) {
    return new YamlFile(place, false).document(text, path);
  }

  private ConfigNode document(String text, String path) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(source)
            .setSchema(new CoreSchema())
            .setUseMarks(true)
            .setAllowDuplicateKeys(true)
            .setAllowNonScalarKeys(true)
            .setMaxAliasesForCollections(50)
            .build();
    try {
      String marked = text.startsWith("\uFEFF") ? text.substring(1) : text;
      Optional<Node> root = new Compose(settings).composeString(marked);
      if (root.isEmpty()) {
        return withLines
            ? ConfigNode.map(place(1), path, Map.of())
            : ConfigNode.scalar(source, path, null);
      }
      ConfigNode node = node(root.get(), path);
      if (withLines && node.isNull()) {
        return ConfigNode.map(node.place(), path, Map.of());
      }
      return node;
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().or(e::getContextMark).map(m -> m.getLine() + 1).orElse(1);
      throw new UserError(place(line) + ": " + explain(text, line, e.getProblem()), e);
    } catch (YamlEngineException e) {
      throw new UserError(source + ": this is not YAML: " + e.getMessage(), e);
    }
  }

  private String explain(String text, int line, String problem) {
    String shown = text.lines().skip(line - 1L).findFirst().orElse("");
    if (shown.matches(" *\\t.*")) {
      return "the line is indented by a tab; YAML is indented by spaces";
    }
    if (problem.contains("found another document")) {
      return "a second document begins here; a file holds one";
    }
    return "this is not YAML: " + problem;
  }

  private ConfigNode node(Node node, String path) {
    String place = place(line(node));
    return switch (node) {
      case ScalarNode s -> ConfigNode.scalar(place, path, value(s, place, path));
      case SequenceNode s -> {
        enter(node, place);
        List<ConfigNode> elements = new ArrayList<>();
        for (Node element : s.getValue()) {
          elements.add(node(element, path + "[" + elements.size() + "]"));
        }
        open.remove(node);
        yield ConfigNode.list(place, path, elements);
      }
      case MappingNode m -> {
        enter(node, place);
        Map<String, ConfigNode> entries = new LinkedHashMap<>();
        Map<String, String> places = new LinkedHashMap<>();
        for (NodeTuple tuple : m.getValue()) {
          String keyPlace = place(line(tuple.getKeyNode()));
          if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
            throw new UserError(keyPlace + ": a key must be a text");
          }
          String name = key.getValue();
          String earlier = places.putIfAbsent(name, keyPlace);
          if (earlier != null) {
            throw new UserError(
                keyPlace + ": key " + name + " stands twice, first at " + earlier + "; keep one");
          }
          entries.put(name, node(tuple.getValueNode(), path.isEmpty() ? name : path + "." + name));
        }
        open.remove(node);
        yield ConfigNode.map(place, path, entries);
      }
      default -> throw new UserError(place + ": this kind of YAML value is not used here");
    };
  }

  private void enter(Node node, String place) {
    if (!open.add(node)) {
      throw new UserError(place + ": an alias holds itself");
    }
  }

  private static @Nullable Object value(ScalarNode node, String place, String path) {
    Tag tag = node.getTag();
    String text = node.getValue();
    if (tag.equals(Tag.NULL)) {
      return null;
    }
    if (tag.equals(Tag.BOOL)) {
      return Boolean.valueOf(text);
    }
    if (tag.equals(Tag.INT)) {
      return wholeNumber(text, place, path);
    }
    if (tag.equals(Tag.FLOAT)) {
      String lower = text.toLowerCase(java.util.Locale.ROOT);
      if (lower.endsWith(".inf")) {
        return lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
      }
      return lower.endsWith(".nan") ? Double.NaN : Double.valueOf(text);
    }
    return text;
  }

  private static Long wholeNumber(String text, String place, String path) {
    try {
      if (text.startsWith("0x")) {
        return Long.parseLong(text.substring(2), 16);
      }
      return text.startsWith("0o") ? Long.parseLong(text.substring(2), 8) : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new UserError(
          place + ": " + path + " is " + text + "; whole numbers go from -2^63 to 2^63 - 1", e);
    }
  }

  private String place(int line) {
    return withLines ? source + ":" + line : source;
  }

  private static int line(Node node) {
    return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
  }

  private static int firstBadLine(byte[] bytes) {
    int line = 1;
    int start = 0;
    for (int i = 0; i <= bytes.length; i++) {
      if (i == bytes.length || bytes[i] == '\n') {
        try {
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, i - start));
        } catch (CharacterCodingException e) {
          return line;
        }
        line++;
        start = i + 1;
      }
    }
    return line;
  }
}
