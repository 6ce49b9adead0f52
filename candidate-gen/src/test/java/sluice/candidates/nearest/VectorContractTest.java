package sluice.candidates.nearest;

import java.util.Map;
import sluice.candidates.SourceTypeContract;

class VectorContractTest extends SourceTypeContract {
  @Override
  protected Map<String, Object> source() {
    return Map.of("type", "vector", "embedding", "content");
  }
}
