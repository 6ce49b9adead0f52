package sluice.evaluation.beyond;

import java.util.stream.Stream;

/** Every measure beyond accuracy that comes with Sluice. */
final class BuiltInBeyondMeasuresTest extends BeyondMeasureContract {
  @Override
  protected Stream<BeyondMeasure> measures() {
    return BeyondMeasure.all(5).stream();
  }
}
