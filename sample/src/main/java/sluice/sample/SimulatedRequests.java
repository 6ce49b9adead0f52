package sluice.sample;

import java.nio.file.Path;
import java.util.SplittableRandom;
import sluice.core.UserError;
import sluice.sample.truth.Attraction;
import sluice.sample.truth.TrueModel;
import sluice.sample.truth.TrueUsers;
import sluice.sample.truth.UserState;

/**
 * One request of each user of a generated sample world right after the cutoff, which the logging
 * policy can answer again and again: for checking estimators against the truth.
 *
 * <p>{@link #select} fixes the user; then slates can be drawn, and both the policy's propensities
 * and the true probabilities of a click are known of every item. A click at position k is drawn
 * with probability examination(k) · a(u, i, t), independent of the rest of the slate, as in the
 * world itself. Knows the truth: for benchmarks and tests alone. For one thread; {@link #open} one
 * for each.
 */
public final class SimulatedRequests {
  private final World world;
  private final TrueUsers users;
  private final LoggingPolicy policy;
  private final Behaviour behaviour;
  private final Attraction attraction;
  private final SeenItems seen;
  private final UserState state = new UserState();
  private int day;

  private SimulatedRequests(World world, TrueUsers users) {
    this.world = world;
    this.users = users;
    this.policy =
        new LoggingPolicy(
            world.settings().seed(),
            world.parameters(),
            world.space(),
            world.items(),
            world.exposure());
    this.behaviour = new Behaviour(world.items(), world.parameters());
    this.attraction = world.attraction().copy();
    this.seen = new SeenItems(world.items().size());
  }

  /**
   * Opens the requests of a world.
   *
   * @param settings of the world
   * @param folder where {@link SampleWorld#generate} wrote it
   * @throws UserError where the folder holds another world, or cannot be read
   */
  public static SimulatedRequests open(SampleSettings settings, Path folder) {
    if (!SampleWorld.isComplete(settings, folder)) {
      throw new UserError(folder + " does not hold this sample world. Fix: generate it first");
    }
    World world = World.of(settings);
    try {
      return new SimulatedRequests(
          world, new TrueUsers(world.parameters().model(), folder.resolve("truth")));
    } catch (java.io.IOException e) {
      throw new UserError(folder + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Returns the same requests for another thread. */
  public SimulatedRequests copy() {
    return new SimulatedRequests(world, users);
  }

  /** Returns how many users there are, each with one request. */
  public int users() {
    return world.users().seasoned();
  }

  /** Returns how many items the world has. */
  public int items() {
    return world.items().size();
  }

  /** Returns how many positions a slate has. */
  public int slots() {
    return world.parameters().policy().slots();
  }

  /** Fixes the user whose request is answered; false where nothing is left to show. */
  public boolean select(int user) {
    WorldUser one = world.users().user(user);
    double hour = one.hour() - 24 * Math.floor(one.hour() / 24);
    long time = world.parameters().model().end() + 1000 * Math.max(1, (long) (3600 * hour));
    day = world.exposure().day(time);
    seen.clear();
    users.history(user, (item, hidden, when) -> seen.add(item));
    users.stateBefore(user, time, state);
    attraction.look(one.truth(), state, time);
    policy.user(user);
    return policy.prepare(attraction.taste(), seen, time);
  }

  /**
   * Draws a slate and what is clicked of it.
   *
   * @param items receives the items by position, −1 where one stayed empty
   * @param propensities receives theirs
   * @param clicks receives 1 for a click, 0 for none
   */
  public void draw(SplittableRandom random, int[] items, double[] propensities, double[] clicks) {
    int[] slate = policy.draw(random, seen);
    for (int k = 0; k < slate.length; k++) {
      items[k] = slate[k];
      clicks[k] = 0;
      if (slate[k] != LoggingPolicy.EMPTY) {
        propensities[k] = policy.propensity(k);
        clicks[k] = random.nextDouble() < clickProbability(slate[k], k) ? 1 : 0;
      }
    }
  }

  /** Says whether the policy may show an item: it knows it, and the user has not seen it. */
  public boolean mayShow(int item) {
    return item < world.exposure().available(day) && !seen.contains(item);
  }

  /** Returns the probability that the policy shows an item, which it may, at a position from 0. */
  public double propensity(int item, int position) {
    return policy.propensity(item, position);
  }

  /** Returns the true probability that an item shown at a position, from 0, is clicked. */
  public double clickProbability(int item, int position) {
    return behaviour.examination(position) * attraction.probability(item);
  }

  /** Returns how much of the policy's exposure an item has by popularity alone, on this day. */
  public double popularity(int item) {
    int topic = world.items().truth().topics()[item];
    return world.exposure().popular(day, topic) * world.exposure().within(day, item);
  }

  /** Returns the user's favourite genre as the policy could tell it: of most items seen; or 0. */
  public int segment() {
    int[] counts = new int[TrueModel.GENRES];
    int best = 0;
    for (int s = 0; s < seen.size(); s++) {
      int genre = world.items().truth().topics()[seen.get(s)] * TrueModel.GENRES / TrueModel.TOPICS;
      counts[genre]++;
      best = counts[genre] > counts[best] ? genre : best;
    }
    return best;
  }
}
