package sluice.candidates.nearest;

import java.util.Map;
import sluice.candidates.SourceTypeContract;

class ContentGraphContractTest extends SourceTypeContract {
  @Override
  protected Map<String, Object> source() {
    return Map.of("type", "hnsw", "embedding", "content", "ef", 10);
  }

  @Override
  protected boolean exact() {
    return false;
  }
}
