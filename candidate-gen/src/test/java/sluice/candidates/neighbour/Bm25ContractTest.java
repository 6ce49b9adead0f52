package sluice.candidates.neighbour;

import java.util.Map;
import sluice.candidates.SourceTypeContract;

class Bm25ContractTest extends SourceTypeContract {
  @Override
  protected Map<String, Object> source() {
    return Map.of("type", "item-knn", "graph", Map.of("neighbours", 10, "weighting", "bm25"));
  }
}
