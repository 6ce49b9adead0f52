package sluice.serving.batch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import sluice.core.UserError;

/**
 * A file format of recommendations: one row an item recommended, with the columns user, rank (1 is
 * the best), item, score, probability (that it is relevant; none where the bundle has no
 * probabilities) and propensity (the probability that it is shown there, 1 unless it was drawn).
 *
 * <p>The same rows give the same bytes, whatever parts they were written in. Writers write straight
 * to the file they are given; {@link BatchOutput} sees to it that none is left half-written.
 * Stateless, safe for use by many threads.
 */
public sealed interface RecommendationWriter permits CsvWriter, JsonLinesWriter, ParquetWriter {
  /** Takes rows. */
  @FunctionalInterface
  interface Sink {
    /**
     * Takes one row.
     *
     * @param probability NaN where there is none
     * @throws IllegalArgumentException where the score is not a finite number
     */
    void add(String user, int rank, String item, float score, double probability, double propensity)
        throws IOException;
  }

  /** Gives rows. */
  @FunctionalInterface
  interface Rows {
    /** Gives all rows in their order. */
    void writeTo(Sink sink) throws IOException;
  }

  /** Returns how names of such files end, without the dot. */
  String extension();

  /** Writes one part, which only {@link #merge} needs to understand. */
  void writePart(Path file, Rows rows) throws IOException;

  /** Writes the rows of all parts, in order, into one file. */
  void merge(List<Path> parts, Path file) throws IOException;

  /**
   * Returns the format of a file by the end of its name.
   *
   * @throws UserError where no format has that ending
   */
  static RecommendationWriter of(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    for (RecommendationWriter each :
        List.of(new ParquetWriter(), new CsvWriter(), new JsonLinesWriter())) {
      if (name.endsWith("." + each.extension())) {
        return each;
      }
    }
    throw new UserError(
        "cannot tell the format of " + file + ": the name must end in .parquet, .csv or .jsonl");
  }

  /** Refuses what no format can hold alike. */
  static float finite(float score) {
    if (!Float.isFinite(score)) {
      throw new IllegalArgumentException("a score is " + score);
    }
    return score;
  }
}
