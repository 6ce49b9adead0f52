package sluice.pipeline.funnel;

import java.util.Objects;
import java.util.stream.Stream;
import sluice.core.FeatureMatrix;
import sluice.core.FeatureSchema;
import sluice.core.Randomness;
import sluice.core.Request;

/**
 * A few feature rows of every request, drawn uniformly from its candidates: what training and
 * serving are compared by.
 *
 * <p>Which rows are kept is a function of (seed, request), so that threads change nothing. Where
 * there are more requests than rows, a part of the requests gives one each.
 */
final class ShiftSample {
  private static final int ROWS = 20_000;

  private final float[][] rows;
  private final int perRequest;
  private final double share;
  private final long seed;

  /**
   * Makes an empty sample.
   *
   * @param requests how many there are
   * @param looked how many of them are taken at most
   */
  ShiftSample(int requests, int looked, long seed) {
    this.rows = new float[requests][];
    this.perRequest = Math.max(1, ROWS / Math.max(1, requests));
    this.share = (double) ROWS / Math.max(1, Math.min(requests, looked));
    this.seed = seed;
  }

  /** Keeps some rows of request i; each request writes its own place. */
  void take(int i, Request request, FeatureMatrix features) {
    int n = features.rows();
    if (n == 0) {
      return;
    }
    long key = Randomness.key(seed, "shift", Randomness.hash(request.id()));
    if (share < 1 && Randomness.uniform(key - 1) >= share) {
      return;
    }
    int width = features.columns();
    int count = Math.min(perRequest, n);
    float[] kept = new float[count * width];
    for (int k = 0; k < count; k++) {
      int row = (int) (Randomness.uniform(key + k) * n);
      System.arraycopy(features.data(), row * width, kept, k * width, width);
    }
    rows[i] = kept;
  }

  /** Returns all rows kept, in the order of the requests. */
  FeatureMatrix matrix(FeatureSchema schema) {
    int width = schema.size();
    int kept = Stream.of(rows).filter(Objects::nonNull).mapToInt(r -> r.length).sum();
    FeatureMatrix all = new FeatureMatrix(schema, width == 0 ? 0 : kept / width);
    int at = 0;
    for (float[] own : rows) {
      if (own != null) {
        all.resize(at + own.length / width);
        System.arraycopy(own, 0, all.data(), at * width, own.length);
        at += own.length / width;
      }
    }
    return all;
  }
}
