package sluice.candidates.bpr;

import java.util.Map;
import sluice.candidates.SourceTypeContract;

class BprContractTest extends SourceTypeContract {
  @Override
  protected Map<String, Object> source() {
    return Map.of("type", "bpr");
  }
}
