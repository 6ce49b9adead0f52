package sluice.candidates.neighbour;

import sluice.candidates.neighbour.Relatedness.Relation;

/**
 * {@code item-knn}: what the same users liked (cosine of co-occurrence), see {@link
 * ItemGraphBuilder}.
 */
public final class ItemKnnType extends NeighbourType<ItemKnnType.Settings> {
  /**
   * The settings.
   *
   * @param n how many items it brings
   * @param neighbours how many are kept of each item
   * @param shrink pulls the similarity of rarely seen items towards 0
   * @param recent how many of the user's latest interactions are followed; 0 for all
   * @param decay by how much an interaction counts less than the one after it
   */
  public record Settings(int n, int neighbours, double shrink, int recent, double decay) {
    /** Checks. */
    public Settings {
      check(n, neighbours, shrink, recent, decay);
    }
  }

  @Override
  public String type() {
    return "item-knn";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public String defaults() {
    return """
    n: 400            # how many items it brings
    neighbours: 200   # how many are kept of each item
    shrink: 10        # pulls the similarity of rarely seen items towards 0
    recent: 0         # how many of the latest interactions are followed; 0 for all
    decay: 1        # by how much an interaction counts less than the one after it
    """;
  }

  @Override
  public int n(Settings settings) {
    return settings.n();
  }

  @Override
  Relatedness relatedness(Settings settings) {
    return new Relatedness(Relation.ITEM_KNN, settings.neighbours(), settings.shrink(), 0);
  }

  @Override
  int recent(Settings settings) {
    return settings.recent();
  }

  @Override
  double decay(Settings settings) {
    return settings.decay();
  }
}
