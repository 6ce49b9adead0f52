package sluice.ranking;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.classification.Label;
import org.tribuo.common.tree.LeafNode;
import org.tribuo.common.tree.Node;
import org.tribuo.common.tree.SplitNode;
import org.tribuo.common.tree.TreeModel;
import sluice.core.RankingSet;

/**
 * Takes trees that Tribuo grew on {@link ValueBins} into {@link FlatTrees}.
 *
 * <p>What is missing goes left at every node: its bin is below all. Cover and gain are those of the
 * training rows: the weight that comes to a node, and by how much a split lowers weight × Gini
 * impurity, 2 p (1 − p).
 */
final class TribuoTrees {
  private final RankingSet train;
  private final ValueBins bins;
  private int nodes;
  private int[] column = new int[64];
  private float[] value = new float[64];
  private int[] left = new int[64];
  private int[] right = new int[64];

  /** What a leaf adds to the score. */
  interface Leaf {
    /**
     * Returns it.
     *
     * @param probability share of relevant rows in the leaf, by weight, as Tribuo knows it
     * @param cover weight of the training rows that come to it
     */
    double value(double probability, double cover);
  }

  private TribuoTrees(RankingSet train, ValueBins bins) {
    this.train = train;
    this.bins = bins;
  }

  /** Flattens; the score of a row is the sum of the leaves that it comes to. */
  static FlatTrees flatten(
      List<TreeModel<Label>> models, RankingSet train, ValueBins bins, Leaf leaf) {
    return new TribuoTrees(train, bins).flatten(models, leaf);
  }

  private FlatTrees flatten(List<TreeModel<Label>> models, Leaf leaf) {
    int[] roots = new int[models.size() + 1];
    for (int t = 0; t < models.size(); t++) {
      roots[t] = nodes;
      add(models.get(t).getRoot(), models.get(t).getFeatureIDMap());
    }
    roots[models.size()] = nodes;
    float[] cover = new float[nodes];
    double[] gain = new double[nodes];
    count(roots, cover, gain);
    float[] values = Arrays.copyOf(value, nodes);
    for (int node = 0; node < nodes; node++) {
      values[node] = column[node] < 0 ? (float) leaf.value(value[node], cover[node]) : value[node];
    }
    int[] lefts = Arrays.copyOf(left, nodes);
    return new FlatTrees(
        train.features().columns(),
        0,
        roots,
        Arrays.copyOf(column, nodes),
        values,
        lefts,
        Arrays.copyOf(right, nodes),
        lefts,
        gain,
        cover);
  }

  private int add(Node<Label> node, ImmutableFeatureMap features) {
    int at = nodes++;
    if (at == column.length) {
      column = Arrays.copyOf(column, 2 * at);
      value = Arrays.copyOf(value, 2 * at);
      left = Arrays.copyOf(left, 2 * at);
      right = Arrays.copyOf(right, 2 * at);
    }
    switch (node) {
      case SplitNode<Label> split -> {
        column[at] = TribuoRows.column(features.get(split.getFeatureID()).getName());
        value[at] = bins.threshold(column[at], (int) Math.floor(split.splitValue()));
        int lower = add(split.getLessThanOrEqual(), features); // may move the arrays
        int upper = add(split.getGreaterThan(), features);
        left[at] = lower;
        right[at] = upper;
      }
      case LeafNode<Label> leaf -> {
        column[at] = -1;
        Label relevant = leaf.getDistribution().get(TribuoRows.RELEVANT.getLabel());
        value[at] = (float) Objects.requireNonNull(relevant, "relevant").getScore();
      }
      default -> throw new IllegalStateException("a node of another kind: " + node.getClass());
    }
    return at;
  }

  /** Takes the training rows down every tree. */
  private void count(int[] roots, float[] cover, double[] gain) {
    double[] all = new double[nodes];
    double[] relevant = new double[nodes];
    for (int t = 0; t < roots.length - 1; t++) {
      for (int r = 0; r < train.rows(); r++) {
        double weight = train.weight(r);
        int node = roots[t];
        int next = node;
        while (next >= 0) {
          node = next;
          all[node] += weight;
          relevant[node] += train.label(r) > 0 ? weight : 0;
          next = column[node] < 0 ? -1 : next(node, train.features().get(r, column[node]));
        }
      }
    }
    for (int node = 0; node < nodes; node++) {
      cover[node] = (float) all[node];
      gain[node] =
          column[node] < 0
              ? 0
              : impurity(all[node], relevant[node])
                  - impurity(all[left[node]], relevant[left[node]])
                  - impurity(all[right[node]], relevant[right[node]]);
    }
  }

  private int next(int node, float x) {
    return x >= value[node] ? right[node] : left[node]; // NaN goes left
  }

  private static double impurity(double all, double relevant) {
    return all == 0 ? 0 : 2 * relevant * (all - relevant) / all;
  }
}
