package sluice.candidates.neighbour;

import java.util.Map;
import sluice.candidates.SourceTypeContract;

class TransitionsContractTest extends SourceTypeContract {
  @Override
  protected Map<String, Object> source() {
    return Map.of("type", "transitions");
  }
}
