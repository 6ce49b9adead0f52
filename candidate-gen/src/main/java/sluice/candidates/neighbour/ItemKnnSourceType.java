package sluice.candidates.neighbour;

import java.util.Optional;
import sluice.candidates.ForgettingSource;
import sluice.core.graph.CoOccurrence;

/**
 * {@code item-knn}: what the same users liked (cosine of co-occurrence), see {@link CoOccurrence}.
 */
public final class ItemKnnSourceType extends NeighbourSourceType<ItemKnnSourceType.Settings> {
  /**
   * The settings.
   *
   * @param n how many items it brings
   * @param recent how many of the user's latest interactions are followed; 0 for all
   * @param forgetting how fast the history is forgotten, see {@link ForgettingSource}; empty where
   *     it is chosen
   * @param graph what makes two items neighbours
   */
  public record Settings(int n, int recent, Optional<Double> forgetting, CoOccurrence graph)
      implements NeighbourSettings {
    /** Checks. */
    public Settings {
      NeighbourSettings.check(n, recent, forgetting);
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
    recent: 0         # how many of the latest interactions are followed; 0 for all
    # forgetting: 0.5, say: how fast the history is forgotten; without it 0 or 0.5, by the train requests
    graph:            # which items have the same users; those of equal keys are counted once, with the features'
      {similarity: cosine, weighting: none, shrink: 5.0, neighbours: 200, longest: 300, users: 5000}
    """;
  }
}
