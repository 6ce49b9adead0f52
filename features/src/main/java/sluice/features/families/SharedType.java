package sluice.features.families;

import java.util.List;
import sluice.core.FittingPart;
import sluice.features.FamilyInput;
import sluice.features.FeatureFamily;
import sluice.features.FeatureFamilyType;
import sluice.features.FeatureGroup;

/**
 * What the types of this repository have in common: no settings of their own beside those that all
 * families share, and nothing to write.
 */
abstract class SharedType implements FeatureFamilyType<SharedType.None> {
  /** No settings. */
  public record None() {}

  @Override
  public final Class<None> settings() {
    return None.class;
  }

  @Override
  public final String defaults() {
    return "{}";
  }

  @Override
  public FeatureFamily fit(None settings, FamilyInput input, FittingPart inner) {
    return FeatureFamily.of(groups(input));
  }

  /** Makes the groups. */
  abstract List<FeatureGroup> groups(FamilyInput input);
}
