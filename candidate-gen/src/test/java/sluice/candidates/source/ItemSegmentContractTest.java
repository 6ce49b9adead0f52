package sluice.candidates.source;

import java.util.Map;
import sluice.candidates.SourceTypeContract;

class ItemSegmentContractTest extends SourceTypeContract {
  @Override
  protected Map<String, Object> source() {
    return Map.of("type", "segment-popularity", "by", "items.genres", "window", 620, "decay", 300);
  }
}
