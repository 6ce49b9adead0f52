package sluice.candidates.neighbour;

import sluice.core.FittingPart;
import sluice.core.graph.Transitions;

/** Counts {@link Transitions}; linear in interactions × window. */
final class TransitionRows implements GraphBuilder.Row {
  private final Transitions settings;
  private final Sequences s;
  private final double perMinute;

  TransitionRows(Transitions settings, FittingPart part) {
    this.settings = settings;
    this.s = Sequences.of(part, settings.longest(), false);
    this.perMinute = part.timed() ? -Math.log(2) / (settings.halfLifeDays() * 1440) : 0;
  }

  @Override
  public void add(int item, GraphBuilder.Sums sums) {
    for (int k = s.placeOffsets[item]; k < s.placeOffsets[item + 1]; k++) {
      int p = s.places[k];
      walk(p, 1, Math.min(s.end[p] - 1 - p, settings.window()), sums);
      if (settings.both()) {
        walk(p, -1, Math.min(p - s.start[p], settings.window()), sums);
      }
    }
  }

  /** Adds what stands some steps after a place, or before it. */
  private void walk(int p, int direction, int steps, GraphBuilder.Sums sums) {
    double weight = 1;
    for (int d = 1; d <= steps; d++) {
      int q = p + direction * d;
      int gap = Math.abs(s.minute[q] - s.minute[p]);
      double near = gap == 0 || perMinute == 0 ? 1 : Math.exp(perMinute * gap);
      if (near > 1e-6) {
        sums.add(s.item[q], weight * near);
      }
      weight *= settings.decay();
    }
  }

  @Override
  public double weight(int a, int b, double sum) {
    return sum
        / (Math.pow(s.count(a), settings.alpha()) * Math.pow(s.count(b), settings.beta())
            + settings.shrink());
  }
}
