package sluice.candidates.linear;

import java.util.Map;
import sluice.candidates.SourceTypeContract;

class EaseContractTest extends SourceTypeContract {
  @Override
  protected Map<String, Object> source() {
    return Map.of("type", "ease", "regularization", 20.0, "halfLifeDays", 30.0);
  }
}
