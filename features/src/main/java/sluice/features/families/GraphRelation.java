package sluice.features.families;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import sluice.core.Feature;
import sluice.core.graph.ItemGraph;
import sluice.features.Declared;
import sluice.features.FeatureGroup;
import sluice.features.RequestFacts;

/**
 * How strongly the user's latest items point at a candidate in an item graph: transitions, or
 * co-occurrence.
 */
final class GraphRelation implements FeatureGroup {
  private static final int SUM = 0;
  private static final int MAX = 1;
  private static final int FIRST = 2;
  private static final int LINKS = 3;
  private static final int QUANTILE = 4;
  private final ItemGraph graph;
  private final int items;
  private final double decay;
  private final Declared declared;

  /**
   * Makes a family.
   *
   * @param prefix before every name
   * @param what how the graph is called in descriptions
   * @param graph from history item to candidate
   * @param items how many of the latest items are followed
   * @param decay weight of each further item back
   */
  GraphRelation(String prefix, String what, ItemGraph graph, int items, double decay) {
    this.graph = graph;
    this.items = items;
    this.decay = decay;
    declared = new Declared(what, "assembler", Duration.ZERO);
    String of = what + " of the candidate with the user's last " + items + " items";
    declared.add(
        prefix + "sum",
        Feature.Type.NUMBER,
        0,
        "Sum of the " + of + ", each further back counting " + decay + " as much.");
    declared.add(
        prefix + "max", Feature.Type.NUMBER, 0, "Greatest of the " + of + ", without decay.");
    declared.add(
        prefix + "last",
        Feature.Type.NUMBER,
        0,
        "The " + what + " of the candidate with the user's very last item.");
    declared.add(
        prefix + "links",
        Feature.Type.NUMBER,
        0,
        "ln(1 + how many of the user's last " + items + " items lead to the candidate).");
    declared.add(
        prefix + "quantile",
        Feature.Type.SCORE,
        0.5,
        "Quantile of " + prefix + "sum among the candidates.");
  }

  @Override
  public List<Feature> features() {
    return declared.features();
  }

  @Override
  public Filler newFiller() {
    return new GraphFiller();
  }

  private final class GraphFiller implements Filler {
    private float[] sums = new float[512];
    private float[] greatest = new float[512];
    private int[] links = new int[512];

    @Override
    public void fill(RequestFacts facts, Rows rows) {
      int n = facts.size();
      int followed = Math.min(facts.recent(), items);
      if (followed == 0) {
        return;
      }
      if (sums.length < n) {
        sums = new float[n];
        greatest = new float[n];
        links = new int[n];
      }
      Arrays.fill(sums, 0, n, 0);
      Arrays.fill(greatest, 0, n, 0);
      Arrays.fill(links, 0, n, 0);
      double weight = 1;
      for (int k = 0; k < followed; k++) {
        follow(facts, rows, facts.recentItem(k), (float) weight, k == 0);
        weight *= decay;
      }
      float[] quantiles = facts.quantiles(sums);
      for (int c = 0; c < n; c++) {
        rows.set(c, SUM, sums[c]);
        rows.set(c, MAX, greatest[c]);
        rows.set(c, LINKS, (float) Math.log(1.0 + links[c]));
        rows.set(c, QUANTILE, quantiles[c]);
      }
    }

    private void follow(RequestFacts facts, Rows rows, int from, float weight, boolean last) {
      for (int e = graph.start(from); e < graph.start(from + 1); e++) {
        int c = facts.slot(graph.neighbour(e));
        if (c >= 0) {
          float w = graph.weight(e);
          sums[c] += weight * w;
          greatest[c] = Math.max(greatest[c], w);
          links[c]++;
          if (last) {
            rows.set(c, FIRST, w);
          }
        }
      }
    }
  }
}
