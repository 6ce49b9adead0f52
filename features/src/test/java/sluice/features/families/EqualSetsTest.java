package sluice.features.families;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import sluice.core.Column;
import sluice.core.Dictionary;

class EqualSetsTest {
  @Test
  void rowsOfTheSameCategoriesInTheSameOrderAreOneSet() {
    Column.Categories column =
        new Column.Categories(
            Dictionary.of(List.of("a", "b", "c")),
            new int[] {0, 2, 2, 3, 5, 7, 8},
            new int[] {0, 1, 2, 0, 1, 1, 0, 2});
    EqualSets sets = new EqualSets(column);
    assertThat(sets.size()).isEqualTo(3);
    assertThat(sets.of(0)).isEqualTo(sets.of(3));
    assertThat(sets.of(1)).as("no categories").isEqualTo(-1);
    assertThat(sets.of(2)).isEqualTo(sets.of(5)).isNotEqualTo(sets.of(0));
    assertThat(sets.of(4)).as("another order").isNotEqualTo(sets.of(0)).isNotEqualTo(sets.of(2));
  }
}
