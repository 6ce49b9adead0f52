package sluice.candidates.nearest;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntPredicate;
import sluice.candidates.source.GraphSettings;
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
 * <p>With up to {@code verify} vectors, each answer is held against the exact scan; where the two
 * differ, ef is raised four-fold once, and where they still do the scan's answer stands. So the
 * answer does not depend on the graph and repeats to the bit. With more vectors the walk's answer
 * stands, at ef or more until n have come back; a graph whose builder cannot be seeded then makes
 * the source unrepeatable. Safe for use by many threads.
 */
public final class GraphSource implements CandidateSource {
  private final String name;
  private final Embedding embedding;
  private final KnownVectors vectors;
  private final FlatGraph graph;
  private final GraphSettings settings;
  private final ExactScan scan;
  private final boolean verified;
  private final LongAdder agreed = new LongAdder();
  private final LongAdder raised = new LongAdder();
  private final LongAdder scanned = new LongAdder();

  /** Builds a graph over an embedding, and the source that walks it. */
  public GraphSource(
      String name,
      Embedding embedding,
      KnownVectors vectors,
      GraphSettings settings,
      Linking linking,
      long seed,
      int threads) {
    this(
        name,
        embedding,
        vectors,
        settings,
        switch (settings.engine()) {
          case HNSWLIB ->
              HnswlibGraph.build(vectors, settings.forVectors(vectors.size()), linking, threads);
          case LUCENE ->
              LuceneGraph.build(vectors, settings.forVectors(vectors.size()), linking, seed);
        });
  }

  private GraphSource(
      String name,
      Embedding embedding,
      KnownVectors vectors,
      GraphSettings settings,
      FlatGraph graph) {
    this.name = name;
    this.embedding = embedding;
    this.vectors = vectors;
    this.settings = settings.forVectors(vectors.size());
    this.scan = new ExactScan(vectors);
    this.verified = vectors.size() <= settings.verify();
    this.graph = graph;
  }

  /** Writes the links of the graph. */
  public void write(ArrayWriter out) {
    graph.write(out);
  }

  /** Reads a source whose links {@link #write} wrote, over the same vectors. */
  public static GraphSource read(
      String name,
      Embedding embedding,
      KnownVectors vectors,
      GraphSettings settings,
      ArrayReader in) {
    return new GraphSource(name, embedding, vectors, settings, FlatGraph.read(vectors, in));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean repeatable() {
    return verified || settings.engine() == GraphSettings.Engine.LUCENE;
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

  /** Says whether every answer is held against the exact scan. */
  public boolean verified() {
    return verified;
  }

  /**
   * Returns how many answers so far agreed with the scan at once, with a raised ef, and not at all.
   */
  public long[] verdicts() {
    return new long[] {agreed.sum(), raised.sum(), scanned.sum()};
  }

  @Override
  public RankedItems retrieve(Request request, IntPredicate eligible, TieBreak ties, int n) {
    float[] query = new float[embedding.items().dimension()];
    if (!embedding.query(request, query)) {
      return RankedItems.EMPTY;
    }
    return verified ? verified(query, eligible, ties, n) : walked(query, eligible, ties, n);
  }

  private RankedItems verified(float[] query, IntPredicate eligible, TieBreak ties, int n) {
    RankedItems exact = scan.search(query, eligible, ties, n);
    int ef = Math.max(n, settings.ef());
    if (same(exact, graph.search(query, eligible, ties, n, ef))) {
      agreed.increment();
    } else if (same(exact, graph.search(query, eligible, ties, n, 4 * ef))) {
      raised.increment();
    } else {
      scanned.increment();
    }
    return exact;
  }

  private RankedItems walked(float[] query, IntPredicate eligible, TieBreak ties, int n) {
    RankedItems found = graph.search(query, eligible, ties, n, settings.ef());
    // Fewer than n only where the walk could not reach enough eligible nodes; the scan reaches all.
    return found.size() < n ? scan.search(query, eligible, ties, n) : found;
  }

  private static boolean same(RankedItems a, RankedItems b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (a.item(i) != b.item(i) || a.score(i) != b.score(i)) {
        return false;
      }
    }
    return true;
  }
}
