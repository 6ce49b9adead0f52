package sluice.candidates.text;

import java.util.Map;
import sluice.candidates.SourceTypeContract;

class LuceneContractTest extends SourceTypeContract {
  @Override
  protected Map<String, Object> source() {
    return Map.of("type", "lucene");
  }
}
