package sluice.candidates.neighbour;

import sluice.core.graph.ItemRelation;
import sluice.core.graph.Transitions;

/**
 * {@code transitions}: what followed the latest items in other histories, see {@link Transitions}.
 */
public final class TransitionsType extends NeighbourType<TransitionsType.Settings> {
  /**
   * The settings.
   *
   * @param n how many items it brings
   * @param recent how many of the user's latest interactions are followed; 0 for all
   * @param decay by how much an interaction counts less than the one after it
   * @param graph what makes two items neighbours
   */
  public record Settings(int n, int recent, double decay, Transitions graph) {
    /** Checks. */
    public Settings {
      check(n, recent, decay);
    }
  }

  @Override
  public String type() {
    return "transitions";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public String defaults() {
    return """
    n: 400            # how many items it brings
    recent: 10        # how many of the latest interactions are followed; 0 for all
    decay: 0.8        # by how much an interaction counts less than the one after it
    graph:            # which items follow each other; those of equal keys are counted once, with the features'
      {direction: next, window: 10, decay: 0.8, halfLifeDays: 7.0, alpha: 0.5, beta: 0.5, shrink: 2.0,
       neighbours: 300, longest: 1000}
    """;
  }

  @Override
  public int n(Settings settings) {
    return settings.n();
  }

  @Override
  ItemRelation relation(Settings settings) {
    return settings.graph();
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
