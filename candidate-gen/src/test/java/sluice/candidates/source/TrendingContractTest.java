package sluice.candidates.source;

import java.util.Map;
import sluice.candidates.SourceTypeContract;

class TrendingContractTest extends SourceTypeContract {
  @Override
  protected Map<String, Object> source() {
    return Map.of("type", "trending", "window", 600.0, "before", 80.0);
  }
}
