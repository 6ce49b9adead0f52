package sluice.candidates.fusion;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What a place in a source's list is worth to the fused list.
 *
 * <p>An item at rank r (from 1) of the list of a source gets {@code rank / (k + r) + near / (10 +
 * r) + score · s + constant}, s being its score scaled to 0 … 1 within the list. Reciprocal rank
 * fusion is {@code rank} alone. Immutable.
 *
 * @param method how the weights came about, in words
 * @param k how little the first places stand out in {@code rank}
 * @param sources one a source, in their order
 */
public record FusionWeights(String method, double k, List<Source> sources) {
  /** What makes the second, steeper curve of ranks. */
  static final double NEAR = 10;

  /**
   * The weights of one source.
   *
   * @param name of the source
   * @param rank of 1 / (k + r)
   * @param near of 1 / (10 + r)
   * @param score of the scaled score
   * @param constant of being in the list at all
   */
  public record Source(String name, double rank, double near, double score, double constant) {
    /** Says whether a place in the list counts for nothing. */
    public boolean silent() {
      return rank == 0 && near == 0 && score == 0 && constant == 0;
    }

    /** Returns what a rank is worth, without the score. */
    public double at(int r, double k) {
      return rank / (k + r) + near / (NEAR + r) + constant;
    }
  }

  /**
   * Returns weights of ranks alone: reciprocal rank fusion.
   *
   * @param method how the weights came about, in words
   * @param k how little the first places stand out
   * @param sources names
   * @param weights one a source
   */
  public static FusionWeights ofRanks(
      String method, double k, List<String> sources, double[] weights) {
    return new FusionWeights(
        method,
        k,
        IntStream.range(0, weights.length)
            .mapToObj(s -> new Source(sources.get(s), weights[s], 0, 0, 0))
            .toList());
  }

  /** Returns weights of scaled scores alone, one a source. */
  public static FusionWeights ofScores(List<String> sources, double[] weights) {
    return new FusionWeights(
        "weighted",
        60,
        IntStream.range(0, weights.length)
            .mapToObj(s -> new Source(sources.get(s), 0, 0, weights[s], 0))
            .toList());
  }

  /** Copies. */
  public FusionWeights {
    sources = List.copyOf(sources);
  }
}
