package sluice.candidates.source;

import sluice.candidates.CandidateSourceContract;
import sluice.core.CandidateSource;
import sluice.core.FittingPart;

/** The reference {@code random} is no type: it is made where it is asked for, and never stored. */
class RandomContractTest extends CandidateSourceContract {
  @Override
  protected CandidateSource fit(FittingPart part, int threads) {
    return new RandomSource(part.catalogue());
  }
}
