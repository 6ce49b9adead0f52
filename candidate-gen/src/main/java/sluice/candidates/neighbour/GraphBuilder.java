package sluice.candidates.neighbour;

import sluice.core.Catalogue;
import sluice.core.Parallel;
import sluice.core.Randomness;
import sluice.core.RankedItems;
import sluice.core.TieBreak;
import sluice.core.TopK;
import sluice.core.graph.ItemGraph;
import sluice.core.graph.ItemRelation;

/**
 * Makes an {@link ItemGraph} row by row on several threads: each row by one thread, in a fixed
 * order of additions.
 */
final class GraphBuilder {
  private GraphBuilder() {}

  /** Adds up what one item's row holds. */
  interface Row {
    /** Adds to {@code sums} for every place of the item. */
    void add(int item, Sums sums);

    /** Turns a sum into the weight of an edge; 0 or less leaves it out. */
    double weight(int item, int neighbour, double sum);
  }

  /** Sums by item, with a list of the items touched. */
  static final class Sums {
    private final double[] sums;
    private final int[] touched;
    private int size;

    Sums(int items) {
      sums = new double[items];
      touched = new int[items];
    }

    /** Adds an amount above 0. */
    void add(int item, double amount) {
      if (sums[item] == 0) {
        touched[size++] = item;
      }
      sums[item] += amount;
    }
  }

  static ItemGraph build(
      ItemRelation relation, Catalogue catalogue, long seed, int threads, Row row) {
    int items = catalogue.size();
    int[][] nodes = new int[items][];
    float[][] weights = new float[items][];
    Parallel.run(
        threads,
        items,
        () -> new Scratch(new Sums(items), new TopK(relation.neighbours())),
        (a, scratch) -> {
          Sums sums = scratch.sums();
          row.add(a, sums);
          TopK top = scratch.top();
          top.reset(
              new TieBreak(Randomness.key(seed, relation.name(), catalogue.hash(a)), catalogue));
          for (int k = 0; k < sums.size; k++) {
            int b = sums.touched[k];
            double weight = b == a ? 0 : row.weight(a, b, sums.sums[b]);
            sums.sums[b] = 0;
            if (weight > 0) {
              top.offer(b, (float) weight);
            }
          }
          sums.size = 0;
          RankedItems best = top.take();
          nodes[a] = best.items();
          weights[a] = new float[best.size()];
          for (int k = 0; k < best.size(); k++) {
            weights[a][k] = best.score(k);
          }
        });
    return flatten(nodes, weights);
  }

  private record Scratch(Sums sums, TopK top) {}

  private static ItemGraph flatten(int[][] nodes, float[][] weights) {
    int[] offsets = new int[nodes.length + 1];
    for (int a = 0; a < nodes.length; a++) {
      offsets[a + 1] = Math.addExact(offsets[a], nodes[a].length);
    }
    int[] allNodes = new int[offsets[nodes.length]];
    float[] allWeights = new float[allNodes.length];
    for (int a = 0; a < nodes.length; a++) {
      System.arraycopy(nodes[a], 0, allNodes, offsets[a], nodes[a].length);
      System.arraycopy(weights[a], 0, allWeights, offsets[a], nodes[a].length);
    }
    return new ItemGraph(offsets, allNodes, allWeights);
  }
}
