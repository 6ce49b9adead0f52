package sluice.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class BroughtVectorsTest {
  private static final BroughtVectors VECTORS =
      new BroughtVectors(
          new ItemVectors(new float[] {1, 2, 3, 4}, 2, 2),
          Dictionary.of(List.of("anna", "bert")),
          new ItemVectors(new float[] {5, 6, 7, 8}, 2, 2));

  @Test
  void itemsAreSelectedByTheirNumbers() {
    assertThat(VECTORS.select(new int[] {1, -1, 0, 7}).items().data())
        .containsExactly(3, 4, 0, 0, 1, 2, 0, 0);
  }

  @Test
  void aUserWhoIsForgottenHasNoVectorAndNoName() {
    BroughtVectors without = VECTORS.without("anna", "x");
    assertThat(without.users().ids()).containsExactly("x", "bert");
    assertThat(without.userVectors().data()).containsExactly(0, 0, 7, 8);
    assertThat(VECTORS.without("carl", "x")).isSameAs(VECTORS);
  }

  @Test
  void vectorsOfTwoSpacesAreRefused() {
    ItemVectors three = new ItemVectors(new float[3], 1, 3);
    assertThatThrownBy(
            () -> new BroughtVectors(VECTORS.items(), Dictionary.of(List.of("a")), three))
        .hasMessageContaining("do not fit");
    assertThat(BroughtVectors.ofItems(three).userVectors().size()).isZero();
  }
}
