package sluice.sample;

import java.util.Arrays;
import java.util.SplittableRandom;
import sluice.sample.truth.TrueItems;
import sluice.sample.truth.TrueModel;

/**
 * How the logging policy weighs items on each day: weight × freshness within a topic, and the
 * topics by their sums.
 *
 * <p>The policy takes up new uploads every night: on day d it knows what was uploaded before day d.
 * Within topic c item i has probability {@code w_i f(d − d_i) / Z(c, d)} with {@code f(age) = floor
 * + (1 − floor) e^(−age / days)}. Immutable, safe for use by many threads. Memory: topics × days.
 */
final class ExposureWeights {
  private final long start;
  private final int lastDay;
  private final int[] uploadDay;
  private final double[] weight;
  private final int[] topics;
  private final double[] fresh;
  private final int[] available;
  private final int[][] itemsOfTopic;
  private final double[][] weightSums;
  private final int[][] knownOfTopic;
  private final double[][] mass;
  private final double[][] massSums;

  ExposureWeights(WorldItems items, WorldParameters parameters) {
    TrueItems truth = items.truth();
    TrueModel model = parameters.model();
    int n = items.size();
    this.start = model.start();
    this.lastDay = model.days();
    this.weight = items.weight();
    this.topics = truth.topics();
    this.uploadDay = new int[n];
    Arrays.setAll(uploadDay, i -> (int) Math.floorDiv(truth.uploaded()[i] - start, TrueModel.DAY));
    this.fresh = new double[lastDay - Math.min(0, uploadDay[0]) + 1];
    WorldParameters.Popularity p = parameters.popularity();
    Arrays.setAll(
        fresh, age -> p.freshFloor() + (1 - p.freshFloor()) * StrictMath.exp(-age / p.freshDays()));
    this.available = new int[lastDay + 1];
    this.itemsOfTopic = new int[TrueModel.TOPICS][];
    this.weightSums = new double[TrueModel.TOPICS][];
    this.knownOfTopic = new int[lastDay + 1][TrueModel.TOPICS];
    this.mass = new double[lastDay + 1][TrueModel.TOPICS];
    this.massSums = new double[lastDay + 1][TrueModel.TOPICS];
    sortByTopic(n);
    for (int day = 0; day <= lastDay; day++) {
      weigh(day, n);
    }
  }

  private void sortByTopic(int n) {
    int[] counts = new int[TrueModel.TOPICS];
    for (int topic : topics) {
      counts[topic]++;
    }
    for (int c = 0; c < TrueModel.TOPICS; c++) {
      itemsOfTopic[c] = new int[counts[c]];
      weightSums[c] = new double[counts[c]];
    }
    Arrays.fill(counts, 0);
    for (int i = 0; i < n; i++) {
      int c = topics[i];
      int k = counts[c]++;
      itemsOfTopic[c][k] = i;
      weightSums[c][k] = weight[i] + (k == 0 ? 0 : weightSums[c][k - 1]);
    }
  }

  private void weigh(int day, int n) {
    for (int i = 0; i < n && uploadDay[i] < day; i++) {
      available[day]++;
      knownOfTopic[day][topics[i]]++;
      mass[day][topics[i]] += weight[i] * fresh[day - uploadDay[i]];
    }
    double sum = 0;
    for (int c = 0; c < TrueModel.TOPICS; c++) {
      sum += mass[day][c];
      massSums[day][c] = sum;
    }
  }

  /**
   * Returns the policy's day at a time; after the end of the period it stays the day of the end.
   */
  int day(long time) {
    return (int) Math.min(lastDay, Math.floorDiv(time - start, TrueModel.DAY));
  }

  /** Returns how many items the policy knows on a day: these are the items 0 … that − 1. */
  int available(int day) {
    return available[day];
  }

  /** Returns the probability of a topic by popularity alone. */
  double popular(int day, int topic) {
    return mass[day][topic] / massSums[day][TrueModel.TOPICS - 1];
  }

  /** Says whether a topic has an item on a day. */
  boolean has(int day, int topic) {
    return knownOfTopic[day][topic] > 0;
  }

  /**
   * Returns the probability of an item within its topic, 0 where the policy does not know it yet.
   */
  double within(int day, int item) {
    return item >= available[day]
        ? 0
        : weight[item] * fresh[day - uploadDay[item]] / mass[day][topics[item]];
  }

  /** Draws a topic by popularity. */
  int drawTopic(SplittableRandom r, int day) {
    return TopicSpace.draw(r, massSums[day], TrueModel.TOPICS);
  }

  /**
   * Draws an item of a topic: by weight among those that are known, then kept with the probability
   * of its freshness.
   */
  int drawItem(SplittableRandom r, int day, int topic) {
    while (true) {
      int item =
          itemsOfTopic[topic][TopicSpace.draw(r, weightSums[topic], knownOfTopic[day][topic])];
      if (r.nextDouble() < fresh[day - uploadDay[item]]) {
        return item;
      }
    }
  }
}
