package sluice.features.ops;

import java.util.ArrayList;
import java.util.List;
import sluice.core.FeatureMatrix;

/**
 * Makes feature rows fit for a linear model: the mean where a value is missing, z-scores cut off at
 * ±{@value #LIMIT}, and a flag for each feature that was missing in some row it was fitted on.
 *
 * <p>Fitted on training rows alone. Out come the features in their order, then the flags.
 * Immutable, safe for use by many threads.
 */
public final class Preprocessor {
  /** Greatest absolute value that comes out, so that one outlier cannot carry a row away. */
  public static final float LIMIT = 8;

  private final Imputation[] imputations;
  private final ZScore[] scales;
  private final int[] indicators;
  private final List<String> names;

  private Preprocessor(
      Imputation[] imputations, ZScore[] scales, int[] indicators, List<String> names) {
    this.imputations = imputations;
    this.scales = scales;
    this.indicators = indicators;
    this.names = List.copyOf(names);
  }

  /** Fits on all rows of a matrix. */
  public static Preprocessor fit(FeatureMatrix train) {
    int width = train.columns();
    Imputation[] imputations = new Imputation[width];
    ZScore[] scales = new ZScore[width];
    int[] indicators = new int[width];
    List<String> names = new ArrayList<>();
    train.schema().features().forEach(f -> names.add(f.name()));
    float[] column = new float[train.rows()];
    int flags = 0;
    for (int j = 0; j < width; j++) {
      boolean missing = false;
      for (int r = 0; r < column.length; r++) {
        column[r] = train.get(r, j);
        missing |= Float.isNaN(column[r]);
      }
      imputations[j] = Imputation.fit(Imputation.Strategy.MEAN, column, false);
      scales[j] = ZScore.fit(column);
      indicators[j] = -1;
      if (missing) {
        indicators[j] = width + flags++;
        names.add(train.schema().features().get(j).name() + "_missing");
      }
    }
    return new Preprocessor(imputations, scales, indicators, names);
  }

  /** Returns how many numbers come out of a row. */
  public int width() {
    return names.size();
  }

  /** Returns the names of what comes out: the features', then {@code <feature>_missing}. */
  public List<String> names() {
    return names;
  }

  /** Writes what comes of a row to {@code out[offset … offset + width() − 1]}; all finite. */
  public void apply(FeatureMatrix rows, int row, float[] out, int offset) {
    for (int j = 0; j < imputations.length; j++) {
      float value = rows.get(row, j);
      imputations[j].apply(value, out, offset + j);
      scales[j].apply(out[offset + j], out, offset + j);
      out[offset + j] = Math.clamp(out[offset + j], -LIMIT, LIMIT);
      if (indicators[j] >= 0) {
        out[offset + indicators[j]] = Float.isNaN(value) ? 1 : 0;
      }
    }
  }
}
