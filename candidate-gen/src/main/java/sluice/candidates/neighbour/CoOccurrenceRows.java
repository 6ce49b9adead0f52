package sluice.candidates.neighbour;

import java.util.stream.IntStream;
import sluice.core.FittingPart;
import sluice.core.graph.CoOccurrence;

/** Counts {@link CoOccurrence}; at most {@code users · longest} steps an item. */
final class CoOccurrenceRows implements GraphBuilder.Row {
  private static final double K = 1.2;
  private static final double B = 0.75;

  private final CoOccurrence settings;
  private final Sequences s;
  private final double[] counts; // by place: what its user counts
  private final double[] sizes; // by item

  CoOccurrenceRows(CoOccurrence settings, FittingPart part) {
    this.settings = settings;
    this.s = Sequences.of(part, settings.longest(), true);
    int items = part.catalogue().size();
    this.counts =
        IntStream.range(0, s.places.length)
            .mapToDouble(p -> count(s.end[p] - s.start[p], items))
            .toArray();
    double mean = (double) s.places.length / items;
    this.sizes =
        IntStream.range(0, items)
            .mapToDouble(
                item -> settings.weighting().equals("bm25") ? length(item, mean) : size(item))
            .toArray();
  }

  private double count(int itemsOfUser, int items) {
    double idf = Math.log(items) - Math.log1p(itemsOfUser);
    return settings.weighting().equals("none") ? 1 : idf * idf;
  }

  private double size(int item) {
    return IntStream.range(s.placeOffsets[item], s.placeOffsets[item + 1])
        .mapToDouble(k -> counts[s.places[k]])
        .sum();
  }

  private double length(int item, double mean) {
    return (K * (1 - B + B * s.count(item) / mean) + 1) / (K + 1);
  }

  @Override
  public void add(int item, GraphBuilder.Sums sums) {
    int n = s.count(item);
    int looked = Math.min(n, settings.users());
    double scale = (double) n / Math.max(1, looked);
    for (int k = 0; k < looked; k++) {
      int p = s.places[s.placeOffsets[item] + (int) ((long) k * n / looked)];
      double count = scale * counts[p];
      for (int q = s.start[p]; count > 0 && q < s.end[p]; q++) {
        sums.add(s.item[q], count);
      }
    }
  }

  @Override
  public double weight(int a, int b, double sum) {
    double na = sizes[a];
    double nb = sizes[b];
    if (settings.weighting().equals("bm25")) {
      return sum / (na * nb + settings.shrink() / ((K + 1) * (K + 1)));
    }
    return settings.cosine()
        ? sum / (Math.sqrt(na * nb) + settings.shrink())
        : sum / (na + nb - sum + settings.shrink());
  }
}
