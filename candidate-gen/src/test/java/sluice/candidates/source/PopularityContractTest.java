package sluice.candidates.source;

import java.util.Map;
import sluice.candidates.CandidateSourceContract;

class PopularityContractTest extends CandidateSourceContract {
  @Override
  protected Map<String, Object> source() {
    return Map.of("type", "popularity");
  }
}
