package example;

import java.util.Optional;
import sluice.evaluation.Formula;
import sluice.evaluation.JudgedList;
import sluice.evaluation.Measure;
import sluice.evaluation.MeasureType;

/**
 * {@code ERR@k(max=1)}: an example of a measure in one file, expected reciprocal rank (Chapelle and
 * others 2009).
 *
 * <p>The user goes down the list and stops at a hit of grade g with the chance (2^g − 1) / 2^max;
 * the value is the expected 1 / rank of where that is.
 */
public final class ExpectedReciprocalRank implements MeasureType {
  @Override
  public String type() {
    return "ERR";
  }

  @Override
  public Optional<Parameter> parameter() {
    return Optional.of(new Parameter("max", 1, 0, 10));
  }

  @Override
  public String describe(Measure measure) {
    return "sum over the hits among the first "
        + measure.cutoff()
        + " of 1 / rank times the chance that the user stops there and not before, (2^grade − 1) /"
        + " 2^"
        + measure.parameter()
        + " a hit; not divided by its maximum";
  }

  @Override
  public Formula formula(Measure measure) {
    double most = Math.pow(2, measure.parameter());
    return Formula.of(list -> expected(list, most), relevant -> 1);
  }

  private static double expected(JudgedList list, double most) {
    double sum = 0;
    double goesOn = 1;
    for (int hit = 0; hit < list.hits(); hit++) {
      double stops = Math.min(1, (Math.pow(2, list.gain(hit)) - 1) / most);
      sum += goesOn * stops / (list.place(hit) + 1);
      goesOn *= 1 - stops;
    }
    return sum;
  }
}
