package sluice.candidates.nearest;

import java.util.Map;
import sluice.candidates.SourceTypeContract;

class LuceneGraphContractTest extends SourceTypeContract {
  @Override
  protected Map<String, Object> source() {
    return Map.of("type", "hnsw", "engine", "lucene");
  }

  @Override
  protected boolean exact() {
    return false;
  }
}
