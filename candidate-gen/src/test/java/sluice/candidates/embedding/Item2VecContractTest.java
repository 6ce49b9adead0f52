package sluice.candidates.embedding;

import java.util.Map;
import sluice.candidates.SourceTypeContract;

class Item2VecContractTest extends SourceTypeContract {
  @Override
  protected Map<String, Object> source() {
    return Map.of("type", "vector", "embedding", "item2vec");
  }
}
