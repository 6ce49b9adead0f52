package sluice.evaluation.offpolicy;

/**
 * A policy to be judged from another one's log: for each of the log's requests the probability that
 * it shows an item at a position.
 *
 * <p>The probabilities of one position sum to at most 1; what is missing is the probability that
 * the position stays empty, which earns nothing. They must not depend on what the log's requests
 * led to. Implementations are safe for use by many threads.
 */
public interface TargetPolicy {
  /** Receives what a policy may show. */
  interface Sink {
    /** An item that is shown at a position with a probability above 0. */
    void accept(int position, int item, double probability);
  }

  /** Returns the probability that an item is shown at a position, from 0, of a request. */
  double probability(int request, int position, int item);

  /** Gives all that may be shown at a request, each pair of position and item once. */
  void forEach(int request, Sink sink);
}
