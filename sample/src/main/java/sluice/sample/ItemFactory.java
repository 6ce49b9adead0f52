package sluice.sample;

import java.util.Arrays;
import java.util.SplittableRandom;
import sluice.core.Randomness;
import sluice.core.VectorMath;
import sluice.sample.truth.TrueItems;
import sluice.sample.truth.TrueModel;

/**
 * Makes the items: creators, tastes, appeal, series, what follows what. A pure function of settings
 * and parameters.
 */
final class ItemFactory {
  private static final int D = TrueModel.DIMENSIONS;
  private final long seed;
  private final int n;
  private final WorldParameters parameters;
  private final TopicSpace space;
  private final int creators;
  private final int[] homeTopic;
  private final float[] offsets;
  private final double[] fame;
  private final double[] creatorSums;

  ItemFactory(SampleSettings settings, WorldParameters parameters, TopicSpace space) {
    this.seed = settings.seed();
    this.n = settings.items();
    this.parameters = parameters;
    this.space = space;
    this.creators = Math.max(5, n / 10);
    this.homeTopic = new int[creators];
    this.offsets = new float[creators * D];
    this.fame = new double[creators];
    this.creatorSums = new double[creators];
    double[] topicSums = new double[TrueModel.TOPICS];
    for (int c = 0; c < TrueModel.TOPICS; c++) {
      topicSums[c] = space.size(c) + (c == 0 ? 0 : topicSums[c - 1]);
    }
    for (int c = 0; c < creators; c++) {
      SplittableRandom r = Randomness.generator(seed, "creator", c);
      homeTopic[c] = TopicSpace.draw(r, topicSums, TrueModel.TOPICS);
      TopicSpace.unit(r, offsets, c * D);
      fame[c] = r.nextGaussian();
      creatorSums[c] = StrictMath.pow(c + 1, -0.7) + (c == 0 ? 0 : creatorSums[c - 1]);
    }
  }

  /** Makes all items. */
  WorldItems make() {
    TrueItems truth =
        new TrueItems(
            new float[n * D],
            new float[n],
            new int[n],
            new int[n],
            new int[n * TrueModel.SUCCESSORS],
            uploads(),
            numbers());
    Arrays.fill(truth.successors(), -1);
    WorldItems items =
        new WorldItems(truth, new float[n], new double[n], new int[n], new int[n], new int[n]);
    int[] last = new int[creators];
    Arrays.fill(last, -1);
    for (int i = 0; i < n; i++) {
      item(items, i, last);
    }
    link(items);
    return items;
  }

  private void item(WorldItems items, int i, int[] last) {
    SplittableRandom r = Randomness.generator(seed, "item", i);
    TrueItems truth = items.truth();
    int creator = TopicSpace.draw(r, creatorSums, creators);
    double where = r.nextDouble();
    int home = homeTopic[creator];
    int perGenre = TrueModel.TOPICS / TrueModel.GENRES;
    int topic =
        where < 0.8
            ? home
            : where < 0.95
                ? TopicSpace.genre(home) * perGenre + r.nextInt(perGenre)
                : r.nextInt(TrueModel.TOPICS);
    truth.creators()[i] = creator;
    truth.topics()[i] = topic;
    float[] noise = new float[D];
    TopicSpace.unit(r, noise, 0);
    VectorMath.addScaled(1, space.centres(), topic * D, truth.tastes(), i * D, D);
    VectorMath.addScaled(
        (float) parameters.taste().creatorOffset(), offsets, creator * D, truth.tastes(), i * D, D);
    VectorMath.addScaled(
        (float) parameters.taste().itemNoise(), noise, 0, truth.tastes(), i * D, D);
    TopicSpace.normalise(truth.tastes(), i * D);

    double own = r.nextGaussian();
    double tail = -StrictMath.log(1 - r.nextDouble()) - 1;
    WorldParameters.Popularity popularity = parameters.popularity();
    double appeal = popularity.spread() * (0.5 * fame[creator] + 0.75 * own + 0.4 * tail);
    truth.appeal()[i] = (float) appeal;
    items.quality()[i] = (float) (0.5 * own + 0.87 * r.nextGaussian());
    items.weight()[i] =
        StrictMath.exp(popularity.exposure() * appeal + popularity.luck() * r.nextGaussian());
    items.duration()[i] = (int) Math.clamp(StrictMath.exp(6.1 + 0.9 * r.nextGaussian()), 15, 7_200);
    items.series()[i] = i;
    int before = last[creator];
    if (before >= 0 && truth.topics()[before] == topic && r.nextDouble() < 0.4) {
      truth.successors()[before * TrueModel.SUCCESSORS] = i;
      items.series()[i] = items.series()[before];
      items.episode()[before] = Math.max(1, items.episode()[before]);
      items.episode()[i] = items.episode()[before] + 1;
    }
    last[creator] = i;
  }

  /**
   * Gives each item up to three successors besides the next of its series: mostly of its topic,
   * rather the popular ones.
   */
  private void link(WorldItems items) {
    TrueItems truth = items.truth();
    int[] counts = new int[TrueModel.TOPICS + 1];
    for (int topic : truth.topics()) {
      counts[topic + 1]++;
    }
    Arrays.parallelPrefix(counts, Integer::sum);
    int[] byTopic = new int[n];
    int[] next = counts.clone();
    for (int i = 0; i < n; i++) {
      byTopic[next[truth.topics()[i]]++] = i;
    }
    for (int i = 0; i < n; i++) {
      SplittableRandom r = Randomness.generator(seed, "link", i);
      int topic = truth.topics()[i];
      for (int s = 1; s < TrueModel.SUCCESSORS; s++) {
        boolean same = r.nextDouble() < 0.7;
        int best = -1;
        for (int attempt = 0; attempt < 3; attempt++) {
          int other =
              same
                  ? byTopic[counts[topic] + r.nextInt(counts[topic + 1] - counts[topic])]
                  : r.nextInt(n);
          if (other != i && (best < 0 || items.weight()[other] > items.weight()[best])) {
            best = other;
          }
        }
        if (!follows(truth, i, best)) {
          truth.successors()[i * TrueModel.SUCCESSORS + s] = best;
        }
      }
    }
  }

  private static boolean follows(TrueItems truth, int item, int other) {
    for (int s = 0; s < TrueModel.SUCCESSORS; s++) {
      if (truth.successors()[item * TrueModel.SUCCESSORS + s] == other) {
        return true;
      }
    }
    return false;
  }

  /**
   * Half of the items are there at the start, of an age with mean 150 days; the others come evenly
   * until the end.
   */
  private long[] uploads() {
    SplittableRandom r = Randomness.generator(seed, "uploads", 0);
    TrueModel model = parameters.model();
    long[] times = new long[n];
    for (int i = 0; i < n; i++) {
      double days =
          i % 2 == 0 ? 150 * StrictMath.log(1 - r.nextDouble()) : model.days() * r.nextDouble();
      times[i] = model.start() + 1000L * (long) Math.floor(days * TrueModel.DAY / 1000);
    }
    Arrays.sort(times);
    return times;
  }

  /** Numbers from 0 to n − 1 in an order that says nothing of the time of upload. */
  private int[] numbers() {
    SplittableRandom r = Randomness.generator(seed, "numbers", 0);
    int[] numbers = new int[n];
    Arrays.setAll(numbers, i -> i);
    for (int i = n - 1; i > 0; i--) {
      int j = r.nextInt(i + 1);
      int swap = numbers[i];
      numbers[i] = numbers[j];
      numbers[j] = swap;
    }
    return numbers;
  }
}
