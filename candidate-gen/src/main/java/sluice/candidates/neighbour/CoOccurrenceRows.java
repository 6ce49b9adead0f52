package sluice.candidates.neighbour;

import sluice.core.FittingPart;
import sluice.core.graph.CoOccurrence;

/** Counts {@link CoOccurrence}; at most {@code users · longest} steps an item. */
final class CoOccurrenceRows implements GraphBuilder.Row {
  private final CoOccurrence settings;
  private final Sequences s;

  CoOccurrenceRows(CoOccurrence settings, FittingPart part) {
    this.settings = settings;
    this.s = Sequences.of(part, settings.longest(), true);
  }

  @Override
  public void add(int item, GraphBuilder.Sums sums) {
    int n = s.count(item);
    int looked = Math.min(n, settings.users());
    double scale = (double) n / Math.max(1, looked);
    for (int k = 0; k < looked; k++) {
      int p = s.places[s.placeOffsets[item] + (int) ((long) k * n / looked)];
      for (int q = s.start[p]; q < s.end[p]; q++) {
        sums.add(s.item[q], scale);
      }
    }
  }

  @Override
  public double weight(int a, int b, double sum) {
    double na = s.count(a);
    double nb = s.count(b);
    return settings.cosine()
        ? sum / (Math.sqrt(na * nb) + settings.shrink())
        : sum / (na + nb - sum + settings.shrink());
  }
}
