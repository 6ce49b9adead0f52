package sluice.evaluation.measures;

import java.util.Optional;
import sluice.evaluation.Formula;
import sluice.evaluation.Measure;
import sluice.evaluation.MeasureType;

/**
 * {@code RBP@k(p=0.8)}: rank-biased precision, (1 − p) Σ p^(rank − 1) over the hits in the first k
 * (Moffat and Zobel 2008); not divided by its maximum, which stays below 1.
 *
 * <p>The user looks at the next item with probability p.
 */
public final class RankBiasedPrecision implements MeasureType {
  @Override
  public String type() {
    return "RBP";
  }

  @Override
  public Optional<Parameter> parameter() {
    return Optional.of(new Parameter("p", 0.8, 0, 1));
  }

  @Override
  public String describe(Measure m) {
    return "sum over the hits among the first "
        + m.cutoff()
        + " of (1 − p) · p^(rank − 1) with p = "
        + m.parameter()
        + "; not divided by its maximum";
  }

  @Override
  public Formula formula(Measure m) {
    double p = m.parameter();
    return Formula.of(
        list -> {
          double sum = 0;
          for (int h = 0; h < list.hits(); h++) {
            sum += Math.pow(p, list.place(h));
          }
          return sum;
        },
        relevant -> 1 / (1 - p));
  }
}
