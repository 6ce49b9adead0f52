package sluice.sample.truth;

import java.util.Arrays;
import sluice.core.VectorMath;

/**
 * The one formula of the world: the probability that a user who looks at an item watches it.
 *
 * <p>{@code a(u, i, t) = σ(base + m_u b_i + p_u(t)·q_i + season_g(t) + hour_g(t) + fresh(t −
 * uploaded_i) + next(i | what u watched last))}. Position plays no part: this is the item shown by
 * itself. {@link #look} fixes user, state and time (the state must not change until the next look);
 * then {@link #probability} gives an item's value. For one thread.
 */
public final class Attraction {
  private final TrueModel model;
  private final TrueItems items;
  private final float[] taste = new float[TrueModel.DIMENSIONS];
  private final double[] waves = new double[TrueModel.GENRES];
  private final double[] decay = new double[TrueModel.MEMORY];
  private final double[] topicDecay = new double[TrueModel.TOPICS];
  private final double[] uploadFactor;
  private long successorBits;
  private long creatorBits;
  private UserState state = new UserState();
  private double mainstream;
  private double memory;
  private double fresh;

  /** Makes the formula for a world's items. */
  public Attraction(TrueModel model, TrueItems items) {
    this(model, items, uploadFactors(model, items));
  }

  /** Makes the formula with upload factors that were computed before. */
  Attraction(TrueModel model, TrueItems items, double[] uploadFactor) {
    this.model = model;
    this.items = items;
    this.uploadFactor = uploadFactor;
    for (int r = 0; r < decay.length; r++) {
      decay[r] = StrictMath.pow(model.sequence().decay(), r);
    }
  }

  /** Returns the formula with the same items for another thread. */
  public Attraction copy() {
    return new Attraction(model, items, uploadFactor);
  }

  /** Returns exp((uploaded − end) / freshness days) of each item: its part of the fading bonus. */
  static double[] uploadFactors(TrueModel model, TrueItems items) {
    double[] factors = new double[items.size()];
    for (int i = 0; i < factors.length; i++) {
      factors[i] =
          StrictMath.exp(
              (items.uploaded()[i] - model.end()) / (model.freshness().days() * TrueModel.DAY));
    }
    return factors;
  }

  /** Fixes the user, what the user watched last, and the time. The state is kept, not copied. */
  public void look(TrueUser user, UserState now, long time) {
    user.taste(model, time, taste);
    model.genreWaves(time, waves);
    mainstream = user.mainstream();
    state = now;
    note();
    memory = now.strength(model, time);
    fresh =
        model.freshness().strength()
            * StrictMath.exp((model.end() - time) / (model.freshness().days() * TrueModel.DAY));
  }

  /** Returns the user's taste at that time; shown, not copied. */
  public float[] taste() {
    return taste;
  }

  /** Returns the probability that the user who looks at this item watches it. */
  public double probability(int item) {
    return TrueModel.sigmoid(logit(item) + memory * sequence(item));
  }

  /** Returns how far the item lies along the user's taste, in logits. */
  public double affinity(int item) {
    return VectorMath.dot(
        taste, 0, items.tastes(), item * TrueModel.DIMENSIONS, TrueModel.DIMENSIONS);
  }

  /** Returns the logit of an item without what the items watched last add. */
  double logit(int item) {
    return model.base()
        + mainstream * items.appeal()[item]
        + affinity(item)
        + waves[items.topics()[item] * TrueModel.GENRES / TrueModel.TOPICS]
        + fresh * uploadFactor[item];
  }

  /** Returns what the items watched last add to an item at full memory. */
  double sequence(int item) {
    double successor = 0;
    double creator = 0;
    boolean follows = (successorBits >>> item & 1) != 0;
    boolean sameCreator = (creatorBits >>> items.creators()[item] & 1) != 0;
    if (follows || sameCreator) {
      for (int r = state.count() - 1; r >= 0; r--) {
        int last = state.recent(r);
        if (items.creators()[last] == items.creators()[item]) {
          creator = decay[r];
        }
        for (int s = 0; s < TrueModel.SUCCESSORS; s++) {
          if (items.successors()[last * TrueModel.SUCCESSORS + s] == item) {
            successor = decay[r];
          }
        }
      }
    }
    return model.sequence().successor() * successor
        + model.sequence().creator() * creator
        + model.sequence().topic() * topicDecay[items.topics()[item]];
  }

  /**
   * Notes which topics, creators and successors the remembered items have; a bit that is not set
   * rules an item out.
   */
  private void note() {
    successorBits = 0;
    creatorBits = 0;
    Arrays.fill(topicDecay, 0);
    for (int r = state.count() - 1; r >= 0; r--) {
      int last = state.recent(r);
      topicDecay[items.topics()[last]] = decay[r];
      creatorBits |= 1L << items.creators()[last];
      for (int s = 0; s < TrueModel.SUCCESSORS; s++) {
        int next = items.successors()[last * TrueModel.SUCCESSORS + s];
        successorBits |= next < 0 ? 0 : 1L << next;
      }
    }
  }
}
