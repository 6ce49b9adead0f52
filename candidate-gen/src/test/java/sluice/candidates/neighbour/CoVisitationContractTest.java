package sluice.candidates.neighbour;

import java.util.Map;
import sluice.candidates.CandidateSourceContract;

class CoVisitationContractTest extends CandidateSourceContract {
  @Override
  protected Map<String, Object> source() {
    return Map.of("type", "co-visitation");
  }
}
