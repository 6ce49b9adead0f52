package sluice.serving.feedback;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVPrinter;
import sluice.core.Column;
import sluice.core.Dictionary;
import sluice.core.EntityTable;
import sluice.core.FittingPart;

/**
 * Writes items and users as they are now: those of a bundle, in the version that holds at its end,
 * and over them what was written since. A deleted item ends when it was deleted.
 */
final class CatalogueExport {
  static final String ITEMS = "items.csv";
  static final String USERS = "users.csv";

  private final FittingPart part;
  private final Map<String, ItemWrite> items = new LinkedHashMap<>();
  private final Map<String, UserWrite> users = new LinkedHashMap<>();

  CatalogueExport(FittingPart part, CatalogueStore store) {
    this.part = part;
    store.eachItem(0, w -> items.put(w.item(), w));
    store.eachUser(u -> users.put(u.user(), u));
  }

  /** One line: an id with what holds of it. */
  private record Row(String id, Attributes attributes) {}

  /** Writes the files, and returns their parts of dataset.yaml. */
  String write(Path folder) throws IOException {
    StringBuilder yaml = new StringBuilder();
    List<Row> all = new ArrayList<>();
    for (String id : ids(part.catalogue().items(), items.keySet())) {
      item(id).ifPresent(attributes -> all.add(new Row(id, attributes)));
    }
    Map<String, Column> columns = part.items().columns();
    yaml.append("items:\n  path: items.csv\n  key: id\n");
    yaml.append("  availableFrom: from\n  availableUntil: until\n");
    yaml.append(table(folder.resolve(ITEMS), columns, all, true));
    if (!part.userTable().columns().isEmpty()) {
      all.clear();
      for (String id : ids(part.users(), users.keySet())) {
        all.add(new Row(id, user(id)));
      }
      yaml.append("users:\n  path: users.csv\n  key: id\n");
      yaml.append(table(folder.resolve(USERS), part.userTable().columns(), all, false));
    }
    return yaml.toString();
  }

  private static Set<String> ids(Dictionary known, Set<String> written) {
    Set<String> ids = new LinkedHashSet<>(known.ids());
    ids.addAll(written);
    return ids;
  }

  private Optional<Attributes> item(String id) {
    Optional<ItemWrite> write = Optional.ofNullable(items.get(id));
    Optional<Attributes> written = write.flatMap(ItemWrite::attributes);
    if (written.isPresent()) {
      return written;
    }
    int index = part.catalogue().items().index(id);
    if (index == Dictionary.UNKNOWN) {
      return Optional.empty(); // added and deleted since
    }
    long from = part.catalogue().availableFrom(index);
    long until = part.catalogue().availableUntil(index);
    if (write.isPresent()) {
      until = Math.min(until, write.get().time());
      from = from < until ? from : Long.MIN_VALUE;
    }
    return Optional.of(new Attributes(values(part.items(), index), from, until));
  }

  private Attributes user(String id) {
    UserWrite written = users.get(id);
    int index = part.users().index(id);
    if (written != null || index == Dictionary.UNKNOWN) {
      return written == null ? Attributes.always(Map.of()) : written.attributes();
    }
    return Attributes.always(values(part.userTable(), index));
  }

  private Map<String, List<String>> values(EntityTable table, int entity) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    int row = table.row(entity, part.asOf());
    if (row >= 0) {
      table.columns().forEach((name, column) -> values.put(name, values(column, row)));
    }
    return values;
  }

  private static List<String> values(Column column, int row) {
    List<String> values = new ArrayList<>();
    switch (column) {
      case Column.Texts c -> values.add(c.value(row));
      case Column.Numbers c -> {
        if (!Float.isNaN(c.value(row))) {
          values.add(Float.toString(c.value(row)));
        }
      }
      case Column.Times c -> {
        if (c.value(row) != Long.MIN_VALUE) {
          values.add(Long.toString(c.value(row)));
        }
      }
      case Column.Categories c -> {
        for (int k = 0; k < c.count(row); k++) {
          values.add(c.values().id(c.code(row, k)));
        }
      }
    }
    return values;
  }

  /** Writes a table; its columns are called c0, c1, … so that no name clashes with another. */
  private static String table(Path file, Map<String, Column> columns, List<Row> rows, boolean dated)
      throws IOException {
    List<String> names = List.copyOf(columns.keySet());
    List<String> separators = names.stream().map(name -> separator(rows, name)).toList();
    try (CSVPrinter out = Csv.writer(file)) {
      List<String> line = new ArrayList<>(List.of("id"));
      for (int c = 0; c < names.size(); c++) {
        line.add("c" + c);
      }
      line.addAll(dated ? List.of("from", "until") : List.of());
      out.printRecord(line);
      for (Row row : rows) {
        line.clear();
        line.add(row.id());
        for (int c = 0; c < names.size(); c++) {
          List<String> values = row.attributes().of(names.get(c));
          boolean time = columns.get(names.get(c)) instanceof Column.Times;
          line.add(
              time && !values.isEmpty()
                  ? time(Long.parseLong(values.getFirst()))
                  : String.join(separators.get(c), values));
        }
        if (dated) {
          line.add(time(row.attributes().availableFrom()));
          line.add(time(row.attributes().availableUntil()));
        }
        out.printRecord(line);
      }
    }
    StringBuilder yaml = new StringBuilder("  columns:\n");
    for (Map.Entry<String, Column> column : columns.entrySet()) {
      int c = names.indexOf(column.getKey());
      yaml.append("    ").append(Json.quoted(column.getKey())).append(": {type: ");
      yaml.append(
          switch (column.getValue()) {
            case Column.Texts t -> "text";
            case Column.Numbers n -> "number";
            case Column.Times t -> "time";
            case Column.Categories g -> "set, separator: " + Json.quoted(separators.get(c));
          });
      yaml.append(", column: c").append(c).append("}\n");
    }
    return yaml.toString();
  }

  /** Returns what stands in no value of a column. */
  private static String separator(List<Row> rows, String column) {
    for (String separator : List.of("|", ";", "||", "~~")) {
      if (rows.stream()
          .noneMatch(
              r -> r.attributes().of(column).stream().anyMatch(v -> v.contains(separator)))) {
        return separator;
      }
    }
    return "|~|";
  }

  private static String time(long millis) {
    return millis == Long.MIN_VALUE || millis == Long.MAX_VALUE
        ? ""
        : Instant.ofEpochMilli(millis).toString();
  }
}
