package sluice.candidates.source;

import java.util.List;
import java.util.Locale;
import sluice.core.ConfigNode;

/**
 * The knobs of an HNSW graph (Malkov, Yashunin 2018), under their usual names.
 *
 * @param m links a node and level; twice as many on the lowest
 * @param efConstruction how many candidates are kept while a node is linked
 * @param ef how many are kept while searching; at least n is used
 * @param engine who builds the graph
 */
public record GraphSettings(int m, int efConstruction, int ef, Engine engine) {
  private static final List<String> KEYS = List.of("M", "efConstruction", "ef", "engine");

  /** Who builds the graph. */
  public enum Engine {
    /** hnswlib-core; repeatable where the JVM lets its levels be seeded. */
    HNSWLIB("hnswlib"),
    /** Lucene's graph builder, seeded and by one thread: repeatable. */
    LUCENE("lucene");

    private final String word;

    Engine(String word) {
      this.word = word;
    }

    /** Returns the word the config has for it. */
    public String word() {
      return word;
    }
  }

  /**
   * How many floats all vectors together may have for {@code index: auto} to scan them: 100,000 of
   * 64.
   */
  public static final long AUTO_FLOATS = 6_400_000;

  /** What is used where the config says nothing. */
  public static final GraphSettings DEFAULT = new GraphSettings(16, 100, 400, Engine.HNSWLIB);

  /** Checks. */
  public GraphSettings {
    if (m < 2 || efConstruction < 1 || ef < 1) {
      throw new IllegalArgumentException("M is 2 or more, efConstruction and ef 1 or more");
    }
  }

  /** Refuses the keys of these settings on a node of a source that has no graph. */
  static void refuseKeys(ConfigNode node) {
    for (String key : KEYS) {
      node.get(key)
          .ifPresent(given -> {
            throw given.error(
                "index: exact looks at every vector, so that a graph's key changes nothing;"
                    + " remove it");
          });
    }
  }

  /** Reads the keys of these settings from a node that has others as well. */
  static GraphSettings readKeys(ConfigNode node) {
    return new GraphSettings(
        node.integer("M", DEFAULT.m, 2, 512),
        node.integer("efConstruction", DEFAULT.efConstruction, 1, 100_000),
        node.integer("ef", DEFAULT.ef, 1, 1_000_000),
        Engine.valueOf(
            node.oneOf("engine", "hnswlib", List.of("hnswlib", "lucene"))
                .toUpperCase(Locale.ROOT)));
  }
}
