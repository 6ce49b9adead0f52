package sluice.candidates.source;

import sluice.candidates.CandidateSourceContract;
import sluice.core.CandidateSource;
import sluice.core.FittingPart;

class RandomContractTest extends CandidateSourceContract {
  @Override
  protected CandidateSource fit(FittingPart part, int threads) {
    return new RandomSource(part.catalogue());
  }
}
