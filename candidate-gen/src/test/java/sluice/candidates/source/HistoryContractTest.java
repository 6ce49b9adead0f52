package sluice.candidates.source;

import java.util.Map;
import sluice.candidates.SourceTypeContract;

class HistoryContractTest extends SourceTypeContract {
  @Override
  protected boolean excludeSeen() {
    return false;
  }

  @Override
  protected Map<String, Object> source() {
    return Map.of("type", "history");
  }
}
