package sluice.candidates.neighbour;

import java.util.Map;
import sluice.candidates.SourceTypeContract;

class UserKnnContractTest extends SourceTypeContract {
  @Override
  protected Map<String, Object> source() {
    return Map.of("type", "user-knn", "neighbours", 10);
  }
}
