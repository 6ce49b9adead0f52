package sluice.candidates.source;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import sluice.candidates.als.AlsSettings;
import sluice.core.ConfigNode;

/**
 * What the config says of one candidate source: its type, its name, how many items it brings, and
 * the type's own keys.
 *
 * <p>A bare type name stands for a source with all defaults. The name is the type's until {@link
 * #named} gives another.
 */
public sealed interface SourceSettings {
  /** The types, as the config spells them. */
  List<String> TYPES =
      List.of(
          "popularity",
          "lucene",
          "hnsw",
          "vector",
          "ials",
          "item-knn",
          "transitions",
          "co-visitation");

  /** Returns the source's name; the type where the config gives none. */
  String name();

  /** Returns how many items the source brings at most. */
  int n();

  /** Returns the same settings under another name. */
  SourceSettings named(String newName);

  /** Returns the name of the embedding that is searched, where there is one. */
  default Optional<String> searched() {
    return Optional.empty();
  }

  /**
   * What most people turned to.
   *
   * @param windowDays how far back is counted, infinite for all of it
   * @param halfLifeDays after how many days an interaction counts half, infinite for never
   */
  record Popularity(String name, int n, double windowDays, double halfLifeDays)
      implements SourceSettings {
    @Override
    public Popularity named(String newName) {
      return new Popularity(newName, n, windowDays, halfLifeDays);
    }
  }

  /**
   * The inverted index, asked with the user's profile.
   *
   * @param fields which columns of the items are searched; {@code tags} for the users' tags; empty
   *     for those that suit the data
   * @param place where the config names the fields, for messages; empty where it does not
   * @param terms of how many terms the profile is made
   * @param recent from how many of the user's latest interactions the profile is made
   */
  record Lucene(String name, int n, List<String> fields, String place, int terms, int recent)
      implements SourceSettings {
    /** The word that stands for the fields that suit the data. */
    public static final String AUTO = "auto";

    /** Copies. */
    public Lucene {
      fields = List.copyOf(fields);
    }

    @Override
    public Lucene named(String newName) {
      return new Lucene(newName, n, fields, place, terms, recent);
    }
  }

  /** How vectors are looked up. */
  enum Index {
    /** By size: exact up to {@link GraphSettings#AUTO_FLOATS} floats, beyond that a graph. */
    AUTO,
    /** Every vector is looked at. */
    EXACT,
    /** A graph is walked. */
    GRAPH
  }

  /**
   * The nearest items of an embedding.
   *
   * @param embedding the name of the embedding
   * @param index how it is searched
   * @param graph the graph's knobs, where there is one
   * @param als training of an embedding of this source's own, named as the source
   */
  record Vector(
      String name,
      int n,
      String embedding,
      Index index,
      GraphSettings graph,
      Optional<AlsSettings> als)
      implements SourceSettings {
    @Override
    public Vector named(String newName) {
      return new Vector(newName, n, als.isPresent() ? newName : embedding, index, graph, als);
    }

    @Override
    public Optional<String> searched() {
      return Optional.of(embedding);
    }
  }

  /** What relates one item to another. */
  enum Relation {
    /** Liked by the same users: cosine of co-occurrence. */
    ITEM_KNN,
    /** Follows it in a user's history. */
    TRANSITIONS,
    /** Stands near it in a user's history, before or after. */
    CO_VISITATION
  }

  /**
   * The neighbours of what the user turned to, by an item-to-item graph.
   *
   * @param relation what makes two items neighbours
   * @param neighbours how many are kept of each item
   * @param shrink pulls the similarity of rarely seen items towards 0
   * @param recent how many of the user's latest interactions count; 0 for all
   * @param distance how many steps apart two interactions may be (not for item-knn)
   * @param decay by how much an interaction counts less than the one after it
   */
  record Neighbours(
      String name,
      int n,
      Relation relation,
      int neighbours,
      double shrink,
      int recent,
      int distance,
      double decay)
      implements SourceSettings {
    @Override
    public Neighbours named(String newName) {
      return new Neighbours(newName, n, relation, neighbours, shrink, recent, distance, decay);
    }
  }

  /** Reads one source: a map with a {@code type}, or a bare type. */
  static SourceSettings read(ConfigNode node) {
    ConfigNode map = node.typed();
    String type = map.require("type").asOneOf(TYPES);
    String name = name(map, type);
    SourceSettings settings =
        switch (type) {
          case "popularity" ->
              new Popularity(
                  name,
                  map.integer("n", 200, 1, 1_000_000),
                  daysOr(map, "window", "all"),
                  daysOr(map, "decay", "none"));
          case "lucene" -> lucene(map, name);
          case "hnsw" ->
              new Vector(
                  name,
                  map.integer("n", 400, 1, 1_000_000),
                  map.text("embedding", "ials"),
                  Index.GRAPH,
                  GraphSettings.readKeys(map),
                  Optional.empty());
          case "vector" -> {
            String index = map.oneOf("index", "auto", List.of("auto", "exact", "graph"));
            boolean exact = index.equals("exact");
            if (exact) {
              GraphSettings.refuseKeys(map);
            }
            yield new Vector(
                name,
                map.integer("n", 400, 1, 1_000_000),
                map.text("embedding", "ials"),
                Index.valueOf(index.toUpperCase(java.util.Locale.ROOT)),
                exact ? GraphSettings.DEFAULT : GraphSettings.readKeys(map),
                Optional.empty());
          }
          case "ials" -> ials(map, name);
          case "item-knn" -> neighbours(map, name, Relation.ITEM_KNN, 200, 10, 0, 1);
          case "transitions" -> neighbours(map, name, Relation.TRANSITIONS, 200, 5, 10, 0.8);
          default -> neighbours(map, name, Relation.CO_VISITATION, 200, 5, 20, 0.9);
        };
    map.finish();
    return settings;
  }

  private static String name(ConfigNode map, String type) {
    String name = map.get("name").map(ConfigNode::asText).orElse(type);
    if (!name.matches("[a-z0-9][a-z0-9._-]*")) {
      throw map.require("name")
          .error("lower-case letters, digits, dots, dashes and underscores are expected");
    }
    return name;
  }

  private static Lucene lucene(ConfigNode map, String name) {
    int n = map.integer("n", 400, 1, 1_000_000);
    List<String> fields = map.list("fields", List.of(Lucene.AUTO), ConfigNode::asText);
    boolean auto = fields.equals(List.of(Lucene.AUTO));
    return new Lucene(
        name,
        n,
        auto ? List.of() : fields,
        auto ? "" : map.get("fields").map(f -> f.place() + ": " + f.path()).orElse(map.place()),
        map.integer("terms", 24, 1, 1000),
        map.integer("recent", 50, 1, 100_000));
  }

  private static Vector ials(ConfigNode map, String name) {
    // the keys are looked for before they are read: a default that was taken would stand in the
    // resolved config, and, read again, make an embedding of its own
    boolean own =
        Stream.of("factors", "iterations", "alpha", "regularization", "scaling", "steps")
                .filter(key -> map.get(key).isPresent())
                .count()
            > 0;
    Optional<AlsSettings> als =
        own ? Optional.of(AlsSettings.readKeys(map, AlsSettings.DEFAULT)) : Optional.empty();
    return new Vector(
        name,
        map.integer("n", 400, 1, 1_000_000),
        own ? name : "ials",
        Index.EXACT,
        GraphSettings.DEFAULT,
        als);
  }

  private static Neighbours neighbours(
      ConfigNode map,
      String name,
      Relation relation,
      int kept,
      double shrink,
      int recent,
      double decay) {
    boolean ordered = relation != Relation.ITEM_KNN;
    return new Neighbours(
        name,
        map.integer("n", 400, 1, 1_000_000),
        relation,
        map.integer("neighbours", kept, 1, 100_000),
        map.number("shrink", shrink, 0, 1e9),
        map.integer("recent", recent, 0, 1_000_000),
        ordered ? map.integer("distance", 5, 1, 1000) : 0,
        map.number("decay", decay, 0.01, 1));
  }

  /** Reads a number of days, or the word that stands for no bound. */
  private static double daysOr(ConfigNode map, String key, String none) {
    Optional<ConfigNode> node = map.get(key);
    if (node.isEmpty() || none.equals(node.get().scalarValue())) {
      return Double.POSITIVE_INFINITY;
    }
    if (node.get().scalarValue() instanceof Number days
        && days.doubleValue() > 0
        && days.doubleValue() <= 1e6) {
      return days.doubleValue();
    }
    throw node.get().error("a number of days above 0, or " + none + ", is expected");
  }
}
