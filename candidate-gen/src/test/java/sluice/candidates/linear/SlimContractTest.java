package sluice.candidates.linear;

import java.util.Map;
import sluice.candidates.SourceTypeContract;

class SlimContractTest extends SourceTypeContract {
  @Override
  protected Map<String, Object> source() {
    return Map.of("type", "slim", "l1", 0.1, "l2", 5.0);
  }
}
