package sluice.candidates.nearest;

import java.util.Map;
import sluice.candidates.SourceTypeContract;

class IalsContractTest extends SourceTypeContract {
  @Override
  protected Map<String, Object> source() {
    return Map.of("type", "ials", "factors", 12);
  }
}
