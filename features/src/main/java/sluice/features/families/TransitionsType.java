package sluice.features.families;

import java.util.List;
import sluice.core.graph.ItemGraph;
import sluice.features.FamilyInput;
import sluice.features.FeatureGroup;
import sluice.features.SharedSettings;

/** {@code transitions}: whether the candidate follows the user's latest items. */
public final class TransitionsType extends SharedType {
  @Override
  public String type() {
    return "transitions";
  }

  @Override
  List<FeatureGroup> groups(FamilyInput input) {
    SharedSettings settings = input.settings();
    ItemGraph graph = input.graph(settings.transitions());
    return List.of(new GraphRelation("transition_", "transitions", graph, settings.last(), 0.8));
  }
}
