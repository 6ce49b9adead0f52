package sluice.features.families;

import java.util.List;
import sluice.core.graph.ItemGraph;
import sluice.features.FamilyInput;
import sluice.features.FeatureGroup;
import sluice.features.SharedSettings;

/** {@code co-occurrence}: which users' items the candidate shares with the history. */
public final class CoOccurrenceType extends SharedType {
  @Override
  public String type() {
    return "co-occurrence";
  }

  @Override
  List<FeatureGroup> groups(FamilyInput input) {
    SharedSettings settings = input.settings();
    ItemGraph graph = input.graph(settings.coOccurrence());
    return List.of(new GraphRelation("cooc_", "co-occurrence", graph, settings.related(), 0.98));
  }
}
