package sluice.sample;

import java.util.Arrays;
import java.util.SplittableRandom;
import sluice.core.Randomness;
import sluice.sample.truth.Attraction;
import sluice.sample.truth.TrueItems;
import sluice.sample.truth.TrueModel;
import sluice.sample.truth.UserState;

/**
 * Lives one user's sessions: slates are shown, looked at from the top, watched; what is watched
 * leads to what comes next.
 *
 * <p>Within one slate the user decides by what was watched before the slate was shown, so that an
 * item at position k is watched with probability examination(k) · attraction, independent of what
 * else is shown. Times are whole seconds. For one thread.
 */
final class UserLife {
  static final String FEED = "feed";
  static final String AUTOPLAY = "autoplay";
  private static final long SECOND = 1000;
  private static final int LONGEST_CHAIN = 20;

  private final long seed;
  private final WorldParameters parameters;
  private final WorldItems items;
  private final ItemText text;
  private final ExposureWeights exposure;
  private final LoggingPolicy policy;
  private final Behaviour behaviour;
  private final Attraction attraction;
  private final SeenItems seen;
  private final UserState state = new UserState();
  private final int[] offered = new int[TrueModel.SUCCESSORS];
  private final int[] chosen;

  private Journal journal;
  private SplittableRandom random = new SplittableRandom(0);
  private WorldUser user;
  private String userId = "";
  private String session = "";
  private int requests;
  private long now;
  private long horizon;

  UserLife(World world, Journal journal) {
    this.seed = world.settings().seed();
    this.parameters = world.parameters();
    this.items = world.items();
    this.text = world.text();
    this.exposure = world.exposure();
    this.policy =
        new LoggingPolicy(seed, parameters, world.space(), world.items(), world.exposure());
    this.behaviour = new Behaviour(world.items(), parameters);
    this.attraction = world.attraction().copy();
    this.seen = new SeenItems(items.size());
    this.chosen = new int[parameters.policy().slots()];
    this.journal = journal;
    this.user = world.users().user(0);
  }

  /** Makes a user the one who lives from here on, without any history. */
  void begin(WorldUser newUser, String purpose) {
    user = newUser;
    userId = TrueItems.id("u", newUser.index());
    random = Randomness.generator(seed, purpose, newUser.index());
    state.clear();
    seen.clear();
    policy.user(newUser.index());
    requests = 0;
    now = Long.MIN_VALUE;
  }

  /** Takes in what the user did before, without telling the journal. */
  void remember(int item, boolean hidden, long time) {
    seen.add(item);
    if (!hidden) {
      state.watched(item, time);
    }
  }

  /** Lives a number of slates in sessions between the user's arrival and the end of the period. */
  void live(int slates) {
    long from = Math.max(user.signup(), parameters.model().start());
    live(slates, from, parameters.model().end(), "s");
  }

  /**
   * Lives a number of slates between two times.
   *
   * @param letter begins the sessions' ids, so that different stretches of one life differ
   */
  void live(int slates, long from, long until, String letter) {
    int[] sizes = new int[slates];
    int sessions = 0;
    for (int left = slates; left > 0; sessions++) {
      sizes[sessions] = Math.min(left, sessionSize());
      left -= sizes[sessions];
    }
    long[] times = new long[sessions];
    for (int s = 0; s < sessions; s++) {
      times[s] = sessionStart(from, until);
    }
    Arrays.sort(times);
    horizon = until;
    for (int s = 0; s < sessions; s++) {
      now = Math.max(times[s], now + 1800 * SECOND);
      session = userId + "-" + letter + (s + 1);
      for (int request = 0; request < sizes[s] && now < horizon; request++) {
        if (!slate()) {
          return;
        }
        now += (15 + random.nextInt(60)) * SECOND;
      }
    }
  }

  private int sessionSize() {
    double stop = 1 / parameters.behaviour().requests();
    return 1 + (int) (StrictMath.log(1 - random.nextDouble()) / StrictMath.log(1 - stop));
  }

  /** Draws a time: weekends count a third more, hours lie around the user's own. */
  private long sessionStart(long from, long until) {
    while (true) {
      long day = Math.floorDiv(from + (long) (random.nextDouble() * (until - from)), TrueModel.DAY);
      boolean weekend = Math.floorMod(day + 3, 7) >= 5;
      double hour = user.hour() + 3.5 * random.nextGaussian();
      long second = (long) (3600 * (hour - 24 * Math.floor(hour / 24)));
      long time = day * TrueModel.DAY + SECOND * second;
      if (time >= from && time < until && (weekend || random.nextDouble() < 0.75)) {
        return time;
      }
      if (until - from < 2 * TrueModel.DAY && random.nextDouble() < 0.05) {
        return from + SECOND * random.nextLong(Math.max(1, (until - from) / SECOND));
      }
    }
  }

  /** Shows one slate; false where there is nothing left to show. */
  private boolean slate() {
    attraction.look(user.truth(), state, now);
    if (!policy.prepare(attraction.taste(), seen, now)) {
      return false;
    }
    String request = request();
    int[] slate = policy.draw(random, seen);
    int watched = 0;
    for (int k = 0; k < slate.length; k++) {
      if (slate[k] == LoggingPolicy.EMPTY) {
        continue;
      }
      journal.shown(request, slate[k], now, k + 1, policy.propensity(k), FEED);
      if (random.nextDouble() < behaviour.examination(k)) {
        double probability = attraction.probability(slate[k]);
        if (random.nextDouble() < probability) {
          chosen[watched++] = slate[k];
        } else if (behaviour.hides(random, probability)) {
          journal.did(slate[k], now + 5 * SECOND, Behaviour.HIDE, 0, session);
          seen.add(slate[k]);
        }
      }
    }
    now += 5 * SECOND;
    for (int w = 0; w < watched && now < horizon; w++) {
      now += (3 + random.nextInt(20)) * SECOND;
      if (!seen.contains(chosen[w])) {
        watch(chosen[w]);
        autoplay(chosen[w]);
      }
    }
    if (watched > 0 && random.nextDouble() < parameters.behaviour().rewatch() * watched) {
      again();
    }
    return true;
  }

  private void watch(int item) {
    if (now >= horizon) {
      return;
    }
    behaviour.watch(random, attraction, item);
    journal.did(item, now, behaviour.event(), behaviour.share(), session);
    seen.add(item);
    state.watched(item, now);
    boolean liked = behaviour.event().equals(Behaviour.LIKE);
    if (random.nextDouble() < (liked ? 0.15 : 0.01)) {
      journal.tagged(item, now + SECOND, text.tag(item, random));
    }
    now += SECOND * Math.max(1, (long) (behaviour.share() * items.duration()[item]));
  }

  /**
   * After a watch a successor may be offered, alone; each successor that is known and unseen is as
   * likely as the others.
   */
  private void autoplay(int first) {
    int item = first;
    for (int link = 0; link < LONGEST_CHAIN; link++) {
      if (now >= horizon || random.nextDouble() >= parameters.policy().autoplay()) {
        return;
      }
      int count = 0;
      int known = exposure.available(exposure.day(now));
      for (int s = 0; s < TrueModel.SUCCESSORS; s++) {
        int next = items.truth().successors()[item * TrueModel.SUCCESSORS + s];
        if (next >= 0 && next < known && !seen.contains(next)) {
          offered[count++] = next;
        }
      }
      if (count == 0) {
        return;
      }
      int next = offered[random.nextInt(count)];
      journal.shown(request(), next, now, 1, 1.0 / count, AUTOPLAY);
      attraction.look(user.truth(), state, now);
      if (random.nextDouble() >= attraction.probability(next)) {
        return;
      }
      now += 2 * SECOND;
      watch(next);
      item = next;
    }
  }

  /** Watches an item of the past once more, without having been shown it. */
  private void again() {
    int item = seen.get(random.nextInt(seen.size()));
    if (now < horizon) {
      journal.did(item, now, Behaviour.VIEW, 1, session);
      state.watched(item, now);
      now += SECOND * items.duration()[item];
    }
  }

  private String request() {
    return userId + "-r" + ++requests;
  }
}
