package sluice.candidates.nearest;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.util.Optional;
import sluice.candidates.SourceInput;
import sluice.candidates.SourceType;
import sluice.core.CandidateSource;
import sluice.core.SettingError;

/** {@code vector}: the nearest items of an embedding, by a scan or a graph, whichever suits. */
public final class VectorType implements SourceType<VectorType.Settings> {
  /**
   * How many floats all vectors together may have for {@code index: auto} to scan them: 100,000 of
   * 64.
   */
  private static final long AUTO_FLOATS = 6_400_000;

  /** How vectors are looked up. */
  public enum Index {
    /** By size: exact up to 6,400,000 floats, beyond that a graph. */
    AUTO,
    /** Every vector is looked at. */
    EXACT,
    /** A graph is walked. */
    GRAPH
  }

  /**
   * The settings; the keys of a graph are absent where the config does not give them.
   *
   * @param n how many items it brings
   * @param embedding which vectors are searched
   * @param index how
   * @param m links a node and level
   * @param efConstruction how many candidates are kept while a node is linked
   * @param ef how many are kept while searching
   * @param engine who builds the graph
   */
  public record Settings(
      int n,
      String embedding,
      Index index,
      @JsonProperty("M") Optional<Integer> m,
      Optional<Integer> efConstruction,
      Optional<Integer> ef,
      Optional<GraphSettings.Engine> engine) {
    /** Checks. */
    public Settings {
      SettingError.check("n", n, 1, 1_000_000);
      if (index == Index.EXACT) {
        refuse("M", m);
        refuse("efConstruction", efConstruction);
        refuse("ef", ef);
        refuse("engine", engine);
      }
      var _ = graph(m, efConstruction, ef, engine);
    }

    private static void refuse(String key, Optional<?> value) {
      if (value.isPresent()) {
        throw new SettingError(
            key,
            "index: exact looks at every vector, so that a graph's key changes nothing; remove it");
      }
    }

    GraphSettings graph() {
      return graph(m, efConstruction, ef, engine);
    }

    private static GraphSettings graph(
        Optional<Integer> m,
        Optional<Integer> efConstruction,
        Optional<Integer> ef,
        Optional<GraphSettings.Engine> engine) {
      GraphSettings base = GraphSettings.DEFAULT;
      return new GraphSettings(
          m.orElse(base.m()),
          efConstruction.orElse(base.efConstruction()),
          ef.orElse(base.ef()),
          engine.orElse(base.engine()));
    }
  }

  @Override
  public String type() {
    return "vector";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public String defaults() {
    return """
    n: 400            # how many items it brings
    embedding: ials   # which vectors are searched
    index: auto       # exact (every vector), graph (with the keys of hnsw), or auto: by size
    """;
  }

  @Override
  public int n(Settings settings) {
    return settings.n();
  }

  @Override
  public Optional<String> embedding(String name, Settings settings) {
    return Optional.of(settings.embedding());
  }

  @Override
  public CandidateSource fit(String name, Settings settings, SourceInput input) {
    String embedding = settings.embedding();
    return walks(settings, input.vectors(embedding))
        ? HnswType.fit(name, settings.n(), embedding, settings.graph(), input)
        : new VectorSource(name, input.embedding(embedding), input.vectors(embedding));
  }

  @Override
  public CandidateSource read(String name, Settings settings, SourceInput input, Path folder) {
    String embedding = settings.embedding();
    return walks(settings, input.vectors(embedding))
        ? HnswType.read(name, embedding, settings.graph(), input, folder)
        : new VectorSource(name, input.embedding(embedding), input.vectors(embedding));
  }

  private static boolean walks(Settings settings, NonZeroVectors vectors) {
    return switch (settings.index()) {
      case GRAPH -> true;
      case EXACT -> false;
      case AUTO -> (long) vectors.size() * vectors.dimension() > AUTO_FLOATS;
    };
  }
}
