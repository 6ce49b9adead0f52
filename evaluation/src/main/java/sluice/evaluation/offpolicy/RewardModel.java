package sluice.evaluation.offpolicy;

/** Guesses the expected reward of an item at a position of a request. */
@FunctionalInterface
public interface RewardModel {
  /** Knows nothing: 0 everywhere. Doubly robust with it is IPS. */
  RewardModel ZERO = (request, position, item) -> 0;

  /** Returns the guess; position from 0, any item. */
  double reward(int request, int position, int item);
}
