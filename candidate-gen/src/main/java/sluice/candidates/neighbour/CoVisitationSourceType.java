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
    recent: 0         # how many of the latest interactions are followed; 0 for all
    # forgetting: 0.5, say: how fast the history is forgotten; without it 0 or 0.5, by the train requests
    graph:            # which items follow each other; those of equal keys are counted once, with the features'
      {direction: both, window: 10, decay: 0.8, halfLifeDays: 7.0, alpha: 0.5, beta: 0.5, shrink: 2.0,
       neighbours: 300, longest: 1000}
    """;
  }
}
