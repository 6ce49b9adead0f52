package sluice.candidates.neighbour;

import sluice.core.FittingPart;
import sluice.core.graph.Transitions;
import sluice.core.graph.TypedTransitions;

/** Counts {@link Transitions}, typed or not; linear in interactions × window. */
final class TransitionRows implements GraphBuilder.Row {
  private final Transitions settings;
  private final Sequences s;
  private final double perMinute;
  private final EventFilter from;
  private final EventFilter to;
  private final double minutes;
  private final int[] fromCounts;
  private final int[] toCounts;

  TransitionRows(Transitions settings, FittingPart part) {
    this(
        settings,
        part,
        EventFilter.all(part.interactions()),
        EventFilter.all(part.interactions()),
        Double.POSITIVE_INFINITY);
  }

  TransitionRows(TypedTransitions typed, FittingPart part) {
    this(
        typed.steps(),
        part,
        EventFilter.of(typed.from(), part.interactions(), "graph.from"),
        EventFilter.of(typed.to(), part.interactions(), "graph.to"),
        part.timed() ? typed.hours() * 60 : Double.POSITIVE_INFINITY);
  }

  private TransitionRows(
      Transitions settings, FittingPart part, EventFilter from, EventFilter to, double minutes) {
    this.settings = settings;
    this.s = Sequences.of(part, settings.longest(), false);
    this.from = from;
    this.to = to;
    this.minutes = minutes;
    this.fromCounts = counts(part, from);
    this.toCounts = counts(part, to);
    this.perMinute = part.timed() ? -Math.log(2) / (settings.halfLifeDays() * 1440) : 0;
  }

  /** Returns how many places of each item are of some event types. */
  private int[] counts(FittingPart part, EventFilter types) {
    int[] counts = new int[part.catalogue().size()];
    for (int p : s.places) {
      counts[s.item[p]] += types.test(s.event[p]) ? 1 : 0;
    }
    return counts;
  }

  @Override
  public void add(int item, GraphBuilder.Sums sums) {
    for (int k = s.placeOffsets[item]; k < s.placeOffsets[item + 1]; k++) {
      int p = s.places[k];
      if (!from.test(s.event[p])) {
        continue;
      }
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
      if (near > 1e-6 && gap <= minutes && to.test(s.event[q])) {
        sums.add(s.item[q], weight * near);
      }
      weight *= settings.decay();
    }
  }

  @Override
  public double weight(int a, int b, double sum) {
    return sum
        / (Math.pow(fromCounts[a], settings.alpha()) * Math.pow(toCounts[b], settings.beta())
            + settings.shrink());
  }
}
