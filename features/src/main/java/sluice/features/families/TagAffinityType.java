package sluice.features.families;

import java.util.List;
import java.util.Optional;
import sluice.core.FittingPart;
import sluice.features.FamilyInput;
import sluice.features.FeatureGroup;
import sluice.features.SharedSettings;

/** {@code tag-affinity}: how a candidate's tags agree with those of the user's history. */
public final class TagAffinityType extends SharedType {
  @Override
  public String type() {
    return "tag-affinity";
  }

  @Override
  List<FeatureGroup> groups(FamilyInput input) {
    // a group that settings leave out is one that there could be
    return lacks(new None(), input.settings(), input.part()).isPresent()
        ? List.of()
        : List.of(
            new TagAffinity(
                input.part().tags(), input.part().catalogue().size(), input.settings()));
  }

  @Override
  public Optional<String> lacks(None settings, SharedSettings shared, FittingPart part) {
    return part.tags().size() > 0 || shared.without().contains(TagAffinity.GROUP)
        ? Optional.empty()
        : Optional.of("no tags");
  }
}
