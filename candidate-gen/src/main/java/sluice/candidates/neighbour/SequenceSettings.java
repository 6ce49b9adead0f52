package sluice.candidates.neighbour;

import java.util.Optional;
import sluice.candidates.ForgettingSource;
import sluice.core.graph.Transitions;

/**
 * The settings of sources that follow what stands near an item in histories.
 *
 * @param n how many items it brings
 * @param recent how many of the user's latest interactions are followed; 0 for all
 * @param forgetting how fast the history is forgotten, see {@link ForgettingSource}; empty where it
 *     is chosen
 * @param graph what makes two items neighbours
 */
public record SequenceSettings(int n, int recent, Optional<Double> forgetting, Transitions graph)
    implements NeighbourSettings {
  /** Checks. */
  public SequenceSettings {
    NeighbourSettings.check(n, recent, forgetting);
  }
}
