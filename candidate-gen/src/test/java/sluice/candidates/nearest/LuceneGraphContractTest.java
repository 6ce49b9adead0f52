package sluice.candidates.nearest;

import java.util.Map;
import sluice.candidates.CandidateSourceContract;

class LuceneGraphContractTest extends CandidateSourceContract {
  @Override
  protected Map<String, Object> source() {
    return Map.of("type", "hnsw", "engine", "lucene");
  }

  @Override
  protected boolean exact() {
    return false;
  }
}
