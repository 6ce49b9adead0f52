package sluice.candidates.nearest;

import java.util.Map;
import sluice.candidates.SourceTypeContract;

class HnswlibContractTest extends SourceTypeContract {
  @Override
  protected Map<String, Object> source() {
    return Map.of("type", "hnsw", "M", 4, "ef", 8);
  }

  @Override
  protected boolean exact() {
    return false;
  }
}
