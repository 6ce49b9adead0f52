package sluice.benchmarks;

import java.nio.file.Path;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import sluice.candidates.nearest.ExactScan;
import sluice.candidates.nearest.GraphMetric;
import sluice.candidates.nearest.GraphSettings;
import sluice.candidates.nearest.GraphSource;
import sluice.candidates.nearest.NonZeroVectors;
import sluice.core.Catalogue;
import sluice.core.Embedding;
import sluice.core.ItemVectors;
import sluice.core.RankedItems;
import sluice.core.Request;
import sluice.core.TieBreak;

/**
 * The 400 items of largest inner product among clustered vectors of 64 floats, on one thread: by
 * walking the graph with the default settings, and by the exact scan.
 */
public class NearestItems extends HotPath {
  private static final int DIMENSION = 64;
  private static final int N = 400;
  private static final int QUERIES = 256;
  private static final GraphSettings SETTINGS = GraphSettings.DEFAULT;

  /** Vectors around a centre for each hundred of them, and queries around the same. */
  @State(Scope.Benchmark)
  @SuppressWarnings("NullAway.Init") // JMH calls the setup first
  public static class Vectors {
    /** How many there are. */
    @Param("50000")
    public int vectors;

    private ItemVectors items;
    private NonZeroVectors searched;
    private float[][] queries;
    private TieBreak ties;
    private int next;

    /** Draws all. */
    @Setup
    public void draw() {
      SplittableRandom random = new SplittableRandom(1);
      float[][] centres = new float[Math.max(1, vectors / 100)][DIMENSION];
      for (float[] centre : centres) {
        for (int f = 0; f < DIMENSION; f++) {
          centre[f] = (float) random.nextGaussian();
        }
      }
      float[] data = new float[vectors * DIMENSION];
      for (int v = 0; v < vectors; v++) {
        System.arraycopy(near(centres, random), 0, data, v * DIMENSION, DIMENSION);
      }
      queries = new float[QUERIES][];
      for (int q = 0; q < QUERIES; q++) {
        queries[q] = near(centres, random);
      }
      items = new ItemVectors(data, vectors, DIMENSION);
      searched = NonZeroVectors.of(items);
      ties = new TieBreak(1, Catalogue.always(SkewedPairs.names("i", vectors)));
    }

    private static float[] near(float[][] centres, SplittableRandom random) {
      float[] vector = centres[random.nextInt(centres.length)].clone();
      for (int f = 0; f < DIMENSION; f++) {
        vector[f] += (float) (0.5 * random.nextGaussian());
      }
      return vector;
    }

    private float[] query() {
      next = (next + 1) % QUERIES;
      return queries[next];
    }
  }

  /** The scan of all. */
  @State(Scope.Benchmark)
  @SuppressWarnings("NullAway.Init") // JMH calls the setup first
  public static class Scan {
    private ExactScan scan;

    /** Prepares it. */
    @Setup
    public void prepare(Vectors vectors) {
      scan = new ExactScan(vectors.searched);
    }
  }

  /** The graph. */
  @State(Scope.Benchmark)
  @SuppressWarnings("NullAway.Init") // JMH calls the setup first
  public static class Graph {
    private GraphSource source;

    /** Builds it, and says how much of the scan's answers it finds. */
    @Setup
    public void build(Vectors vectors) {
      Embedding embedding = new Drawn(vectors.items);
      GraphMetric metric = GraphMetric.likely(vectors.searched);
      source = new GraphSource("hnsw", embedding, vectors.searched, SETTINGS, metric, 1);
      int found = 0;
      int all = 0;
      for (float[] query : vectors.queries) {
        RankedItems nearest = source.scan().search(query, item -> true, vectors.ties, N);
        RankedItems walked =
            source.graph().search(query, item -> true, vectors.ties, N, SETTINGS.ef());
        boolean[] among = new boolean[vectors.items.size()];
        for (int i = 0; i < walked.size(); i++) {
          among[walked.item(i)] = true;
        }
        for (int i = 0; i < nearest.size(); i++) {
          found += among[nearest.item(i)] ? 1 : 0;
        }
        all += nearest.size();
      }
      System.out.println("recall of the graph: " + (double) found / all);
    }
  }

  /** Searches by the graph. */
  @Benchmark
  public RankedItems graph(Vectors vectors, Graph graph) {
    return graph
        .source
        .graph()
        .search(vectors.query(), item -> true, vectors.ties, N, SETTINGS.ef());
  }

  /** Searches by the scan. */
  @Benchmark
  public RankedItems scan(Vectors vectors, Scan scan) {
    return scan.scan.search(vectors.query(), item -> true, vectors.ties, N);
  }

  /** Vectors that nobody asks for a request's. */
  private record Drawn(ItemVectors items) implements Embedding {
    @Override
    public String name() {
      return "drawn";
    }

    @Override
    public boolean query(Request request, float[] query) {
      return false; // the vectors that are searched for are drawn, not a request's
    }

    @Override
    public void write(Path folder) {
      // A benchmark keeps nothing.
    }
  }
}
