package sluice.candidates.nearest;

import java.util.Map;
import sluice.candidates.CandidateSourceContract;

class ContentGraphContractTest extends CandidateSourceContract {
  @Override
  protected Map<String, Object> source() {
    return Map.of("type", "hnsw", "embedding", "content", "ef", 10);
  }

  @Override
  protected boolean exact() {
    return false;
  }
}
