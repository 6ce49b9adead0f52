package sluice.candidates.source;

import java.util.Map;
import sluice.candidates.SourceTypeContract;

class DecayedPopularityContractTest extends SourceTypeContract {
  @Override
  protected Map<String, Object> source() {
    return Map.of("type", "popularity", "window", 90, "decay", 30);
  }
}
