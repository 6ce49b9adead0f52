package sluice.pipeline.funnel;

import sluice.core.FeatureMatrix;
import sluice.core.FeatureSchema;
import sluice.core.Randomness;
import sluice.core.Request;

/**
 * A few feature rows of every request, drawn uniformly from its candidates: what training and
 * serving are compared by.
 *
 * <p>Which rows are kept is a function of (seed, request), so that threads change nothing.
 */
final class ShiftSample {
  private static final int ROWS = 20_000;

  private final FeatureSchema schema;
  private final float[][] rows;
  private final int perRequest;
  private final long seed;

  ShiftSample(FeatureSchema schema, int requests, long seed) {
    this.schema = schema;
    this.rows = new float[requests][];
    this.perRequest = Math.max(1, ROWS / Math.max(1, requests));
    this.seed = seed;
  }

  /** Keeps some rows of request i; each request writes its own place. */
  void take(int i, Request request, FeatureMatrix features) {
    int n = features.rows();
    if (n == 0) {
      return;
    }
    int width = schema.size();
    int count = Math.min(perRequest, n);
    float[] kept = new float[count * width];
    long key = Randomness.key(seed, "shift", Randomness.hash(request.id()));
    for (int k = 0; k < count; k++) {
      int row = (int) (Randomness.uniform(key + k) * n);
      System.arraycopy(features.data(), row * width, kept, k * width, width);
    }
    rows[i] = kept;
  }

  /** Returns all rows kept, in the order of the requests. */
  FeatureMatrix matrix() {
    int width = schema.size();
    FeatureMatrix all = new FeatureMatrix(schema, ROWS);
    int at = 0;
    for (float[] kept : rows) {
      if (kept != null) {
        all.resize(at + kept.length / width);
        System.arraycopy(kept, 0, all.data(), at * width, kept.length);
        at += kept.length / width;
      }
    }
    return all;
  }
}
