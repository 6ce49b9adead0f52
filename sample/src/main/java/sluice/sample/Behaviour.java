package sluice.sample;

import java.util.Arrays;
import java.util.SplittableRandom;
import sluice.sample.truth.Attraction;
import sluice.sample.truth.TrueModel;

/**
 * What a user does with an item once it is looked at: for how long it is watched, whether it is
 * liked or hidden. For one thread.
 */
final class Behaviour {
  static final String VIEW = "view";
  static final String COMPLETE = "complete";
  static final String LIKE = "like";
  static final String HIDE = "hide";
  private static final double WHOLE = 0.95;

  private final WorldItems items;
  private final WorldParameters.Behaviour parameters;
  private final double[] examination;
  private String event = VIEW;
  private double share;

  Behaviour(WorldItems items, WorldParameters parameters) {
    this.items = items;
    this.parameters = parameters.behaviour();
    this.examination = new double[parameters.policy().slots()];
    Arrays.setAll(examination, k -> StrictMath.pow(k + 1, -parameters.behaviour().positionBias()));
  }

  /** Returns the probability that a user looks at a position, from 0. */
  double examination(int position) {
    return examination[position];
  }

  /**
   * Says whether an item that was looked at and not watched is hidden: the likelier, the less it
   * attracts.
   */
  boolean hides(SplittableRandom r, double attraction) {
    return r.nextDouble() < parameters.hide() * StrictMath.exp(-20 * attraction);
  }

  /** Draws how a watch goes; then {@link #event} and {@link #share} tell. */
  void watch(SplittableRandom r, Attraction attraction, int item) {
    double pleasure = attraction.affinity(item);
    double quality = items.quality()[item];
    double mean = TrueModel.sigmoid(-0.4 + 0.35 * pleasure + 0.4 * quality);
    share = Math.round(1000 * Math.clamp(mean + 0.28 * r.nextGaussian(), 0.02, 1)) / 1000.0;
    double likes = TrueModel.sigmoid(-3.4 + 0.4 * pleasure + 0.6 * quality);
    boolean liked = r.nextDouble() < likes && share > 0.5;
    event = liked ? LIKE : share >= WHOLE ? COMPLETE : VIEW;
  }

  /** Returns the furthest that the last watch went: view, complete or like. */
  String event() {
    return event;
  }

  /** Returns the share of the item that was watched, 0.02 … 1. */
  double share() {
    return share;
  }
}
