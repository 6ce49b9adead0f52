package sluice.sample;

import java.util.List;
import sluice.sample.truth.TrueModel;

/**
 * One named set of the numbers that shape a world; what each does is described in
 * docs/concepts/sample-world.md.
 *
 * @param name the set's name
 * @param taste how users and items lie in the space of tastes
 * @param popularity how appeal and exposure are spread over items
 * @param policy how the logging policy fills its slates
 * @param behaviour what users do with what they see
 * @param model the strengths in the true formula
 */
record WorldParameters(
    String name,
    Taste taste,
    Popularity popularity,
    Policy policy,
    Behaviour behaviour,
    TrueModel model) {
  /** The sets there are. */
  static final List<String> NAMES = List.of("base", "niche", "viral");

  /** 2024-01-01T00:00:00Z, the start of every world. */
  static final long START = 1_704_067_200_000L;

  /**
   * Users and items in the space of tastes.
   *
   * @param concentration length of a user's taste, in logits
   * @param userNoise length of its part that no topic explains, relative to the rest
   * @param itemNoise the same of an item around its topic
   * @param creatorOffset how far a creator lies from the topic
   * @param drift share of the taste that is another one at the end of the period
   */
  record Taste(
      double concentration,
      double userNoise,
      double itemNoise,
      double creatorOffset,
      double drift) {}

  /**
   * Appeal and exposure.
   *
   * @param spread standard deviation of an item's appeal, in logits
   * @param exposure exponent of appeal in the policy's weight of an item
   * @param luck standard deviation of the weight's own noise, in logits
   * @param freshFloor what is left of the weight of an old item
   * @param freshDays age at which 1/e of the rest is left
   */
  record Popularity(
      double spread, double exposure, double luck, double freshFloor, double freshDays) {}

  /**
   * The logging policy.
   *
   * @param slots positions of a slate
   * @param explore share of draws that are uniform, at the first position; three times that at the
   *     last
   * @param personal share of the other draws that follow the user's estimated taste, for a user
   *     with a long history
   * @param error standard deviation of the error in that estimate, in logits
   * @param autoplay share of watches after which a successor is offered
   */
  record Policy(int slots, double explore, double personal, double error, double autoplay) {}

  /**
   * What users do.
   *
   * @param positionBias the item at position k is looked at with probability k^−this
   * @param hide probability that an item looked at, not watched and wholly against the user's taste
   *     is hidden
   * @param rewatch probability that a watch is followed by watching an old item again
   * @param activity standard deviation of the logarithm of a user's activity
   * @param requests mean number of slates in a session
   */
  record Behaviour(
      double positionBias, double hide, double rewatch, double activity, double requests) {}

  /** Returns a set by its name. */
  static WorldParameters of(String name, int days) {
    return switch (name) {
      case "base" ->
          new WorldParameters(
              name,
              new Taste(6.0, 0.3, 0.45, 0.35, 0.35),
              new Popularity(0.9, 1.4, 0.4, 0.12, 12),
              new Policy(10, 0.05, 0.95, 0.4, 0.6),
              new Behaviour(0.3, 0.012, 0.01, 0.9, 2.5),
              model(
                  days, -5.6, 0.3, 0.4, new TrueModel.Freshness(0.6, 10), sequence(4.0, 1.2, 0.5)));
      case "niche" ->
          new WorldParameters(
              name,
              new Taste(6.8, 0.35, 0.5, 0.4, 0.25),
              new Popularity(0.7, 1.1, 0.4, 0.2, 20),
              new Policy(10, 0.08, 0.95, 0.4, 0.6),
              new Behaviour(0.25, 0.012, 0.01, 0.9, 2.5),
              model(
                  days, -5.8, 0.2, 0.3, new TrueModel.Freshness(0.4, 14), sequence(3.6, 1.6, 0.4)));
      case "viral" ->
          new WorldParameters(
              name,
              new Taste(5.4, 0.3, 0.4, 0.3, 0.55),
              new Popularity(1.1, 1.5, 0.6, 0.05, 6),
              new Policy(10, 0.05, 0.85, 0.5, 0.6),
              new Behaviour(0.5, 0.015, 0.01, 1.0, 2.0),
              model(
                  days, -5.6, 0.3, 0.5, new TrueModel.Freshness(1.2, 5), sequence(4.0, 1.0, 0.8)));
      default -> throw new IllegalArgumentException("no set of parameters " + name);
    };
  }

  private static TrueModel.Sequence sequence(double successor, double creator, double topic) {
    return new TrueModel.Sequence(successor, creator, topic, 0.85, 30);
  }

  private static TrueModel model(
      int days,
      double base,
      double season,
      double hour,
      TrueModel.Freshness freshness,
      TrueModel.Sequence sequence) {
    return new TrueModel(START, days, base, season, hour, freshness, sequence);
  }
}
