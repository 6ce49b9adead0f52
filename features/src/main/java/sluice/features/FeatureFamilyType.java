package sluice.features;

import java.nio.file.Path;
import java.util.Optional;
import sluice.core.FittingPart;
import sluice.core.plugin.ConfiguredType;

/**
 * A type of feature family that a config can name under {@code features.families} or {@code
 * features.more}.
 *
 * <p>To add one, implement this, {@link FeatureFamily} and {@link FeatureGroup}, and name the class
 * in {@code META-INF/services/sluice.features.FeatureFamilyType}.
 *
 * @param <S> its settings
 */
public interface FeatureFamilyType<S extends Record> extends ConfiguredType<S> {
  /**
   * Returns in words what a part lacks for a ranker to learn from the family; empty where it lacks
   * nothing. A family that parts for training lack and parts for serving do not is left out.
   *
   * @param shared settings of all families
   */
  default Optional<String> lacks(S settings, SharedSettings shared, FittingPart part) {
    return Optional.empty();
  }

  /**
   * Fits a family on {@code input.part()}.
   *
   * @param inner the part that rankers are trained on: a choice of which features there are is made
   *     on it, so that rows have the same features in training and serving
   */
  FeatureFamily fit(S settings, FamilyInput input, FittingPart inner);

  /**
   * Reads a family that {@link FeatureFamily#write} wrote. By default fits it again: for a family
   * that takes nothing from the inner part.
   *
   * @param input what it was fitted on
   * @param folder that it was written to
   */
  default FeatureFamily read(S settings, FamilyInput input, Path folder) {
    return fit(settings, input, input.part());
  }
}
