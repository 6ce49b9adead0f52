package sluice.candidates.neighbour;

import sluice.core.graph.Transitions;

/**
 * {@code co-visitation}: what stood near the latest items in other histories, see {@link
 * Transitions}.
 */
public final class CoVisitationSourceType extends NeighbourSourceType<SequenceSettings> {
  @Override
  public String type() {
    return "co-visitation";
  }

  @Override
  public Class<SequenceSettings> settings() {
    return SequenceSettings.class;
  }

  @Override
  public String defaults() {
    return """
    n: 400            # how many items it brings
    recent: 20        # how many of the latest interactions are followed; 0 for all
    decay: 0.9        # by how much an interaction counts less than the one after it
    graph:            # which items follow each other; those of equal keys are counted once, with the features'
      {direction: both, window: 10, decay: 0.8, halfLifeDays: 7.0, alpha: 0.5, beta: 0.5, shrink: 2.0,
       neighbours: 300, longest: 1000}
    """;
  }
}
