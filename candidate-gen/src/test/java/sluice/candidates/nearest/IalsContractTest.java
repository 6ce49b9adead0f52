package sluice.candidates.nearest;

import java.util.Map;
import sluice.candidates.CandidateSourceContract;

class IalsContractTest extends CandidateSourceContract {
  @Override
  protected Map<String, Object> source() {
    return Map.of("type", "ials", "factors", 12);
  }
}
