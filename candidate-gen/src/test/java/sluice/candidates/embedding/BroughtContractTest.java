package sluice.candidates.embedding;

import java.util.Map;
import sluice.candidates.SourceTypeContract;

class BroughtContractTest extends SourceTypeContract {
  @Override
  protected Map<String, Object> source() {
    return Map.of("type", "vector", "embedding", "given");
  }
}
