package sluice.candidates.nearest;

import java.util.Map;
import sluice.candidates.CandidateSourceContract;
import sluice.candidates.Sources;
import sluice.core.CandidateSource;
import sluice.core.FittingPart;

class ContentGraphContractTest extends CandidateSourceContract {
  @Override
  protected CandidateSource fit(FittingPart part, int threads) {
    return Sources.fit(part, threads, Map.of("type", "hnsw", "embedding", "content", "ef", 10));
  }

  @Override
  protected boolean exact() {
    return false;
  }
}
