package sluice.ingestion.dataset;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sluice.core.ConfigNode;
import sluice.core.UserError;
import sluice.core.ValueKind;
import sluice.ingestion.EventType;
import sluice.ingestion.dataset.Field.Kind;

/**
 * What {@code interactions:} says.
 *
 * @param table source and columns
 * @param events declared event types
 * @param valueKind what the values are said to be; empty: decided from the data
 * @param notes what the user should know of how the columns are read
 */
record InteractionsYaml(
    TableSpec table,
    Map<String, EventType> events,
    Optional<ValueKind> valueKind,
    List<String> notes) {

  static InteractionsYaml read(ConfigNode node, SourceYaml sources) {
    Source source = sources.read(node);
    ConfigNode columns = node.require("columns");
    List<String> notes = new ArrayList<>();
    List<Field> fields = new ArrayList<>(List.of(user(columns, notes)));
    fields.addAll(
        DatasetYaml.fields(
            columns,
            Field.of("item", "", Kind.ID, true),
            Field.of("timestamp", "", Kind.PAST_TIME, false),
            Field.of("value", "", Kind.NUMBER, false),
            Field.of("event", "", Kind.EVENT, false),
            Field.of("session", "", Kind.ID, false)));
    Map<String, EventType> events = new LinkedHashMap<>();
    node.get("events").ifPresent(n -> events(n, fields, events));
    Optional<ValueKind> kind =
        node.get("valueIs").map(n -> n.typed().bind(ValueKind.class, "scale: 1.0"));
    if (kind.isPresent() && fields.stream().noneMatch(f -> f.name().equals("value"))) {
      throw node.require("valueIs")
          .error("there is no value; add value to interactions.columns, or drop valueIs");
    }
    node.finish();
    TableSpec table = new TableSpec("interactions", source, mustHave(fields), Map.of());
    return new InteractionsYaml(table, events, kind, notes);
  }

  /** Where there are sessions but no users, each session is the user of its own requests. */
  private static Field user(ConfigNode columns, List<String> notes) {
    Optional<ConfigNode> user = columns.get("user");
    if (user.isPresent()) {
      return Field.of("user", user.get().asText(), Kind.ID, true);
    }
    ConfigNode session =
        columns
            .get("session")
            .orElseThrow(() ->
                new UserError(
                    columns.place()
                        + ": "
                        + columns.path()
                        + " needs user, the column of user ids; where the data has sessions and no"
                        + " users, name the column of session ids as session: each session is then"
                        + " the user of its own requests"));
    notes.add(
        "there is no column of users: each session (column "
            + session.asText()
            + ") is the user of its own requests and has no history before it; protocol: leave-one-out"
            + " tests each session's last item from the items before it");
    return Field.of("user", session.asText(), Kind.ID, true);
  }

  private static void events(ConfigNode node, List<Field> fields, Map<String, EventType> events) {
    Optional<ConfigNode> columns = node.get("columns").filter(InteractionsYaml::isColumns);
    boolean named = fields.stream().anyMatch(f -> f.name().equals("event"));
    if (columns.isPresent() && named) {
      throw columns
          .get()
          .error(
              "the types of event stand either in one column (interactions.columns.event) or in a"
                  + " column each (events.columns), not both");
    }
    if (columns.isPresent()) {
      Map<String, String> types = new LinkedHashMap<>();
      columns.get().entries().forEach((column, n) -> types.put(column, flag(n, events)));
      fields.add(
          Field.of("event", types.keySet().iterator().next(), Kind.EVENTS, false)
              .with(new Field.Derivation.Flags(types)));
      node.finish();
      return;
    }
    if (!named) {
      throw node.error(
          "event types need the column that holds them: add event to interactions.columns, or, where"
              + " each type has a column of its own that is true or false, write"
              + " events: {columns: {is_click: click}}");
    }
    node.entries().forEach((name, e) -> events.put(name, event(e)));
    if (events.isEmpty()) {
      throw node.error("at least one event type is expected");
    }
  }

  /** Says whether it names columns, rather than being the weight of a type named columns. */
  private static boolean isColumns(ConfigNode node) {
    return node.isMap()
        && !node.entries().isEmpty()
        && !List.of("weight", "negative").containsAll(node.entries().keySet());
  }

  /** Reads what a column of true and false stands for; returns the type's name. */
  private static String flag(ConfigNode node, Map<String, EventType> events) {
    String name = node.isMap() ? node.require("event").asText() : node.asText();
    EventType type = node.isMap() ? event(node) : EventType.PLAIN;
    if (events.putIfAbsent(name, type) != null) {
      throw node.error("the event type " + name + " stands for another column already");
    }
    return name;
  }

  /** Reads what a type is worth: a map, or its weight alone. */
  private static EventType event(ConfigNode node) {
    ConfigNode worth =
        node.isMap() ? node : ConfigNode.map(node.place(), node.path(), Map.of("weight", node));
    return worth.bind(EventType.class, "{weight: 1.0, negative: false}");
  }

  /**
   * A declared timestamp or event of an interaction must stand in every row: their order and worth
   * depend on it.
   */
  private static List<Field> mustHave(List<Field> fields) {
    return fields.stream()
        .map(f ->
            f.name().equals("timestamp") || (f.name().equals("event") && f.kind() == Kind.EVENT)
                ? Field.of(f.name(), f.column(), f.kind(), true).with(f.writing())
                : f)
        .toList();
  }
}
