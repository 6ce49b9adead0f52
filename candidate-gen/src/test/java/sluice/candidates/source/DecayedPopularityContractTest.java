package sluice.candidates.source;

import java.util.Map;
import sluice.candidates.CandidateSourceContract;
import sluice.candidates.Sources;
import sluice.core.CandidateSource;
import sluice.core.FittingPart;

class DecayedPopularityContractTest extends CandidateSourceContract {
  @Override
  protected CandidateSource fit(FittingPart part, int threads) {
    return Sources.fit(part, threads, Map.of("type", "popularity", "window", 90, "decay", 30));
  }
}
