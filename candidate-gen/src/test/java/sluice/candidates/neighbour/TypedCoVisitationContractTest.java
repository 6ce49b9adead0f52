package sluice.candidates.neighbour;

import java.util.List;
import java.util.Map;
import sluice.candidates.SourceTypeContract;

class TypedCoVisitationContractTest extends SourceTypeContract {
  @Override
  protected Map<String, Object> source() {
    Map<String, Object> graph =
        Map.of("from", List.of("view"), "to", List.of("view"), "hours", 1000.0);
    return Map.of("type", "typed-co-visitation", "graph", graph);
  }
}
