package sluice.candidates;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import sluice.candidates.nearest.MeasuredGraph;
import sluice.candidates.nearest.NonZeroVectors;
import sluice.candidates.neighbour.ItemGraphs;
import sluice.core.Embedding;
import sluice.core.FittingPart;
import sluice.core.graph.ItemGraph;
import sluice.core.graph.ItemRelation;

/**
 * What a source is fitted on or read with, and where it says what there is to report. For one
 * source and one thread; embeddings and item graphs are shared.
 */
public final class SourceInput {
  private final FittingPart part;
  private final Embeddings embeddings;
  private final ItemGraphs graphs;
  private final long seed;
  private final int threads;
  private final Path workFolder;
  private final String place;
  private final List<String> notes = new ArrayList<>();
  private Optional<MeasuredGraph> graph = Optional.empty();

  /** Embeddings by name, with those of their vectors that are not zero. */
  static final class Embeddings {
    private final Map<String, Embedding> byName = new ConcurrentHashMap<>();
    private final Map<String, NonZeroVectors> vectors = new ConcurrentHashMap<>();
    private final List<Embedding> inOrder = new ArrayList<>();

    void add(Embedding embedding) {
      byName.put(embedding.name(), embedding);
      inOrder.add(embedding);
    }

    List<Embedding> inOrder() {
      return inOrder;
    }
  }

  SourceInput(
      FittingPart part,
      Embeddings embeddings,
      ItemGraphs graphs,
      long seed,
      int threads,
      Path workFolder,
      String place) {
    this.part = part;
    this.embeddings = embeddings;
    this.graphs = graphs;
    this.seed = seed;
    this.threads = threads;
    this.workFolder = workFolder;
    this.place = place;
  }

  /** Returns what may be learned from. */
  public FittingPart part() {
    return part;
  }

  /** Returns an embedding that was fitted on the part. */
  public Embedding embedding(String name) {
    Embedding found = embeddings.byName.get(name);
    if (found == null) {
      throw new IllegalArgumentException("no embedding " + name);
    }
    return found;
  }

  /** Returns the vectors of an embedding that are not zero. */
  public NonZeroVectors vectors(String name) {
    Embedding embedding = embedding(name);
    return embeddings.vectors.computeIfAbsent(name, n -> NonZeroVectors.of(embedding.items()));
  }

  /** Returns how the items of the part relate: counted, or read, once for all who ask. */
  public ItemGraph graph(ItemRelation relation) {
    return graphs.get(relation);
  }

  /** Returns the seed of every random choice. */
  public long seed() {
    return seed;
  }

  /** Returns how many threads may be used; they change nothing but the time. */
  public int threads() {
    return threads;
  }

  /** Returns an existing folder for what does not fit into memory. */
  public Path workFolder() {
    return workFolder;
  }

  /** Returns where the source stands in the config, for messages. */
  public String place() {
    return place;
  }

  /** Adds a sentence to the report. */
  public void note(String sentence) {
    notes.add(sentence);
  }

  /** Adds a graph to the report. */
  public void report(MeasuredGraph measured) {
    graph = Optional.of(measured);
  }

  List<String> notes() {
    return notes;
  }

  Optional<MeasuredGraph> graph() {
    return graph;
  }
}
