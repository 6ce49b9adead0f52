package sluice.ingestion;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import sluice.core.UserError;
import sluice.core.ValueKind;
import sluice.core.store.AtomicFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@link CanonicalTables} as the text of {@code tables.json}, and back. */
final class TablesJson {
  private static final String FILE = "tables.json";
  private static final int VERSION = 1;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private TablesJson() {}

  static void write(CanonicalTables tables) {
    ObjectNode root = JSON.createObjectNode();
    root.put("version", VERSION);
    root.put("name", tables.name());
    root.put("fingerprint", tables.fingerprint());
    ObjectNode events = root.putObject("events");
    tables
        .events()
        .forEach((name, type) ->
            events.putObject(name).put("weight", type.weight()).put("negative", type.negative()));
    putColumns(root.putObject("itemColumns"), tables.itemColumns());
    putColumns(root.putObject("userColumns"), tables.userColumns());
    tables
        .values()
        .ifPresent(v ->
            root.putObject("valueIs")
                .put("type", v.kind().type().word())
                .put("scale", v.kind().scale())
                .put("declared", v.declared())
                .put("reason", v.reason()));
    ObjectNode relevant = root.putObject("relevant");
    ArrayNode relevantEvents = relevant.putArray("event");
    tables.relevance().events().forEach(relevantEvents::add);
    tables.relevance().value().ifPresent(v -> relevant.put("value", v.toString()));
    relevant.put("grade", tables.relevance().grade() == Relevance.Grade.VALUE ? "value" : "one");
    root.put("causal", tables.causal());
    putCounts(root.putObject("rows"), tables.counts().rows());
    putCounts(root.putObject("duplicates"), tables.counts().duplicates());
    putCounts(root.putObject("badRows"), tables.counts().badRows());
    ArrayNode warnings = root.putArray("warnings");
    tables.warnings().forEach(warnings::add);
    try {
      AtomicFile.write(
          tables.folder().resolve(FILE),
          temporary -> Files.writeString(temporary, JSON.writeValueAsString(root) + "\n"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + tables.folder().resolve(FILE), e);
    }
  }

  static CanonicalTables read(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      JsonNode root = JSON.readTree(Files.readString(file));
      if (root.path("version").asInt(0) != VERSION) {
        throw broken(file, "is of another version of Sluice");
      }
      JsonNode relevant = root.required("relevant");
      return new CanonicalTables(
          folder,
          root.required("name").stringValue(),
          root.required("fingerprint").stringValue(),
          map(
              root.required("events"),
              e ->
                  new EventType(
                      e.required("weight").doubleValue(), e.required("negative").booleanValue())),
          map(root.required("itemColumns"), c -> ColumnType.of(c.stringValue())),
          map(root.required("userColumns"), c -> ColumnType.of(c.stringValue())),
          Optional.ofNullable(root.get("valueIs")).map(TablesJson::values),
          new Relevance(
              strings(relevant.required("event")),
              Optional.ofNullable(relevant.get("value"))
                  .flatMap(v -> Relevance.Comparison.parse(v.stringValue())),
              relevant.required("grade").stringValue().equals("value")
                  ? Relevance.Grade.VALUE
                  : Relevance.Grade.ONE),
          root.required("causal").booleanValue(),
          new CanonicalTables.Counts(
              map(root.required("rows"), JsonNode::longValue),
              map(root.required("duplicates"), JsonNode::longValue),
              map(root.required("badRows"), JsonNode::longValue)),
          strings(root.required("warnings")));
    } catch (NoSuchFileException e) {
      throw new UserError(
          folder + " holds no " + FILE + "; ingest the dataset into it first (sluice ingest)", e);
    } catch (IOException | JacksonException | IllegalArgumentException e) {
      throw new UserError(broken(file, "cannot be read").getMessage(), e);
    }
  }

  private static ValueDecision values(JsonNode node) {
    return new ValueDecision(
        new ValueKind(
            ValueKind.Type.of(node.required("type").stringValue()),
            node.required("scale").doubleValue()),
        node.required("declared").booleanValue(),
        node.required("reason").stringValue());
  }

  private static UserError broken(Path file, String how) {
    return new UserError(file + " " + how + "; ingest the dataset again (sluice ingest)");
  }

  private static void putColumns(ObjectNode node, Map<String, ColumnType> columns) {
    columns.forEach((name, type) -> node.put(name, type.word()));
  }

  private static void putCounts(ObjectNode node, Map<String, Long> counts) {
    counts.forEach(node::put);
  }

  private static <V> Map<String, V> map(JsonNode node, Function<JsonNode, V> reader) {
    Map<String, V> map = new LinkedHashMap<>();
    node.properties().forEach(e -> map.put(e.getKey(), reader.apply(e.getValue())));
    return map;
  }

  private static List<String> strings(JsonNode node) {
    List<String> list = new ArrayList<>();
    node.forEach(e -> list.add(e.stringValue()));
    return list;
  }
}
