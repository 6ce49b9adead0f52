package sluice.candidates.linear;

import java.util.Map;
import sluice.candidates.SourceTypeContract;

class SparseEaseContractTest extends SourceTypeContract {
  @Override
  protected Map<String, Object> source() {
    return Map.of("type", "ease", "neighbours", 5, "items", 60, "minCount", 2, "recent", 8);
  }
}
