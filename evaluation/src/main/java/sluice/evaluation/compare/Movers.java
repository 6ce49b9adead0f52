package sluice.evaluation.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds the users who gained and lost most. */
final class Movers {
  private static final int EACH = 5;

  private Movers() {}

  /** Returns up to five who gained most and five who lost most by each side, ties by the id. */
  static List<Mover> of(List<Side> sides, String measure) {
    List<Mover> out = new ArrayList<>();
    for (Side side : sides.subList(1, sides.size())) {
      List<Mover> all = all(sides.getFirst(), side, measure);
      all.sort(Comparator.comparingDouble(Mover::difference).thenComparing(Mover::user));
      all.stream()
          .filter(m -> m.difference() > 0)
          .sorted(Comparator.comparingDouble(m -> -m.difference()))
          .limit(EACH)
          .forEach(out::add);
      all.stream().filter(m -> m.difference() < 0).limit(EACH).forEach(out::add);
    }
    return out;
  }

  private static List<Mover> all(Side baseline, Side side, String measure) {
    PairedRows rows = PairedRows.of(baseline, side, measure);
    double[] before = PairedRows.mean(rows.baseline());
    double[] now = PairedRows.mean(rows.values());
    List<Mover> all = new ArrayList<>();
    for (int i = 0; i < rows.rows(); i++) {
      all.add(new Mover(side.name(), rows.names().get(i), before[i], now[i]));
    }
    return all;
  }
}
