package sluice.evaluation.errors;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import sluice.evaluation.slices.Slice;

/**
 * Error analysis by tag: for each kind of case how many of the errors lie in it, how often it goes
 * wrong, how much of the data it is, and what fixing it would bring.
 *
 * <p>A case is one row (here: a relevant item of a user), an error a case that went wrong (it was
 * not shown); a tag is a {@link Slice} of the cases, and tags may overlap. With n cases of which e
 * are errors, and m cases of a tag of which f are errors: share of errors f / e, error rate f / m,
 * share of data m / n, rate outside (e − f) / (n − m). Room for improvement is what the error rate
 * over all would fall by if the tag did as well as the rest: (m / n) · max(0, f / m − rate
 * outside). Rows are sorted by it. The bound is modest on purpose: what the best system could reach
 * is not known.
 */
public final class ErrorAnalysis {
  private ErrorAnalysis() {}

  /**
   * One tag.
   *
   * @param tag the cases
   * @param errors how many of them went wrong
   * @param shareOfErrors in 0 … 1, NaN where nothing went wrong at all
   * @param errorRate inside the tag
   * @param errorRateOutside in all other cases, NaN without any
   * @param shareOfData in 0 … 1
   * @param room what the error rate over all would fall by at the others' rate
   */
  public record Row(
      Slice tag,
      int errors,
      double shareOfErrors,
      double errorRate,
      double errorRateOutside,
      double shareOfData,
      double room) {}

  /**
   * Analyses.
   *
   * @param wrong per case whether it went wrong
   * @param tags slices of the cases; empty ones are left out
   * @return the tags by room for improvement, the greatest first, then by name
   */
  public static List<Row> of(boolean[] wrong, List<Slice> tags) {
    int errors = 0;
    for (boolean w : wrong) {
      errors += w ? 1 : 0;
    }
    List<Row> rows = new ArrayList<>();
    for (Slice tag : tags) {
      int cases = tag.size();
      if (cases == 0) {
        continue;
      }
      int inside = 0;
      for (int i = 0; i < cases; i++) {
        inside += wrong[tag.member(i)] ? 1 : 0;
      }
      double rate = (double) inside / cases;
      double rest =
          cases == wrong.length ? Double.NaN : (double) (errors - inside) / (wrong.length - cases);
      double share = (double) cases / wrong.length;
      rows.add(
          new Row(
              tag,
              inside,
              errors == 0 ? Double.NaN : (double) inside / errors,
              rate,
              rest,
              share,
              Double.isNaN(rest) ? 0 : share * Math.max(0, rate - rest)));
    }
    rows.sort(Comparator.comparingDouble((Row r) -> -r.room()).thenComparing(r -> r.tag().name()));
    return List.copyOf(rows);
  }
}
