package sluice.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import sluice.core.plugin.PluginTypes;

/** Every type of feature family that a services file names keeps the contract. */
@ParameterizedClass
@MethodSource("registered")
final class RegisteredFamiliesTest extends FeatureFamilyContract {
  @Parameter private String name = "";

  static List<String> registered() {
    return PluginTypes.load(FeatureFamilyType.class, "feature family").names();
  }

  @Override
  protected String type() {
    return name;
  }

  @Override
  protected String settings() {
    return "categories: 3";
  }

  /**
   * So that none is registered and left out of the columns. {@code ranking.training.positionBias:
   * feature} adds {@code position}.
   */
  @Test
  void theRegisteredTypesAreTheDefaultFamiliesAndPosition() {
    List<String> others = registered().stream().filter(n -> !n.equals("position")).toList();
    assertThat(FeatureSettings.DEFAULT.families())
        .extracting(FamilySpec::name)
        .containsExactlyInAnyOrderElementsOf(others);
  }
}
