package sluice.candidates.neighbour;

import sluice.core.graph.Transitions;

/**
 * The settings of sources that follow what stands near an item in histories.
 *
 * @param n how many items it brings
 * @param recent how many of the user's latest interactions are followed; 0 for all
 * @param decay by how much an interaction counts less than the one after it
 * @param graph what makes two items neighbours
 */
public record SequenceSettings(int n, int recent, double decay, Transitions graph)
    implements NeighbourSettings {
  /** Checks. */
  public SequenceSettings {
    NeighbourSettings.check(n, recent, decay);
  }
}
