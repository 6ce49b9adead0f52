package sluice.candidates.source;

import java.util.Map;
import sluice.candidates.SourceTypeContract;

class PopularityContractTest extends SourceTypeContract {
  @Override
  protected Map<String, Object> source() {
    return Map.of("type", "popularity");
  }
}
