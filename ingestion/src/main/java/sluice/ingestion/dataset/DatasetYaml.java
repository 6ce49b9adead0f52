package sluice.ingestion.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sluice.core.ConfigNode;
import sluice.core.UserError;
import sluice.core.YamlFile;
import sluice.ingestion.CanonicalTables;
import sluice.ingestion.ColumnType;
import sluice.ingestion.EmbeddingTables;
import sluice.ingestion.EventType;
import sluice.ingestion.Relevance;
import sluice.ingestion.dataset.Field.Kind;

/** Reads a {@code dataset.yaml} into a {@link DatasetSpec}. */
final class DatasetYaml {
  private final Path file;
  private final Path folder;
  private final SourceYaml sources;

  DatasetYaml(Path file) {
    this.file = file;
    Path parent = file.toAbsolutePath().getParent();
    this.folder = parent == null ? file.toAbsolutePath() : parent;
    this.sources = new SourceYaml(folder);
  }

  record Test(boolean causal) {}

  record Relevant(List<String> event, Optional<String> value, Relevance.Grade grade) {}

  DatasetSpec read() {
    ConfigNode root = YamlFile.read(file);
    String name =
        root.get("name").map(ConfigNode::asText).orElse(String.valueOf(folder.getFileName()));
    InteractionsYaml interactions = InteractionsYaml.read(root.require("interactions"), sources);
    TableSpec declared = interactions.table();
    List<TableSpec> tables = new ArrayList<>(List.of(declared));
    boolean causal = false;
    Optional<ConfigNode> test = root.get("test");
    if (test.isPresent()) {
      tables.add(test(test.get(), declared));
      causal = test.get().bind(Test.class, "causal: false").causal;
    }
    root.get("impressions").ifPresent(n -> tables.add(impressions(n)));
    root.get("requests").ifPresent(n -> tables.add(requests(n)));
    root.get("items").ifPresent(n -> tables.add(items(n)));
    root.get("users").ifPresent(n -> tables.add(users(n)));
    root.get("tags").ifPresent(n -> tables.add(tags(n)));
    root.get("edges").ifPresent(n -> tables.add(edges(n)));
    root.get("embeddings").ifPresent(n -> tables.addAll(embeddings(n)));
    DatasetSpec.RelevantRule relevant =
        root.get("relevant")
            .map(n -> relevant(n, declared, interactions.events()))
            .orElse(DatasetSpec.RelevantRule.EVERY);
    Optional<List<String>> missing =
        root.get("missing").map(n -> n.elements().stream().map(ConfigNode::asText).toList());
    root.finish();
    List<TableSpec> read = tables.stream().map(t -> missing(t, missing)).toList();
    return new DatasetSpec(
        name,
        read,
        interactions.events(),
        interactions.valueKind(),
        relevant,
        causal,
        interactions.notes());
  }

  /**
   * Tells each column which texts stand for no value: those declared; where none are, an id is
   * still none of those that exports write for NULL.
   */
  private static TableSpec missing(TableSpec table, Optional<List<String>> declared) {
    List<Field> fields =
        table.fields().stream()
            .map(f -> f.missingToo(declared.orElse(isId(f) ? Field.Writing.NO_ID : List.of())))
            .toList();
    return new TableSpec(table.table(), table.source(), fields, table.attributes());
  }

  private static boolean isId(Field field) {
    return field.kind() == Kind.ID || field.kind() == Kind.EVENT;
  }

  private TableSpec test(ConfigNode node, TableSpec interactions) {
    Source source = sources.read(node, interactions.source());
    return new TableSpec("test", source, interactions.fields(), Map.of());
  }

  private TableSpec impressions(ConfigNode node) {
    Source source = sources.read(node);
    List<Field> fields =
        fields(
            node.require("columns"),
            Field.of("request", "", Kind.ID, true),
            Field.of("user", "", Kind.ID, false),
            Field.of("item", "", Kind.ID, true),
            Field.of("timestamp", "", Kind.PAST_TIME, false),
            Field.of("position", "", Kind.POSITION, false),
            Field.of("propensity", "", Kind.PROPENSITY, false),
            Field.of("policy", "", Kind.TEXT, false));
    node.finish();
    return new TableSpec("impressions", source, fields, Map.of());
  }

  private TableSpec requests(ConfigNode node) {
    Source source = sources.read(node);
    ConfigNode columns = node.require("columns");
    List<Field> fields = new ArrayList<>();
    for (Field known :
        List.of(
            Field.of("request", "", Kind.ID, true),
            Field.of("user", "", Kind.ID, false),
            Field.of("timestamp", "", Kind.PAST_TIME, true))) {
      field(columns, known).ifPresent(fields::add);
    }
    for (String name : columns.entries().keySet()) {
      if (fields.stream().noneMatch(f -> f.name().equals(name))) {
        if (fields.stream().anyMatch(f -> f.name().equalsIgnoreCase(name))) {
          throw columns
              .require(name)
              .error("a column named " + name + " (in any case) stands twice; choose another name");
        }
        fields.add(Field.of(name, columns.require(name).asText(), Kind.TEXT, false));
      }
    }
    node.finish();
    return new TableSpec("requests", source, fields, Map.of());
  }

  private TableSpec items(ConfigNode node) {
    Source source = sources.read(node);
    List<Field> fields = new ArrayList<>();
    fields.add(Field.of("item", node.require("key").asText(), Kind.ID, true));
    node.get("availableFrom")
        .ifPresent(n -> fields.add(TimeColumnYaml.read(n, "available_from", Kind.TIME, false)));
    node.get("availableUntil")
        .ifPresent(n -> fields.add(TimeColumnYaml.read(n, "available_until", Kind.TIME, false)));
    return entity("items", node, source, fields);
  }

  private TableSpec users(ConfigNode node) {
    Source source = sources.read(node);
    List<Field> fields = new ArrayList<>();
    fields.add(Field.of("user", node.require("key").asText(), Kind.ID, true));
    return entity("users", node, source, fields);
  }

  private static TableSpec entity(
      String table, ConfigNode node, Source source, List<Field> fields) {
    node.get("asOf")
        .ifPresent(n -> fields.add(TimeColumnYaml.read(n, "as_of", Kind.PAST_TIME, false)));
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
    Source source = sources.read(node);
    List<Field> fields =
        fields(
            node.require("columns"),
            Field.of("user", "", Kind.ID, false),
            Field.of("item", "", Kind.ID, true),
            Field.of("tag", "", Kind.TAG, true),
            Field.of("timestamp", "", Kind.PAST_TIME, false));
    node.finish();
    return new TableSpec("tags", source, fields, Map.of());
  }

  private TableSpec edges(ConfigNode node) {
    Source source = sources.read(node);
    ConfigNode columns = node.require("columns");
    List<Field> fields = new ArrayList<>();
    fields.add(Field.of("from_user", columns.require("from").asText(), Kind.ID, true));
    fields.add(Field.of("to_user", columns.require("to").asText(), Kind.ID, true));
    columns
        .get("timestamp")
        .ifPresent(n -> fields.add(TimeColumnYaml.read(n, "timestamp", Kind.PAST_TIME, false)));
    columns.finish();
    node.finish();
    return new TableSpec("edges", source, fields, Map.of());
  }

  /** Reads the vectors of one embedding, or a map of embeddings by name. */
  private List<TableSpec> embeddings(ConfigNode node) {
    if (node.get("items").isPresent()) {
      return embedding(EmbeddingTables.GIVEN, node);
    }
    List<TableSpec> all = new ArrayList<>();
    for (String name : node.entries().keySet()) {
      if (!name.matches("[a-z][a-z0-9_]*")) {
        throw node.require(name)
            .error(
                "is no name of an embedding: lower-case letters, digits and underscores are"
                    + " expected");
      }
      all.addAll(embedding(name, node.require(name)));
    }
    node.finish();
    return all;
  }

  private List<TableSpec> embedding(String name, ConfigNode node) {
    List<TableSpec> tables = new ArrayList<>();
    tables.add(vectors(EmbeddingTables.items(name), "item", node.require("items")));
    node.get("users")
        .ifPresent(users -> tables.add(vectors(EmbeddingTables.users(name), "user", users)));
    node.finish();
    return tables;
  }

  private TableSpec vectors(String table, String key, ConfigNode node) {
    Source source = sources.read(node);
    List<Field> fields =
        List.of(
            Field.of(key, node.require("key").asText(), Kind.ID, true),
            Field.of("vector", node.require("column").asText(), Kind.VECTOR, true));
    node.finish();
    return new TableSpec(table, source, fields, Map.of());
  }

  static List<Field> fields(ConfigNode columns, Field... known) {
    List<Field> fields = new ArrayList<>();
    for (Field f : known) {
      field(columns, f).ifPresent(fields::add);
    }
    columns.finish();
    return fields;
  }

  static Optional<Field> field(ConfigNode columns, Field known) {
    Optional<ConfigNode> node =
        known.required() ? Optional.of(columns.require(known.name())) : columns.get(known.name());
    return node.map(n -> TimeColumnYaml.read(n, known.name(), known.kind(), known.required()));
  }

  private static DatasetSpec.RelevantRule relevant(
      ConfigNode node, TableSpec interactions, Map<String, EventType> events) {
    @Nullable ConfigNode named = node.entries().get("event");
    for (ConfigNode event : named == null ? List.<ConfigNode>of() : named.elements()) {
      String name = event.asText();
      boolean none = !interactions.has("event") && !name.equals(CanonicalTables.DEFAULT_EVENT);
      if (none) {
        throw event.error("the interactions have no column event");
      }
      if (!events.isEmpty()) {
        event.asOneOf(events.keySet());
      }
    }
    Relevant relevant = node.bind(Relevant.class, "{event: [], grade: one}");
    Optional<Relevance.Comparison> value =
        relevant.value.map(text ->
            Relevance.Comparison.parse(text)
                .orElseThrow(
                    () -> node.require("value").error("a condition such as \">= 4\" is expected")));
    boolean needsValue = value.isPresent() || relevant.grade == Relevance.Grade.VALUE;
    if (needsValue && !interactions.has("value")) {
      throw new UserError(
          node.place() + ": relevant speaks of the value; add value to interactions.columns");
    }
    return new DatasetSpec.RelevantRule(node.place(), relevant.event, value, relevant.grade);
  }
}
