package sluice.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * Labelled feature rows, grouped by request: what a ranker is trained and tuned on.
 *
 * <p>The rows of request g are {@code start(g) … start(g + 1) − 1}. Immutable by agreement: callers
 * must not change the matrix. {@code relevant(g)} is how many relevant items the request has in
 * all, also those the candidates missed, so that a measure on these rows counts misses.
 */
public final class RankingSet {
  private final FeatureMatrix features;
  private final float[] labels;
  private final float[] weights;
  private final int[] starts;
  private final int[] relevant;
  private final List<String> requestIds;

  /**
   * Makes a set.
   *
   * @param features one row a candidate
   * @param labels per row: the gain, 0 for a negative
   * @param weights per row: above 0; how much the row counts in training
   * @param starts requests + 1 offsets
   * @param relevant per request: all its relevant items
   * @param requestIds per request
   */
  public RankingSet(
      FeatureMatrix features,
      float[] labels,
      float[] weights,
      int[] starts,
      int[] relevant,
      List<String> requestIds) {
    if (labels.length != features.rows() || weights.length != features.rows()) {
      throw new IllegalArgumentException("labels or weights do not fit the rows");
    }
    if (starts.length != relevant.length + 1
        || requestIds.size() != relevant.length
        || starts[relevant.length] != labels.length) {
      throw new IllegalArgumentException("groups do not cover the rows");
    }
    this.features = features;
    this.labels = labels;
    this.weights = weights;
    this.starts = Arrays.copyOf(starts, starts.length);
    this.relevant = Arrays.copyOf(relevant, relevant.length);
    this.requestIds = List.copyOf(requestIds);
  }

  /** Returns the features. */
  public FeatureMatrix features() {
    return features;
  }

  /** Returns the number of rows. */
  public int rows() {
    return labels.length;
  }

  /** Returns the gain of a row, 0 for a negative. */
  public float label(int row) {
    return labels[row];
  }

  /** Returns the weight of a row. */
  public float weight(int row) {
    return weights[row];
  }

  /** Returns the number of requests. */
  public int requests() {
    return relevant.length;
  }

  /** Returns the first row of request g; {@code start(requests())} is the number of rows. */
  public int start(int g) {
    return starts[g];
  }

  /** Returns how many relevant items request g has in all. */
  public int relevant(int g) {
    return relevant[g];
  }

  /** Returns the ids of the requests. */
  public List<String> requestIds() {
    return requestIds;
  }

  /** Returns the same rows with other features. */
  public RankingSet with(FeatureMatrix others) {
    return new RankingSet(others, labels, weights, starts, relevant, requestIds);
  }

  /** Returns the same rows with other labels, which say what is relevant. */
  public RankingSet labelled(float[] others) {
    int[] counts = new int[relevant.length];
    for (int g = 0; g < counts.length; g++) {
      for (int r = starts[g]; r < starts[g + 1]; r++) {
        counts[g] += others[r] > 0 ? 1 : 0;
      }
    }
    return new RankingSet(features, others, weights, starts, counts, requestIds);
  }

  /**
   * Returns the requests that are kept by their ids, in their order, with all their rows; a copy.
   */
  public RankingSet only(Predicate<String> kept) {
    return only(kept, row -> true);
  }

  /**
   * Returns the requests that are kept by their ids, in their order, with those of their rows that
   * are kept by their numbers; a copy.
   */
  public RankingSet only(Predicate<String> kept, IntPredicate keptRows) {
    FeatureMatrix some = new FeatureMatrix(features.schema(), 1);
    float[] someLabels = new float[labels.length];
    float[] someWeights = new float[labels.length];
    int[] someStarts = new int[starts.length];
    int[] someRelevant = new int[relevant.length];
    List<String> ids = new ArrayList<>();
    for (int g = 0; g < relevant.length; g++) {
      if (kept.test(requestIds.get(g))) {
        for (int r = starts[g]; r < starts[g + 1]; r++) {
          if (!keptRows.test(r)) {
            continue;
          }
          someLabels[some.rows()] = labels[r];
          someWeights[some.rows()] = weights[r];
          some.append(features, r);
        }
        someRelevant[ids.size()] = relevant[g];
        ids.add(requestIds.get(g));
        someStarts[ids.size()] = some.rows();
      }
    }
    return new RankingSet(
        some,
        Arrays.copyOf(someLabels, some.rows()),
        Arrays.copyOf(someWeights, some.rows()),
        Arrays.copyOf(someStarts, ids.size() + 1),
        Arrays.copyOf(someRelevant, ids.size()),
        ids);
  }
}
