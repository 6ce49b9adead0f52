package sluice.ranking;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;
import sluice.core.FeatureMatrix;
import sluice.core.store.ArrayReader;
import sluice.core.store.ArrayWriter;

/**
 * Brings every column to mean 0 and standard deviation 1, as fitted on training rows alone.
 *
 * <p>{@link Kind#Z_SCORE}: (x − mean) / deviation. {@link Kind#QUANTILE}: first to the normal
 * quantile of x's place among the training values (linear between at most {@value #KNOTS} knots,
 * clipped at the outermost, tied values in the middle of their span), then as above: counts with
 * long tails become what a linear model can use. A missing value becomes 0, the mean, and every
 * column that misses values in training has an indicator column, 1 where the value is missing. A
 * column that is constant in training becomes 0. Immutable, safe for use by many threads.
 */
final class Scaler {
  /** How columns are brought to one scale. */
  enum Kind {
    /** Linear. */
    Z_SCORE,
    /** By rank. */
    QUANTILE
  }

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
  private static final int KNOTS = 65;

  /** How many rows are best scaled at a time: what the second-level cache holds. */
  static final int BLOCK = 256;

  /** Bounds that no sensible scaled value passes, so that one wild value cannot rule a score. */
  private static final float CLIP = 8;

  private final Kind kind;
  private final float[][] knots;
  private final float[][] places;
  private final float[] means;
  private final float[] factors;
  private final int[] indicators;
  private final int width;

  private Scaler(Kind kind, int columns, int[] indicators, int width) {
    this.kind = kind;
    this.knots = new float[columns][];
    this.places = new float[columns][];
    this.means = new float[columns];
    this.factors = new float[columns];
    this.indicators = indicators;
    this.width = width;
  }

  void write(ArrayWriter out) {
    out.strings("scaler", List.of(kind.name())).number("width", width);
    out.ints("indicators", indicators).floats("means", means).floats("factors", factors);
    for (int j = 0; kind == Kind.QUANTILE && j < indicators.length; j++) {
      out.floats("knots", knots[j]).floats("places", places[j]);
    }
  }

  static Scaler read(ArrayReader in) {
    Kind kind = Kind.valueOf(in.strings("scaler").getFirst());
    int width = (int) in.number("width");
    int[] indicators = in.ints("indicators");
    Scaler scaler = new Scaler(kind, indicators.length, indicators, width);
    float[] means = in.floats("means");
    float[] factors = in.floats("factors");
    System.arraycopy(means, 0, scaler.means, 0, means.length);
    System.arraycopy(factors, 0, scaler.factors, 0, factors.length);
    for (int j = 0; kind == Kind.QUANTILE && j < indicators.length; j++) {
      scaler.knots[j] = in.floats("knots");
      scaler.places[j] = in.floats("places");
    }
    return scaler;
  }

  /** Fits on all rows of a matrix, which are the training rows. */
  static Scaler fit(Kind kind, FeatureMatrix rows) {
    int columns = rows.columns();
    int[] indicators = new int[columns];
    int width = columns;
    float[][] known = new float[columns][];
    for (int j = 0; j < columns; j++) {
      known[j] = known(rows, j);
      indicators[j] = known[j].length < rows.rows() ? width++ : -1;
    }
    Scaler scaler = new Scaler(kind, columns, indicators, width);
    for (int j = 0; j < columns; j++) {
      scaler.fitColumn(j, known[j]);
    }
    return scaler;
  }

  /** Returns 1 / the deviation of a column's training values, 0 for a constant one. */
  float factor(int column) {
    return factors[column];
  }

  private static float[] known(FeatureMatrix rows, int column) {
    float[] values = new float[rows.rows()];
    int n = 0;
    for (int r = 0; r < values.length; r++) {
      float v = rows.get(r, column);
      if (!Float.isNaN(v)) {
        values[n++] = v;
      }
    }
    return Arrays.copyOf(values, n);
  }

  private void fitColumn(int column, float[] known) {
    if (kind == Kind.QUANTILE) {
      float[] sorted = known.clone();
      Arrays.sort(sorted);
      fitKnots(column, sorted);
    }
    float[] placed = new float[known.length];
    double sum = 0;
    for (int i = 0; i < known.length; i++) {
      placed[i] = place(column, known[i]);
      sum += placed[i];
    }
    double mean = known.length == 0 ? 0 : sum / known.length;
    double squares = 0;
    for (float v : placed) {
      squares += (v - mean) * (v - mean);
    }
    double deviation = known.length == 0 ? 0 : Math.sqrt(squares / known.length);
    means[column] = (float) mean;
    factors[column] = deviation > 1e-6 * Math.max(1, Math.abs(mean)) ? (float) (1 / deviation) : 0;
  }

  private void fitKnots(int column, float[] sorted) {
    float[] values = new float[KNOTS];
    float[] normal = new float[KNOTS];
    int n = 0;
    for (int k = 0; k < KNOTS && sorted.length > 0; k++) {
      float v = sorted[(int) ((long) k * (sorted.length - 1) / (KNOTS - 1))];
      if (n > 0 && v == values[n - 1]) {
        continue;
      }
      double middle = (firstAtLeast(sorted, v) + firstAbove(sorted, v)) / 2.0;
      values[n] = v;
      normal[n++] = (float) normalQuantile(middle / sorted.length);
    }
    knots[column] = Arrays.copyOf(values, n);
    places[column] = Arrays.copyOf(normal, n);
  }

  /**
   * Returns the normal quantile of a share, kept within ±4.75, where the share is 1e-6 of an end.
   */
  static double normalQuantile(double share) {
    return NORMAL.inverseCumulativeProbability(Math.clamp(share, 1e-6, 1 - 1e-6));
  }

  private static int firstAtLeast(float[] sorted, float v) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < v) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Halves without branches, which would be mispredicted: this is most of what a score costs. */
  private static int firstAbove(float[] sorted, float v) {
    int low = 0;
    for (int left = sorted.length; left > 0; ) {
      int half = (left + 1) >>> 1;
      low += sorted[low + half - 1] <= v ? half : 0;
      left -= half;
    }
    return low;
  }

  /** Returns the value before centring: itself, or its normal quantile. */
  private float place(int column, float v) {
    if (kind == Kind.Z_SCORE) {
      return v;
    }
    float[] at = knots[column];
    float[] to = places[column];
    int above = firstAbove(at, v);
    if (above == 0) {
      return at.length == 0 ? 0 : to[0];
    }
    if (above == at.length) {
      return to[above - 1];
    }
    float share = (v - at[above - 1]) / (at[above] - at[above - 1]);
    return to[above - 1] + share * (to[above] - to[above - 1]);
  }

  /** Returns the scaled value of a column; 0 for NaN. */
  float scale(int column, float v) {
    if (Float.isNaN(v)) {
      return 0;
    }
    float scaled = (place(column, v) - means[column]) * factors[column];
    return Math.clamp(scaled, -CLIP, CLIP);
  }

  /** Returns the number of columns after scaling: one each, then the indicators. */
  int width() {
    return width;
  }

  /** Returns the indicator column of a column, −1 where it has none. */
  int indicator(int column) {
    return indicators[column];
  }

  /** Returns all rows of a matrix, scaled, row-major. */
  float[] scale(FeatureMatrix rows) {
    float[] scaled = new float[Math.multiplyExact(rows.rows(), width)];
    scaleRows(rows, 0, rows.rows(), scaled, 0);
    return scaled;
  }

  /** Writes a row of a matrix, scaled, to {@code out} from {@code offset} on. */
  void scaleRow(FeatureMatrix rows, int row, float[] out, int offset) {
    scaleRows(rows, row, row + 1, out, offset);
  }

  /**
   * Writes rows of a matrix, scaled, to {@code out} from {@code offset} on: column by column, so
   * that one column's knots are at hand, and what a request's rows share is looked up once.
   */
  void scaleRows(FeatureMatrix rows, int from, int to, float[] out, int offset) {
    Arrays.fill(out, offset, offset + (to - from) * width, 0);
    for (int j = 0; j < indicators.length; j++) {
      float last = Float.NaN;
      float scaled = 0;
      for (int r = from, at = offset; r < to; r++, at += width) {
        float v = rows.get(r, j);
        if (v != last) {
          last = v;
          scaled = scale(j, v);
        }
        out[at + j] = scaled;
        if (indicators[j] >= 0 && Float.isNaN(v)) {
          out[at + indicators[j]] = 1;
        }
      }
    }
  }
}
