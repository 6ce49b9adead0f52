package sluice.ingestion.dataset;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sluice.core.ConfigNode;
import sluice.core.UserError;
import sluice.ingestion.CanonicalTables;
import sluice.ingestion.ColumnType;
import sluice.ingestion.EventType;
import sluice.ingestion.Relevance;
import sluice.ingestion.config.YamlFile;
import sluice.ingestion.dataset.Field.Kind;

/** Reads a {@code dataset.yaml} into a {@link DatasetSpec}. */
final class DatasetYaml {
  private static final List<String> FORMATS = List.of("csv", "tsv", "jsonl", "parquet");

  private final Path file;
  private final Path folder;

  DatasetYaml(Path file) {
    this.file = file;
    Path parent = file.toAbsolutePath().getParent();
    this.folder = parent == null ? file.toAbsolutePath() : parent;
  }

  DatasetSpec read() {
    ConfigNode root = YamlFile.read(file);
    String name = root.text("name", String.valueOf(folder.getFileName()));
    ConfigNode interactions = root.require("interactions");
    Map<String, EventType> events = new LinkedHashMap<>();
    List<TableSpec> tables = new ArrayList<>();
    TableSpec declared = interactions(interactions, events);
    tables.add(declared);
    boolean causal = false;
    Optional<ConfigNode> test = root.get("test");
    if (test.isPresent()) {
      tables.add(test(test.get(), declared));
      causal = test.get().flag("causal", false);
      test.get().finish();
    }
    root.get("impressions").ifPresent(n -> tables.add(impressions(n)));
    root.get("requests").ifPresent(n -> tables.add(requests(n)));
    root.get("items").ifPresent(n -> tables.add(items(n)));
    root.get("users").ifPresent(n -> tables.add(users(n)));
    root.get("tags").ifPresent(n -> tables.add(tags(n)));
    root.get("edges").ifPresent(n -> tables.add(edges(n)));
    root.get("embeddings").ifPresent(n -> tables.add(embeddings(n)));
    DatasetSpec.RelevantRule relevant =
        root.get("relevant")
            .map(n -> relevant(n, declared, events))
            .orElse(DatasetSpec.RelevantRule.EVERY);
    root.finish();
    return new DatasetSpec(name, tables, events, relevant, causal);
  }

  private TableSpec interactions(ConfigNode node, Map<String, EventType> events) {
    Source source = source(node);
    List<Field> fields =
        fields(
            node.require("columns"),
            Field.of("user", "", Kind.ID, true),
            Field.of("item", "", Kind.ID, true),
            Field.of("timestamp", "", Kind.PAST_TIME, false),
            Field.of("value", "", Kind.NUMBER, false),
            Field.of("event", "", Kind.EVENT, false),
            Field.of("session", "", Kind.TEXT, false));
    Optional<ConfigNode> declaredEvents = node.get("events");
    if (declaredEvents.isPresent()) {
      if (fields.stream().noneMatch(f -> f.name().equals("event"))) {
        throw declaredEvents
            .get()
            .error(
                "event types need the column that holds them; add event to interactions.columns");
      }
      declaredEvents.get().entries().forEach((name, e) -> events.put(name, event(e)));
      if (events.isEmpty()) {
        throw declaredEvents.get().error("at least one event type is expected");
      }
    }
    node.finish();
    return new TableSpec("interactions", source, mustHave(fields), Map.of());
  }

  /**
   * A declared timestamp or event of an interaction must stand in every row: their order and worth
   * hang on it.
   */
  private static List<Field> mustHave(List<Field> fields) {
    return fields.stream()
        .map(f ->
            f.name().equals("timestamp") || f.name().equals("event")
                ? Field.of(f.name(), f.column(), f.kind(), true)
                : f)
        .toList();
  }

  private static EventType event(ConfigNode node) {
    if (!node.isMap()) {
      return new EventType(positive(node), false);
    }
    double weight = node.get("weight").map(DatasetYaml::positive).orElse(1.0);
    boolean negative = node.flag("negative", false);
    node.finish();
    return new EventType(weight, negative);
  }

  private static double positive(ConfigNode node) {
    return node.asNumber(Double.MIN_VALUE, 1e9);
  }

  private TableSpec test(ConfigNode node, TableSpec interactions) {
    Source source = source(node, interactions.source());
    return new TableSpec("test", source, interactions.fields(), Map.of());
  }

  private TableSpec impressions(ConfigNode node) {
    Source source = source(node);
    List<Field> fields =
        fields(
            node.require("columns"),
            Field.of("request", "", Kind.ID, true),
            Field.of("user", "", Kind.TEXT, false),
            Field.of("item", "", Kind.ID, true),
            Field.of("timestamp", "", Kind.PAST_TIME, false),
            Field.of("position", "", Kind.POSITION, false),
            Field.of("propensity", "", Kind.PROPENSITY, false),
            Field.of("policy", "", Kind.TEXT, false));
    node.finish();
    return new TableSpec("impressions", source, fields, Map.of());
  }

  private TableSpec requests(ConfigNode node) {
    Source source = source(node);
    ConfigNode columns = node.require("columns");
    List<Field> fields = new ArrayList<>();
    for (Field known :
        List.of(
            Field.of("request", "", Kind.ID, true),
            Field.of("user", "", Kind.TEXT, false),
            Field.of("timestamp", "", Kind.PAST_TIME, true))) {
      field(columns, known).ifPresent(fields::add);
    }
    for (String name : columns.entries().keySet()) {
      if (fields.stream().noneMatch(f -> f.name().equals(name))) {
        fields.add(Field.of(name, columns.require(name).asText(), Kind.TEXT, false));
      }
    }
    node.finish();
    return new TableSpec("requests", source, fields, Map.of());
  }

  private TableSpec items(ConfigNode node) {
    Source source = source(node);
    List<Field> fields = new ArrayList<>();
    fields.add(Field.of("item", node.require("key").asText(), Kind.ID, true));
    node.get("availableFrom")
        .ifPresent(n -> fields.add(Field.of("available_from", n.asText(), Kind.TIME, false)));
    node.get("availableUntil")
        .ifPresent(n -> fields.add(Field.of("available_until", n.asText(), Kind.TIME, false)));
    return entity("items", node, source, fields);
  }

  private TableSpec users(ConfigNode node) {
    Source source = source(node);
    List<Field> fields = new ArrayList<>();
    fields.add(Field.of("user", node.require("key").asText(), Kind.ID, true));
    return entity("users", node, source, fields);
  }

  private static TableSpec entity(
      String table, ConfigNode node, Source source, List<Field> fields) {
    node.get("asOf")
        .ifPresent(n -> fields.add(Field.of("as_of", n.asText(), Kind.PAST_TIME, false)));
    Map<String, ColumnType> attributes = new LinkedHashMap<>();
    List<String> taken = List.of("item", "user", "available_from", "available_until", "as_of");
    node.child("columns")
        .entries()
        .forEach((name, n) -> {
          if (taken.contains(name.toLowerCase(java.util.Locale.ROOT))) {
            throw new UserError(
                n.place()
                    + ": an attribute cannot be named "
                    + name
                    + "; write a name of your own and `column: "
                    + name
                    + "`");
          }
          if (attributes.keySet().stream().anyMatch(a -> a.equalsIgnoreCase(name))) {
            throw new UserError(
                n.place() + ": an attribute named " + name + " (in any case) stands twice");
          }
          fields.add(AttributeYaml.read(name, n, attributes));
        });
    node.finish();
    return new TableSpec(table, source, fields, attributes);
  }

  private TableSpec tags(ConfigNode node) {
    Source source = source(node);
    List<Field> fields =
        fields(
            node.require("columns"),
            Field.of("user", "", Kind.TEXT, false),
            Field.of("item", "", Kind.ID, true),
            Field.of("tag", "", Kind.TAG, true),
            Field.of("timestamp", "", Kind.PAST_TIME, false));
    node.finish();
    return new TableSpec("tags", source, fields, Map.of());
  }

  private TableSpec edges(ConfigNode node) {
    Source source = source(node);
    ConfigNode columns = node.require("columns");
    List<Field> fields = new ArrayList<>();
    fields.add(Field.of("from_user", columns.require("from").asText(), Kind.ID, true));
    fields.add(Field.of("to_user", columns.require("to").asText(), Kind.ID, true));
    columns
        .get("timestamp")
        .ifPresent(n -> fields.add(Field.of("timestamp", n.asText(), Kind.PAST_TIME, false)));
    columns.finish();
    node.finish();
    return new TableSpec("edges", source, fields, Map.of());
  }

  private TableSpec embeddings(ConfigNode node) {
    ConfigNode items = node.require("items");
    Source source = source(items);
    List<Field> fields =
        List.of(
            Field.of("item", items.require("key").asText(), Kind.ID, true),
            Field.of("vector", items.require("column").asText(), Kind.VECTOR, true));
    items.finish();
    node.finish();
    return new TableSpec("item_embeddings", source, fields, Map.of());
  }

  private static List<Field> fields(ConfigNode columns, Field... known) {
    List<Field> fields = new ArrayList<>();
    for (Field f : known) {
      field(columns, f).ifPresent(fields::add);
    }
    columns.finish();
    return fields;
  }

  private static Optional<Field> field(ConfigNode columns, Field known) {
    Optional<ConfigNode> node =
        known.required() ? Optional.of(columns.require(known.name())) : columns.get(known.name());
    return node.map(n -> Field.of(known.name(), n.asText(), known.kind(), known.required()));
  }

  private Source source(ConfigNode node) {
    return source(node, new Source.Files("", folder, "", Optional.empty(), Source.Dialect.DEFAULT));
  }

  /** Reads a source; how a file is written defaults to what another says. */
  private Source source(ConfigNode node, Source like) {
    Optional<ConfigNode> path = node.get("path");
    Optional<ConfigNode> jdbc = node.get("jdbc");
    if (path.isPresent() == jdbc.isPresent()) {
      throw new UserError(
          node.place()
              + ": "
              + node.path()
              + " needs either path (files) or jdbc and query (a database)");
    }
    if (jdbc.isPresent()) {
      String url = jdbc.get().asText();
      if (!url.startsWith("jdbc:")) {
        throw jdbc.get().error("a JDBC URL is expected, such as jdbc:postgresql://host/name");
      }
      return new Source.Query(node.place(), url, node.require("query").asText());
    }
    ConfigNode file = path.orElseThrow();
    boolean alike = like instanceof Source.Files;
    Source.Dialect d = like instanceof Source.Files f ? f.dialect() : Source.Dialect.DEFAULT;
    Optional<Source.Format> format = like instanceof Source.Files f ? f.format() : Optional.empty();
    Optional<String> separator = alike ? d.separator() : Optional.empty();
    String word = node.oneOf("format", "", FORMATS);
    if (!word.isEmpty()) {
      format =
          Optional.of(
              word.equals("tsv")
                  ? Source.Format.CSV
                  : Source.Format.valueOf(word.toUpperCase(java.util.Locale.ROOT)));
      separator = word.equals("tsv") ? Optional.of("\t") : separator;
    }
    Optional<ConfigNode> own = node.get("separator");
    if (own.isPresent()) {
      separator = Optional.of(separator(own.get()));
    }
    String quote = node.get("quote").map(DatasetYaml::quote).orElse(d.quote());
    return new Source.Files(
        file.place(),
        folder,
        file.asText(),
        format,
        new Source.Dialect(
            separator,
            node.flag("header", d.header()),
            quote,
            node.oneOf("encoding", d.encoding(), Source.Dialect.ENCODINGS)));
  }

  private static String separator(ConfigNode node) {
    String text = node.asText();
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > 4 || text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0 || text.contains("\"")) {
      throw node.error("a separator of 1 to 4 bytes is expected, without quotes and line ends");
    }
    return text;
  }

  private static String quote(ConfigNode node) {
    Object value = node.scalarValue();
    String text = value == null ? "" : value.toString();
    if (text.length() > 1 || !text.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw node.error(
          "one character, or '' for files where quotes are plain characters, is expected");
    }
    return text;
  }

  private static DatasetSpec.RelevantRule relevant(
      ConfigNode node, TableSpec interactions, Map<String, EventType> events) {
    List<String> named =
        node.list(
            "event",
            List.of(),
            n -> {
              String name = n.asText();
              boolean undeclared = !events.isEmpty() && !events.containsKey(name);
              boolean none =
                  !interactions.has("event") && !name.equals(CanonicalTables.DEFAULT_EVENT);
              if (undeclared || none) {
                throw n.error(
                    none
                        ? "the interactions have no column event"
                        : "one of "
                            + String.join(", ", events.keySet())
                            + " is expected"
                            + ConfigNode.didYouMean(name, events.keySet()));
              }
              return name;
            });
    Optional<Relevance.Comparison> value =
        node.get("value")
            .map(n ->
                Relevance.Comparison.parse(n.asText())
                    .orElseThrow(() -> n.error("a condition such as \">= 4\" is expected")));
    Relevance.Grade grade =
        node.oneOf("grade", "one", List.of("one", "value")).equals("value")
            ? Relevance.Grade.VALUE
            : Relevance.Grade.ONE;
    boolean needsValue = value.isPresent() || grade == Relevance.Grade.VALUE;
    if (needsValue && !interactions.has("value")) {
      throw new UserError(
          node.place() + ": relevant speaks of the value; add value to interactions.columns");
    }
    node.finish();
    return new DatasetSpec.RelevantRule(node.place(), named, value, grade);
  }
}
