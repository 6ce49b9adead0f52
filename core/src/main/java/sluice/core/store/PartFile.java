package sluice.core.store;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToLongFunction;
import java.util.function.IntUnaryOperator;
import sluice.core.BroughtVectors;
import sluice.core.Catalogue;
import sluice.core.Column;
import sluice.core.Dictionary;
import sluice.core.Edges;
import sluice.core.EntityTable;
import sluice.core.FittingPart;
import sluice.core.Histories;
import sluice.core.Interactions;
import sluice.core.ItemVectors;
import sluice.core.Tags;
import sluice.core.ValueKind;

/**
 * A {@link FittingPart} as two files of arrays: what is of single users stands in one of its own,
 * so that a user can be taken out.
 *
 * <p>All of it comes back to the bit, but for who gave a tag, and for the impressions: of them only
 * whether there were any is kept, so that the part reads back with a path at which no file lies.
 * What was counted on them is in the feature tables.
 */
public final class PartFile {
  /** Where the impressions of a part that was read back would be. */
  private static final Path LEFT_OUT = Path.of("impressions-are-not-kept");

  private PartFile() {}

  /**
   * Writes a part.
   *
   * @param out receives the catalogue
   * @param perUser receives what is of single users: ids, interactions, attributes
   */
  public static void write(FittingPart part, ArrayWriter out, ArrayWriter perUser) {
    writeUsers(part, perUser);
    catalogue(part.catalogue(), out);
    table("item", part.items(), out);
    tags(part.tags(), out);
    out.strings("vectors", List.copyOf(part.vectors().keySet()));
    part.vectors().forEach((name, v) -> vectors(name, v.items(), out));
    out.number("impressions", part.impressions().isPresent() ? 1 : 0);
    out.number("asOf", part.asOf()).number("timed", part.timed() ? 1 : 0);
  }

  /**
   * Reads a part.
   *
   * @throws sluice.core.UserError where the file is not as {@link #write} left it
   */
  public static FittingPart read(ArrayReader in, ArrayReader perUser) {
    Dictionary users = Dictionary.of(perUser.strings("users"));
    Dictionary ids = Dictionary.of(in.strings("items"));
    Catalogue catalogue = new Catalogue(ids, in.longs("availableFrom"), in.longs("availableUntil"));
    Interactions interactions = interactions(perUser);
    Histories histories = new Histories(interactions, users.size());
    EntityTable items = table("item", in);
    EntityTable userTable = table("user", perUser);
    Dictionary values = Dictionary.of(in.strings("tag.values"));
    int[] tagged = in.ints("tag.items");
    Tags tags =
        new Tags(values, users(tagged.length), tagged, in.ints("tag.tags"), in.longs("tag.times"));
    Map<String, ItemVectors> brought = new LinkedHashMap<>();
    for (String name : in.strings("vectors")) {
      brought.put(name, vectors(name, in));
    }
    Edges edges = edges(perUser);
    Map<String, BroughtVectors> vectors = new LinkedHashMap<>();
    brought.forEach((name, v) -> {
      Dictionary own = Dictionary.of(perUser.strings(name + ".users"));
      vectors.put(name, new BroughtVectors(v, own, vectors(name, perUser)));
    });
    Optional<Path> impressions =
        in.number("impressions") == 1 ? Optional.of(LEFT_OUT) : Optional.empty();
    return new FittingPart(
        users,
        catalogue,
        interactions,
        histories,
        items,
        userTable,
        tags,
        impressions,
        edges,
        vectors,
        in.number("asOf"),
        in.number("timed") == 1);
  }

  /** Writes what is of single users alone, as {@link #write} does. */
  public static void writeUsers(FittingPart part, ArrayWriter perUser) {
    perUser.strings("users", part.users().ids());
    interactions(part.interactions(), perUser);
    table("user", part.userTable(), perUser);
    Edges edges = part.edges();
    perUser.strings("edge.people", edges.people().ids());
    perUser.ints("edge.from", edges.from()).ints("edge.to", edges.to());
    perUser.longs("edge.times", edges.times());
    part.vectors()
        .forEach((name, v) -> {
          perUser.strings(name + ".users", v.users().ids());
          vectors(name, v.userVectors(), perUser);
        });
  }

  private static Edges edges(ArrayReader perUser) {
    return new Edges(
        Dictionary.of(perUser.strings("edge.people")),
        perUser.ints("edge.from"),
        perUser.ints("edge.to"),
        perUser.longs("edge.times"));
  }

  private static void vectors(String name, ItemVectors vectors, ArrayWriter out) {
    out.number(name + ".dimension", vectors.dimension()).floats(name, vectors.data());
  }

  private static ItemVectors vectors(String name, ArrayReader in) {
    int dimension = (int) in.number(name + ".dimension");
    float[] data = in.floats(name);
    return new ItemVectors(data, data.length / dimension, dimension);
  }

  private static void catalogue(Catalogue c, ArrayWriter out) {
    out.strings("items", c.items().ids());
    out.longs("availableFrom", longs(c.size(), c::availableFrom));
    out.longs("availableUntil", longs(c.size(), c::availableUntil));
  }

  /** Writes what values are. */
  public static void writeKind(ValueKind kind, ArrayWriter out) {
    out.strings("value.kind", List.of(kind.type().word(), String.valueOf(kind.scale())));
  }

  /** Reads what {@link #writeKind} has written. */
  public static ValueKind readKind(ArrayReader in) {
    List<String> kind = in.strings("value.kind");
    return new ValueKind(ValueKind.Type.of(kind.get(0)), Double.parseDouble(kind.get(1)));
  }

  private static void interactions(Interactions i, ArrayWriter out) {
    int n = i.size();
    float[] values = new float[n];
    float[] weights = new float[n];
    byte[] events = new byte[n];
    for (int row = 0; row < n; row++) {
      values[row] = i.value(row);
      weights[row] = i.weight(row);
      events[row] = (byte) i.event(row);
    }
    out.strings("event.types", i.eventTypes());
    writeKind(i.valueKind(), out);
    out.ints("row.users", ints(n, i::user)).ints("row.items", ints(n, i::item));
    out.longs("row.times", longs(n, i::time)).floats("row.values", values);
    out.floats("row.weights", weights).bytes("row.events", events);
    out.ints("row.sessions", ints(n, i::session));
  }

  private static Interactions interactions(ArrayReader in) {
    List<String> types = in.strings("event.types");
    ValueKind kind = readKind(in);
    int[] users = in.ints("row.users");
    int[] items = in.ints("row.items");
    long[] times = in.longs("row.times");
    float[] values = in.floats("row.values");
    float[] weights = in.floats("row.weights");
    byte[] events = in.bytes("row.events");
    int[] sessions = in.ints("row.sessions");
    Interactions.Columns columns = new Interactions.Columns(types, kind, users.length);
    for (int row = 0; row < users.length; row++) {
      columns.set(
          row,
          users[row],
          items[row],
          times[row],
          values[row],
          weights[row],
          events[row],
          sessions[row]);
    }
    return columns.build();
  }

  private static void table(String name, EntityTable table, ArrayWriter out) {
    out.ints(name + ".offsets", ints(table.entities() + 1, table::offset));
    out.longs(name + ".asOf", longs(table.offset(table.entities()), table::asOf));
    out.strings(name + ".columns", List.copyOf(table.columns().keySet()));
    table.columns().forEach((column, values) -> column(name + "." + column, values, out));
  }

  private static void column(String name, Column column, ArrayWriter out) {
    int n = column.size();
    switch (column) {
      case Column.Numbers c -> {
        float[] values = new float[n];
        for (int row = 0; row < n; row++) {
          values[row] = c.value(row);
        }
        out.strings(name + ".type", List.of("numbers")).floats(name, values);
      }
      case Column.Times c ->
          out.strings(name + ".type", List.of("times")).longs(name, longs(n, c::value));
      case Column.Texts c -> {
        String[] values = new String[n];
        Arrays.setAll(values, c::value);
        out.strings(name + ".type", List.of("texts")).strings(name, Arrays.asList(values));
      }
      case Column.Categories c -> {
        int[] offsets = new int[n + 1];
        for (int row = 0; row < n; row++) {
          offsets[row + 1] = offsets[row] + c.count(row);
        }
        int[] codes = new int[offsets[n]];
        for (int row = 0; row < n; row++) {
          for (int k = 0; k < c.count(row); k++) {
            codes[offsets[row] + k] = c.code(row, k);
          }
        }
        out.strings(name + ".type", List.of("categories")).strings(name, c.values().ids());
        out.ints(name + ".offsets", offsets).ints(name + ".codes", codes);
      }
    }
  }

  private static EntityTable table(String name, ArrayReader in) {
    int[] offsets = in.ints(name + ".offsets");
    long[] asOf = in.longs(name + ".asOf");
    Map<String, Column> columns = new LinkedHashMap<>();
    for (String column : in.strings(name + ".columns")) {
      columns.put(column, column(name + "." + column, in));
    }
    return new EntityTable(offsets, asOf, columns);
  }

  private static Column column(String name, ArrayReader in) {
    String type = in.strings(name + ".type").getFirst();
    return switch (type) {
      case "numbers" -> new Column.Numbers(in.floats(name));
      case "times" -> new Column.Times(in.longs(name));
      case "texts" -> new Column.Texts(in.strings(name).toArray(String[]::new));
      case "categories" ->
          new Column.Categories(
              Dictionary.of(in.strings(name)),
              in.ints(name + ".offsets"),
              in.ints(name + ".codes"));
      default -> throw new IllegalStateException("a column of type " + type);
    };
  }

  private static void tags(Tags t, ArrayWriter out) {
    int n = t.size();
    out.strings("tag.values", t.values().ids());
    out.ints("tag.items", ints(n, t::item));
    out.ints("tag.tags", ints(n, t::tag)).longs("tag.times", longs(n, t::time));
  }

  /** Who gave a tag is not kept: nothing that is served asks. */
  private static int[] users(int tags) {
    int[] nobody = new int[tags];
    Arrays.fill(nobody, Dictionary.UNKNOWN);
    return nobody;
  }

  private static int[] ints(int n, IntUnaryOperator value) {
    int[] values = new int[n];
    Arrays.setAll(values, value);
    return values;
  }

  private static long[] longs(int n, IntToLongFunction value) {
    long[] values = new long[n];
    Arrays.setAll(values, value);
    return values;
  }
}
