package sluice.candidates.nearest;

import java.nio.file.Path;
import java.util.function.IntPredicate;
import sluice.core.CandidateSource;
import sluice.core.Embedding;
import sluice.core.RankedItems;
import sluice.core.Request;
import sluice.core.TieBreak;
import sluice.core.store.ArrayReader;
import sluice.core.store.ArrayWriter;

/**
 * The items whose vectors have the largest inner product with the request's, by walking a graph.
 *
 * <p>What the walk finds is the answer: some of the nearest may be missing, how many is measured by
 * {@link GraphRecall}. Where it finds fewer than n, because filters leave few items or the graph
 * falls apart, the exact scan answers instead. Safe for use by many threads.
 */
public final class GraphSource implements CandidateSource {
  static final String FILE = "graph.arrays";

  private final String name;
  private final Embedding embedding;
  private final NonZeroVectors vectors;
  private final FlatGraph graph;
  private final GraphSettings settings;
  private final ExactScan scan;
  private final boolean repeatable;

  /** Builds a graph over an embedding in the calling thread, and the source that walks it. */
  public GraphSource(
      String name,
      Embedding embedding,
      NonZeroVectors vectors,
      GraphSettings settings,
      GraphMetric linking,
      long seed) {
    this(
        name,
        embedding,
        vectors,
        settings,
        switch (settings.engine()) {
          case HNSWLIB -> HnswlibGraph.build(vectors, settings, linking, seed);
          case LUCENE -> LuceneGraph.build(vectors, settings, linking, seed);
        },
        settings.engine() == GraphSettings.Engine.LUCENE || SeededLevels.available());
  }

  private GraphSource(
      String name,
      Embedding embedding,
      NonZeroVectors vectors,
      GraphSettings settings,
      FlatGraph graph,
      boolean repeatable) {
    this.name = name;
    this.embedding = embedding;
    this.vectors = vectors;
    this.settings = settings;
    this.scan = new ExactScan(vectors);
    this.graph = graph;
    this.repeatable = repeatable;
  }

  /** Writes the links of the graph, and whether they repeat. */
  @Override
  public void write(Path folder) {
    try (ArrayWriter out = new ArrayWriter(folder.resolve(FILE))) {
      out.number("repeatable", repeatable ? 1 : 0);
      graph.write(out);
    }
  }

  /** Reads a source whose links {@link #write} wrote, over the same vectors. */
  public static GraphSource read(
      String name,
      Embedding embedding,
      NonZeroVectors vectors,
      GraphSettings settings,
      ArrayReader in) {
    boolean repeatable = in.number("repeatable") == 1;
    return new GraphSource(
        name, embedding, vectors, settings, FlatGraph.read(vectors, in), repeatable);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean repeatable() {
    return repeatable;
  }

  /** Returns the embedding that is searched. */
  public Embedding embedding() {
    return embedding;
  }

  /** Returns the graph. */
  public FlatGraph graph() {
    return graph;
  }

  /** Returns the scan that the graph is measured against. */
  public ExactScan scan() {
    return scan;
  }

  /** Returns the knobs. */
  public GraphSettings settings() {
    return settings;
  }

  /** Returns how many vectors there are. */
  public int size() {
    return vectors.size();
  }

  @Override
  public RankedItems retrieve(Request request, IntPredicate eligible, TieBreak ties, int n) {
    float[] query = new float[embedding.items().dimension()];
    if (!embedding.query(request, query)) {
      return RankedItems.EMPTY;
    }
    RankedItems found = graph.search(query, eligible, ties, n, settings.ef());
    return found.size() < n ? scan.search(query, eligible, ties, n) : found;
  }
}
