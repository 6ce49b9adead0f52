package sluice.sample;

import java.util.Arrays;
import java.util.SplittableRandom;
import sluice.core.Randomness;
import sluice.core.VectorMath;
import sluice.sample.truth.TrueItems;
import sluice.sample.truth.TrueModel;

/**
 * Fills slates, and knows the probability of what it shows.
 *
 * <p>Each position draws an item for itself, from what the user has not watched or hidden: with
 * probability ε_k uniformly, else a topic (by the user's estimated taste or by popularity), then an
 * item of that topic by exposure. An item drawn at an earlier position already leaves the position
 * empty. Draws are independent, so the probability that item i is shown at position k is exactly
 * {@code p_k(i) Π_{j<k} (1 − p_j(i))}. For one thread.
 */
final class LoggingPolicy {
  /** What a position holds that stayed empty. */
  static final int EMPTY = -1;

  private static final int D = TrueModel.DIMENSIONS;
  private static final double SHARPNESS = 1.3;
  private final long seed;
  private final WorldParameters.Policy policy;
  private final TopicSpace space;
  private final ExposureWeights exposure;
  private final TrueItems items;
  private final double[] error = new double[TrueModel.TOPICS];
  private final double[] personal = new double[TrueModel.TOPICS];
  private final double[] personalSums = new double[TrueModel.TOPICS];
  private final double[] explore;
  private final double[] follow;
  private final double[] seenMass;
  private final int[] slate;
  private final double[] propensities;
  private int day;

  LoggingPolicy(
      long seed,
      WorldParameters parameters,
      TopicSpace space,
      WorldItems items,
      ExposureWeights exposure) {
    this.seed = seed;
    this.policy = parameters.policy();
    this.space = space;
    this.exposure = exposure;
    this.items = items.truth();
    this.explore = new double[policy.slots()];
    this.follow = new double[policy.slots()];
    this.seenMass = new double[policy.slots()];
    this.slate = new int[policy.slots()];
    this.propensities = new double[policy.slots()];
  }

  /** Fixes the error that the policy makes about a user. */
  void user(int user) {
    SplittableRandom r = Randomness.generator(seed, "policy", user);
    for (int c = 0; c < error.length; c++) {
      error[c] = policy.error() * r.nextGaussian();
    }
  }

  /**
   * Prepares the slates of one moment.
   *
   * @param taste the user's true taste now, of which the policy sees an estimate
   * @param seen what the user has watched or hidden
   * @return false where the user has seen nearly everything there is; then nothing can be drawn
   */
  boolean prepare(float[] taste, SeenItems seen, long time) {
    day = exposure.day(time);
    double sum = 0;
    for (int c = 0; c < TrueModel.TOPICS; c++) {
      double logit = SHARPNESS * VectorMath.dot(taste, 0, space.centres(), c * D, D) + error[c];
      personal[c] = exposure.has(day, c) ? StrictMath.exp(logit) : 0;
      sum += personal[c];
      personalSums[c] = sum;
    }
    for (int c = 0; c < TrueModel.TOPICS; c++) {
      personal[c] /= sum;
    }
    double trust = seen.size() / (seen.size() + 2.0);
    int slots = policy.slots();
    for (int k = 0; k < slots; k++) {
      double down = slots == 1 ? 0 : k / (slots - 1.0);
      explore[k] = policy.explore() * (1 + 2 * down);
      follow[k] = policy.personal() * trust * (1 - 0.3 * down);
    }
    int known = 0;
    double personalMass = 0;
    double popularMass = 0;
    for (int s = 0; s < seen.size(); s++) {
      int item = seen.get(s);
      if (item < exposure.available(day)) {
        double within = exposure.within(day, item);
        known++;
        personalMass += personal[items.topics()[item]] * within;
        popularMass += exposure.popular(day, items.topics()[item]) * within;
      }
    }
    for (int k = 0; k < slots; k++) {
      seenMass[k] =
          explore[k] * known / exposure.available(day)
              + (1 - explore[k]) * (follow[k] * personalMass + (1 - follow[k]) * popularMass);
    }
    return known <= 0.9 * exposure.available(day);
  }

  /** Draws a slate; the arrays are overwritten by the next call. */
  int[] draw(SplittableRandom r, SeenItems seen) {
    Arrays.fill(slate, EMPTY);
    for (int k = 0; k < slate.length; k++) {
      int item = drawAt(r, k, seen);
      boolean shown = false;
      for (int j = 0; j < k; j++) {
        shown |= slate[j] == item;
      }
      if (!shown) {
        slate[k] = item;
        propensities[k] = propensity(item, k);
      }
    }
    return slate;
  }

  /** Returns the probability of what stands at a position of the slate drawn last. */
  double propensity(int position) {
    return propensities[position];
  }

  /** Returns the probability that an unseen item is shown at a position, from 0. */
  double propensity(int item, int position) {
    double shownHere = drawn(item, position);
    for (int j = 0; j < position; j++) {
      shownHere *= 1 - drawn(item, j);
    }
    return shownHere;
  }

  private double drawn(int item, int k) {
    int topic = items.topics()[item];
    double topicShare =
        follow[k] * personal[topic] + (1 - follow[k]) * exposure.popular(day, topic);
    double all =
        explore[k] / exposure.available(day)
            + (1 - explore[k]) * topicShare * exposure.within(day, item);
    return all / (1 - seenMass[k]);
  }

  private int drawAt(SplittableRandom r, int k, SeenItems seen) {
    while (true) {
      int item;
      if (r.nextDouble() < explore[k]) {
        item = r.nextInt(exposure.available(day));
      } else {
        int topic =
            r.nextDouble() < follow[k]
                ? TopicSpace.draw(r, personalSums, TrueModel.TOPICS)
                : exposure.drawTopic(r, day);
        item = exposure.drawItem(r, day, topic);
      }
      if (!seen.contains(item)) {
        return item;
      }
    }
  }
}
