package sluice.candidates.nearest;

import java.util.Map;
import sluice.candidates.CandidateSourceContract;

class VectorContractTest extends CandidateSourceContract {
  @Override
  protected Map<String, Object> source() {
    return Map.of("type", "vector", "embedding", "content");
  }
}
