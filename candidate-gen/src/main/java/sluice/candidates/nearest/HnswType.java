package sluice.candidates.nearest;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.util.Optional;
import sluice.candidates.SourceInput;
import sluice.candidates.SourceType;
import sluice.core.CandidateSource;
import sluice.core.SettingError;
import sluice.core.store.ArrayReader;

/** {@code hnsw}: the nearest items of an embedding by walking a graph, see {@link GraphSource}. */
public final class HnswType implements SourceType<HnswType.Settings> {
  /**
   * The settings.
   *
   * @param n how many items it brings
   * @param embedding which vectors are searched
   * @param m links a node and level
   * @param efConstruction how many candidates are kept while a node is linked
   * @param ef how many are kept while searching
   * @param engine who builds the graph
   */
  public record Settings(
      int n,
      String embedding,
      @JsonProperty("M") int m,
      int efConstruction,
      int ef,
      GraphSettings.Engine engine) {
    /** Checks. */
    public Settings {
      SettingError.check("n", n, 1, 1_000_000);
      var _ = new GraphSettings(m, efConstruction, ef, engine);
    }

    GraphSettings graph() {
      return new GraphSettings(m, efConstruction, ef, engine);
    }
  }

  @Override
  public String type() {
    return "hnsw";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public String defaults() {
    return """
    n: 400                # how many items it brings
    embedding: ials       # which vectors are searched
    M: 16                 # links a node and level; twice as many on the lowest
    efConstruction: 100   # how many candidates are kept while a node is linked
    ef: 800               # how many are kept while searching; at least n is used
    engine: hnswlib       # who builds the graph: hnswlib or lucene
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
    return fit(name, settings.n(), settings.embedding(), settings.graph(), input);
  }

  static CandidateSource fit(
      String name, int n, String embedding, GraphSettings graph, SourceInput input) {
    MeasuredGraph built = MeasuredGraph.build(name, n, input.embedding(embedding), graph, input);
    input.report(built);
    return built.source();
  }

  @Override
  public CandidateSource read(String name, Settings settings, SourceInput input, Path folder) {
    return read(name, settings.embedding(), settings.graph(), input, folder);
  }

  static CandidateSource read(
      String name, String embedding, GraphSettings graph, SourceInput input, Path folder) {
    try (ArrayReader in = new ArrayReader(folder.resolve(GraphSource.FILE))) {
      GraphSource source =
          GraphSource.read(name, input.embedding(embedding), input.vectors(embedding), graph, in);
      in.finish();
      return source;
    }
  }
}
