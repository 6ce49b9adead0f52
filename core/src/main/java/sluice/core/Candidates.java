package sluice.core;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The fused candidates of one request, in fusion's order, with the sources, ranks and scores that
 * brought each.
 *
 * <p>Immutable; arrays are taken over, not copied. {@code ranks[s][c]} is candidate c's rank in
 * source s, 1 the best, 0 where s did not bring it; {@code scores[s][c]} is its score there, NaN
 * where absent.
 */
public final class Candidates {
  private final Request request;
  private final List<String> sources;
  private final RankedItems fused;
  private final int[][] ranks;
  private final float[][] scores;
  private final int[] retrieved;

  /**
   * Makes the candidates of a request.
   *
   * @param sources names of the sources, in a fixed order
   * @param fused the items in fusion's order with fusion's scores
   * @param ranks per source and candidate
   * @param scores per source and candidate
   * @param retrieved per source how many items it brought before fusion cut the list
   */
  public Candidates(
      Request request,
      List<String> sources,
      RankedItems fused,
      int[][] ranks,
      float[][] scores,
      int[] retrieved) {
    if (ranks.length != sources.size()
        || scores.length != sources.size()
        || retrieved.length != sources.size()) {
      throw new IllegalArgumentException("not one row a source");
    }
    for (int s = 0; s < ranks.length; s++) {
      if (ranks[s].length != fused.size() || scores[s].length != fused.size()) {
        throw new IllegalArgumentException("not one value a candidate");
      }
    }
    this.request = request;
    this.sources = List.copyOf(sources);
    this.fused = fused;
    this.ranks = ranks;
    this.scores = scores;
    this.retrieved = Arrays.copyOf(retrieved, retrieved.length);
  }

  /**
   * Returns the candidates with the items that are not among them below, of rank 0 and score NaN in
   * every source.
   *
   * @param items none twice
   */
  public Candidates with(int... items) {
    Set<Integer> known = new HashSet<>();
    for (int item : fused.items()) {
      known.add(item);
    }
    int[] added = Arrays.stream(items).filter(item -> !known.contains(item)).toArray();
    if (added.length == 0) {
      return this;
    }
    int before = size();
    int[] all = Arrays.copyOf(fused.items(), before + added.length);
    System.arraycopy(added, 0, all, before, added.length);
    int[][] allRanks = new int[ranks.length][];
    float[][] allScores = new float[scores.length][];
    for (int s = 0; s < ranks.length; s++) {
      allRanks[s] = Arrays.copyOf(ranks[s], all.length);
      allScores[s] = Arrays.copyOf(scores[s], all.length);
      Arrays.fill(allScores[s], before, all.length, Float.NaN);
    }
    RankedItems list = new RankedItems(all, Arrays.copyOf(fused.scores(), all.length));
    return new Candidates(request, sources, list, allRanks, allScores, retrieved);
  }

  /** Returns the request. */
  public Request request() {
    return request;
  }

  /** Returns the names of the sources. */
  public List<String> sources() {
    return sources;
  }

  /** Returns the items in fusion's order with fusion's scores. */
  public RankedItems fused() {
    return fused;
  }

  /** Returns the number of candidates. */
  public int size() {
    return fused.size();
  }

  /** Returns the item of candidate c. */
  public int item(int c) {
    return fused.item(c);
  }

  /** Returns candidate c's rank in source s, 1 the best, 0 where s did not bring it. */
  public int rank(int s, int c) {
    return ranks[s][c];
  }

  /** Returns candidate c's score in source s, NaN where s did not bring it. */
  public float score(int s, int c) {
    return scores[s][c];
  }

  /** Returns how many items source s brought. */
  public int retrieved(int s) {
    return retrieved[s];
  }
}
