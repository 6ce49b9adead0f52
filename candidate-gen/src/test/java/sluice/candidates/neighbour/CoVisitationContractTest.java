package sluice.candidates.neighbour;

import java.util.Map;
import sluice.candidates.SourceTypeContract;

class CoVisitationContractTest extends SourceTypeContract {
  @Override
  protected Map<String, Object> source() {
    return Map.of("type", "co-visitation");
  }
}
