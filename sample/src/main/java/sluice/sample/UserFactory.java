package sluice.sample;

import java.util.SplittableRandom;
import sluice.core.Randomness;
import sluice.core.VectorMath;
import sluice.sample.truth.TrueModel;
import sluice.sample.truth.TrueUser;

/**
 * Makes users one by one: user u is a pure function of the seed, the parameters and u. Safe for use
 * by many threads.
 */
final class UserFactory {
  static final String[] AGES = {"under-18", "18-24", "25-34", "35-44", "45-59", "60-plus"};
  static final String[] COUNTRIES = {"BR", "DE", "FR", "GB", "IN", "JP", "NG", "US"};
  private static final double[] AGE_SUMS = {0.08, 0.28, 0.55, 0.75, 0.92, 1.0};
  private static final int D = TrueModel.DIMENSIONS;
  private static final int MOST_TOPICS = 4;

  private final long seed;
  private final WorldParameters parameters;
  private final TopicSpace space;
  private final int seasoned;
  private final double[][] topicSums = new double[AGES.length][TrueModel.TOPICS];

  /**
   * Makes the factory.
   *
   * @param seasoned how many users come before the end; those from this number on have no history
   */
  UserFactory(long seed, WorldParameters parameters, TopicSpace space, int seasoned) {
    this.seed = seed;
    this.parameters = parameters;
    this.space = space;
    this.seasoned = seasoned;
    SplittableRandom r = Randomness.generator(seed, "ages", 0);
    for (double[] sums : topicSums) {
      double sum = 0;
      for (int c = 0; c < TrueModel.TOPICS; c++) {
        sum += space.size(c) * StrictMath.exp(0.8 * r.nextGaussian());
        sums[c] = sum;
      }
    }
  }

  /** Returns how many users come before the end. */
  int seasoned() {
    return seasoned;
  }

  /** Makes user u. */
  WorldUser user(int u) {
    SplittableRandom r = Randomness.generator(seed, "user", u);
    int age = TopicSpace.draw(r, AGE_SUMS, AGES.length);
    float[] early = taste(r, age);
    float[] late = taste(r, age);
    float drift = (float) parameters.taste().drift();
    for (int d = 0; d < D; d++) {
      late[d] = (1 - drift) * early[d] + drift * late[d];
    }
    scale(early);
    scale(late);
    float mainstream = (float) Math.clamp(1 + 0.3 * r.nextGaussian(), 0.3, 1.7);
    double hour = 24 + 20 + 2.5 * r.nextGaussian();
    return new WorldUser(u, new TrueUser(early, late, mainstream), signup(u), age, hour % 24);
  }

  /**
   * Returns the share of the slates that user u asks for, relative to the others; 0 for those
   * without history.
   */
  double activity(int u) {
    if (u >= seasoned) {
      return 0;
    }
    TrueModel model = parameters.model();
    double sd = parameters.behaviour().activity();
    double eager =
        StrictMath.exp(sd * Randomness.generator(seed, "activity", u).nextGaussian() - sd * sd / 2);
    return (0.3 + 0.7 * eager) * (1 - model.progress(signup(u)));
  }

  /**
   * Returns the user's country, which says nothing of the taste: a column that no model should find
   * useful.
   */
  String country(int u) {
    return COUNTRIES[Randomness.generator(seed, "country", u).nextInt(COUNTRIES.length)];
  }

  /** Half come before the period, within a year; the others evenly until a day before its end. */
  private long signup(int u) {
    TrueModel model = parameters.model();
    if (u >= seasoned) {
      return model.end();
    }
    SplittableRandom r = Randomness.generator(seed, "signup", u);
    double days =
        r.nextBoolean() ? -365 * r.nextDouble() : Math.max(1, model.days() - 1) * r.nextDouble();
    return model.start() + 1000L * (long) Math.floor(days * TrueModel.DAY / 1000);
  }

  private float[] taste(SplittableRandom r, int age) {
    float[] taste = new float[D];
    int topics = 1 + r.nextInt(MOST_TOPICS);
    for (int k = 0; k < topics; k++) {
      float weight = (float) (0.3 - StrictMath.log(1 - r.nextDouble()));
      int topic = TopicSpace.draw(r, topicSums[age], TrueModel.TOPICS);
      VectorMath.addScaled(weight, space.centres(), topic * D, taste, 0, D);
    }
    TopicSpace.normalise(taste, 0);
    float[] noise = new float[D];
    TopicSpace.unit(r, noise, 0);
    VectorMath.addScaled((float) parameters.taste().userNoise(), noise, 0, taste, 0, D);
    TopicSpace.normalise(taste, 0);
    return taste;
  }

  private void scale(float[] taste) {
    TopicSpace.normalise(taste, 0);
    for (int d = 0; d < D; d++) {
      taste[d] *= (float) parameters.taste().concentration();
    }
  }
}
