package sluice.candidates.source;

import java.nio.file.Path;
import java.util.Map;
import sluice.candidates.CandidateSourceContract;
import sluice.core.CandidateSource;
import sluice.core.FittingPart;

/** The reference {@code random} is no type: it is made where it is asked for, and never stored. */
class RandomContractTest extends CandidateSourceContract {
  @Override
  protected Map<String, Object> source() {
    throw new UnsupportedOperationException();
  }

  @Override
  protected CandidateSource stored(FittingPart part, Path to) {
    return fit(part, 1);
  }

  @Override
  protected CandidateSource fit(FittingPart part, int threads) {
    return new RandomSource(part.catalogue());
  }
}
