package sluice.candidates.nearest;

import sluice.core.SettingError;

/**
 * The knobs of an HNSW graph (Malkov, Yashunin 2018), under their usual names.
 *
 * @param m links a node and level; twice as many on the lowest
 * @param efConstruction how many candidates are kept while a node is linked
 * @param ef how many are kept while searching; at least n is used
 * @param engine who builds the graph
 */
public record GraphSettings(int m, int efConstruction, int ef, Engine engine) {
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

  /** What is used where the config says nothing. */
  public static final GraphSettings DEFAULT = new GraphSettings(16, 100, 800, Engine.HNSWLIB);

  /** Checks. */
  public GraphSettings {
    SettingError.check("M", m, 2, 512);
    SettingError.check("efConstruction", efConstruction, 1, 100_000);
    SettingError.check("ef", ef, 1, 1_000_000);
  }
}
