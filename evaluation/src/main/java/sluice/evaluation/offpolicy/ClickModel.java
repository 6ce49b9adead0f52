package sluice.evaluation.offpolicy;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/**
 * A simple click model: {@code q(s, k, i) = θ_k · γ_{s,i}}, a rate of each position times how much
 * better than that an item does, for a segment of users.
 *
 * <p>θ_k is the mean reward of position k. With C and E the sums of rewards and of θ over the
 * impressions of item i, {@code γ_i = (C_i + a) / (E_i + a)}; of segment s, {@code γ_{s,i} =
 * (C_{s,i} + a γ_i) / (E_{s,i} + a)}: each is drawn to the coarser rate as by {@code a} = 2
 * expected clicks. So position and item act apart (the examination hypothesis). An item never shown
 * has γ = 1. Rewards should not be negative. Immutable.
 */
public final class ClickModel implements RewardModel {
  private static final double PRIOR = 2;
  private final double[] byPosition;
  private final double[] bySegmentAndItem;
  private final int items;
  private final IntUnaryOperator segments;

  private ClickModel(
      double[] byPosition, double[] bySegmentAndItem, int items, IntUnaryOperator segments) {
    this.byPosition = byPosition;
    this.bySegmentAndItem = bySegmentAndItem;
    this.items = items;
    this.segments = segments;
  }

  /**
   * Fits a model.
   *
   * @param log what was shown
   * @param fitted which of its requests to learn from
   * @param segments from a request to its segment, from 0; memory is segments × items
   */
  public static ClickModel fit(ImpressionLog log, IntPredicate fitted, IntUnaryOperator segments) {
    int items = log.itemBound();
    int groups = 1;
    for (int t = 0; t < log.requests(); t++) {
      groups = Math.max(groups, segments.applyAsInt(t) + 1);
    }
    double[] theta = positionRates(log, fitted);
    double[] rewards = new double[Math.multiplyExact(groups, items)];
    double[] expected = new double[rewards.length];
    for (int t = 0; t < log.requests(); t++) {
      if (fitted.test(t)) {
        int from = segments.applyAsInt(t) * items;
        for (int row = log.start(t); row < log.start(t + 1); row++) {
          rewards[from + log.item(row)] += log.reward(row);
          expected[from + log.item(row)] += theta[log.position(row)];
        }
      }
    }
    double[] gamma = new double[rewards.length];
    for (int i = 0; i < items; i++) {
      double reward = PRIOR;
      double hoped = PRIOR;
      for (int s = 0; s < groups; s++) {
        reward += rewards[s * items + i];
        hoped += expected[s * items + i];
      }
      double whole = reward / hoped;
      for (int s = 0; s < groups; s++) {
        int cell = s * items + i;
        gamma[cell] =
            groups == 1 ? whole : (rewards[cell] + PRIOR * whole) / (expected[cell] + PRIOR);
      }
    }
    return new ClickModel(theta, gamma, items, segments);
  }

  private static double[] positionRates(ImpressionLog log, IntPredicate fitted) {
    double[] rewards = new double[log.slots()];
    double[] shown = new double[log.slots()];
    for (int t = 0; t < log.requests(); t++) {
      if (fitted.test(t)) {
        for (int row = log.start(t); row < log.start(t + 1); row++) {
          rewards[log.position(row)] += log.reward(row);
          shown[log.position(row)]++;
        }
      }
    }
    double mean = Arrays.stream(rewards).sum() / Math.max(1, Arrays.stream(shown).sum());
    double[] theta = new double[rewards.length];
    Arrays.setAll(theta, k -> (rewards[k] + mean) / (shown[k] + 1));
    return theta;
  }

  @Override
  public double reward(int request, int position, int item) {
    double rate = byPosition[position];
    return item < items
        ? rate * bySegmentAndItem[segments.applyAsInt(request) * items + item]
        : rate;
  }
}
