package sluice.candidates.text;

import java.util.Map;
import sluice.candidates.CandidateSourceContract;

class LuceneContractTest extends CandidateSourceContract {
  @Override
  protected Map<String, Object> source() {
    return Map.of("type", "lucene");
  }
}
