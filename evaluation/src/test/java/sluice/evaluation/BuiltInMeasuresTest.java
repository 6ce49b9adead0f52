package sluice.evaluation;

import java.util.stream.Stream;
import sluice.evaluation.measures.RankBiasedPrecision;

/** Every measure that comes with Sluice, but nDCG by the truth, which has no judgements. */
final class BuiltInMeasuresTest extends MeasureContract {
  @Override
  protected Stream<Measure> measures() {
    return Measure.all(5).stream().filter(measure -> measure.needs() != MeasureType.Needs.TRUTH);
  }

  @Override
  protected double perfect(Measure measure) {
    // Moffat and Zobel: the rest of the geometric series is what lies past the cutoff
    return measure.type() instanceof RankBiasedPrecision
        ? 1 - Math.pow(measure.parameter(), measure.cutoff())
        : 1;
  }
}
