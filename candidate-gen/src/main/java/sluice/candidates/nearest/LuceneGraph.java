package sluice.candidates.nearest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.hnsw.HnswGraph;
import org.apache.lucene.util.hnsw.HnswGraphBuilder;
import org.apache.lucene.util.hnsw.RandomVectorScorerSupplier;
import org.apache.lucene.util.hnsw.UpdateableRandomVectorScorer;

/**
 * Builds a graph with Lucene's builder, under our own SIMD scorer, and freezes it.
 *
 * <p>Seeded and built by one thread, so that the same vectors give the same graph.
 */
final class LuceneGraph {
  private LuceneGraph() {}

  static FlatGraph build(
      NonZeroVectors vectors, GraphSettings settings, GraphMetric linking, long seed) {
    int size = vectors.size();
    if (size == 0) {
      return new FlatGraph(vectors, new int[0][], new int[0][], -1);
    }
    try {
      HnswGraph graph =
          HnswGraphBuilder.create(
                  new Scorers(new Likeness(vectors, linking), size),
                  settings.m(),
                  settings.efConstruction(),
                  seed)
              .build(size);
      int[][] offsets = new int[graph.numLevels()][size + 1];
      int[][] links = new int[graph.numLevels()][];
      for (int level = 0; level < links.length; level++) {
        boolean[] there = new boolean[size];
        HnswGraph.NodesIterator nodes = graph.getNodesOnLevel(level);
        while (nodes.hasNext()) {
          there[nodes.nextInt()] = true;
        }
        int[] found = new int[size];
        int count = 0;
        for (int node = 0; node < size; node++) {
          if (there[node]) {
            graph.seek(level, node);
            int other;
            while ((other = graph.nextNeighbor()) != DocIdSetIterator.NO_MORE_DOCS) {
              if (count == found.length) {
                found = Arrays.copyOf(found, count * 2);
              }
              found[count++] = other;
            }
          }
          offsets[level][node + 1] = count;
        }
        links[level] = Arrays.copyOf(found, count);
      }
      return new FlatGraph(vectors, offsets, links, graph.entryNode());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Scores as Lucene wants them: above 0, rising with the inner product. */
  private record Scorers(Likeness likenesses, int size) implements RandomVectorScorerSupplier {
    @Override
    public UpdateableRandomVectorScorer scorer() {
      return new Scorer(likenesses, size);
    }

    @Override
    public RandomVectorScorerSupplier copy() {
      return this;
    }
  }

  private static final class Scorer implements UpdateableRandomVectorScorer {
    private final Likeness likenesses;
    private final int size;
    private int from;

    Scorer(Likeness likenesses, int size) {
      this.likenesses = likenesses;
      this.size = size;
    }

    @Override
    public void setScoringOrdinal(int node) {
      from = node;
    }

    @Override
    public float score(int node) {
      float likeness = likenesses.of(from, node);
      return likeness < 0 ? 1 / (1 - likeness) : likeness + 1;
    }

    @Override
    public int maxOrd() {
      return size;
    }
  }
}
