package sluice.ranking.calibration;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import sluice.core.FeatureMatrix;
import sluice.core.Ranker;
import sluice.core.RankingSet;
import sluice.core.store.ArrayReader;
import sluice.core.store.ArrayWriter;

/**
 * The probability that a candidate of a score is relevant.
 *
 * <p>It never falls where the score rises, and never orders anything: lists go by scores. Fitted on
 * all candidates of the requests of the fold's calibrate part, scored by the ranker. Immutable,
 * safe for use by many threads.
 */
public sealed interface Calibrator permits Platt, Isotonic {
  /** Name of the file in a bundle; there where the bundle's scores have probabilities. */
  String FILE = "calibration.arrays";

  /** Returns the probability of a score, 0 to 1. */
  double probability(double score);

  /** Returns the word that a config has for it. */
  String method();

  /** Writes what was fitted. */
  void write(ArrayWriter out);

  /**
   * Fits the probability of a ranker's scores.
   *
   * @param method not {@link CalibrationMethod#NONE}
   * @param rows all candidates of requests that the ranker has not seen
   * @param negativesShare which share of the negatives the ranker was trained on, above 0: where
   *     scores are log-odds, its logarithm is added first, which undoes the sampling
   * @return empty where no row, or every row, is relevant, or where relevant rows do not score
   *     higher than others
   */
  static Optional<Calibrator> fit(
      CalibrationMethod method, Ranker ranker, RankingSet rows, double negativesShare) {
    float[] scores = scores(ranker, rows);
    double[] at = new double[rows.rows()];
    boolean[] relevant = new boolean[rows.rows()];
    int positives = 0;
    for (int row = 0; row < at.length; row++) {
      at[row] = scores[row];
      relevant[row] = rows.label(row) > 0;
      positives += relevant[row] ? 1 : 0;
    }
    if (positives == 0 || positives == at.length) {
      return Optional.empty();
    }
    if (method == CalibrationMethod.ISOTONIC) {
      return Optional.of(Isotonic.fit(at, relevant));
    }
    return Platt.fit(at, relevant, ranker.logOdds() ? Math.log(negativesShare) : 0)
        .map(platt -> platt);
  }

  /** Reads the calibrator of a bundle; empty where it has none. */
  static Optional<Calibrator> read(Path bundle) {
    Path file = bundle.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (ArrayReader in = new ArrayReader(file)) {
      String method = in.strings("method").getFirst();
      Calibrator found = method.equals("platt") ? Platt.read(in) : Isotonic.read(in);
      in.finish();
      return Optional.of(found);
    }
  }

  /** Writes the calibrator of a bundle. */
  static void write(Calibrator calibrator, Path bundle) {
    try (ArrayWriter out = new ArrayWriter(bundle.resolve(FILE))) {
      out.strings("method", List.of(calibrator.method()));
      calibrator.write(out);
    }
  }

  /** Scores request by request, as a ranker may look at all candidates of one. */
  private static float[] scores(Ranker ranker, RankingSet rows) {
    float[] scores = new float[rows.rows()];
    FeatureMatrix all = rows.features();
    FeatureMatrix own = new FeatureMatrix(all.schema(), 1);
    for (int g = 0; g < rows.requests(); g++) {
      int n = rows.start(g + 1) - rows.start(g);
      own.resize(n);
      System.arraycopy(all.data(), rows.start(g) * all.columns(), own.data(), 0, n * all.columns());
      float[] of = new float[n];
      ranker.score(own, of);
      System.arraycopy(of, 0, scores, rows.start(g), n);
    }
    return scores;
  }
}
