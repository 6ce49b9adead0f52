package sluice.candidates.linear;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntPredicate;
import sluice.candidates.ForgettingSource;
import sluice.core.CandidateSource;
import sluice.core.History;
import sluice.core.RankedItems;
import sluice.core.Request;
import sluice.core.TieBreak;
import sluice.core.TopK;
import sluice.core.store.ArrayReader;
import sluice.core.store.ArrayWriter;

/**
 * Scores by item weights B: score_j = Σ x_i B_ij over the items i of the history, each counted once
 * at its latest interaction of a weight above 0.
 *
 * <p>x_i is (1 + n)^−d with n the items that came after it, see {@link ForgettingSource}, times
 * 2^(−age / half-life) with the age in days before the latest of them. Items whose sum is exactly
 * 0, so that nothing links them to the history, are not brought. Safe for use by many threads; each
 * keeps 5 bytes an item that has weights.
 */
final class LinearSource implements ForgettingSource {
  private static final double DAY = 86_400_000.0;

  private final String name;
  private final int recent;
  private final Optional<Double> exponent;
  private final double halfLifeDays;
  private final ItemWeights weights;
  private final int[] places;
  private final ThreadLocal<Scratch> scratch;

  private static final class Scratch {
    private final float[] sums;
    private final boolean[] counted;

    Scratch(int size) {
      sums = new float[size];
      counted = new boolean[size];
    }
  }

  /**
   * Makes a source.
   *
   * @param recent how many of the latest items count; 0 for all
   * @param exponent how fast the history is forgotten; empty where it is open
   * @param halfLifeDays after how many days an interaction counts half; infinite for never
   * @param catalogue how many items the catalogue has
   */
  LinearSource(
      String name,
      int recent,
      Optional<Double> exponent,
      double halfLifeDays,
      ItemWeights weights,
      int catalogue) {
    this(name, recent, exponent, halfLifeDays, weights, weights.places(catalogue));
  }

  private LinearSource(
      String name,
      int recent,
      Optional<Double> exponent,
      double halfLifeDays,
      ItemWeights weights,
      int[] places) {
    this.name = name;
    this.recent = recent;
    this.exponent = exponent;
    this.halfLifeDays = halfLifeDays;
    this.weights = weights;
    this.places = places;
    this.scratch = ThreadLocal.withInitial(() -> new Scratch(weights.size()));
  }

  /** Reads the weights that {@link #write} wrote into a folder. */
  static ItemWeights read(Path folder) {
    try (ArrayReader in = new ArrayReader(folder.resolve(ItemWeights.FILE))) {
      ItemWeights weights = ItemWeights.read(in);
      in.finish();
      return weights;
    }
  }

  @Override
  public void write(Path folder) {
    try (ArrayWriter out = new ArrayWriter(folder.resolve(ItemWeights.FILE))) {
      weights.write(out);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<Double> exponent() {
    return exponent;
  }

  @Override
  public CandidateSource forgetting(double d) {
    return new LinearSource(name, recent, Optional.of(d), halfLifeDays, weights, places);
  }

  /** Returns what an interaction counts that is some milliseconds old. */
  static float decay(long age, double halfLifeDays) {
    return (float) Math.pow(2, -age / (halfLifeDays * DAY));
  }

  @Override
  public RankedItems retrieve(Request request, IntPredicate eligible, TieBreak ties, int n) {
    float[] sums = scratch.get().sums;
    sum(request.history(), sums, scratch.get().counted);
    TopK top = new TopK(Math.min(n, sums.length));
    top.reset(ties);
    for (int place = 0; place < sums.length; place++) {
      float sum = sums[place];
      if (sum != 0 && sum >= top.threshold() && eligible.test(weights.item(place))) {
        top.offer(weights.item(place), sum);
      }
    }
    return top.take();
  }

  private void sum(History history, float[] sums, boolean[] counted) {
    Arrays.fill(sums, 0);
    Arrays.fill(counted, false);
    int most = recent == 0 ? Integer.MAX_VALUE : recent;
    double d = exponent.orElse(DEFAULT);
    int taken = 0;
    long latest = 0;
    for (int i = history.size() - 1; i >= 0 && taken < most; i--) {
      int place = history.weight(i) > 0 ? places[history.item(i)] : -1;
      if (place >= 0 && !counted[place]) {
        counted[place] = true;
        latest = taken == 0 ? history.time(i) : latest;
        float x =
            ForgettingSource.weight(taken++, d) * decay(latest - history.time(i), halfLifeDays);
        weights.add(place, x, sums);
      }
    }
  }
}
