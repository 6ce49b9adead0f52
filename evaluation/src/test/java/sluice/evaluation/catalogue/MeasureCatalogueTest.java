package sluice.evaluation.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.core.UserError;

class MeasureCatalogueTest {
  static Stream<MeasureCatalogue.Entry> entries() {
    return MeasureCatalogue.all().stream();
  }

  @ParameterizedTest
  @MethodSource("entries")
  void everyNameIsReadAndPrintedTheSameAndHasAContract(MeasureCatalogue.Entry entry) {
    assertThat(MeasureCatalogue.find(entry.name())).isEqualTo(entry);
    assertThat(entry.summary()).isNotBlank().hasSizeLessThanOrEqualTo(entry.description().length());
    assertThat(entry.better()).isIn("higher", "lower", "neither");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nDCG@20(exp)[value>=4]", "RBP@50(p=0.95)", "novelty@25", "coverage@3"})
  void anyCutoffOrParameterIsFound(String name) {
    assertThat(MeasureCatalogue.find(name).name()).isEqualTo(name);
  }

  @Test
  void namesAreUniqueAndUnknownOnesAreTold() {
    assertThat(entries().map(MeasureCatalogue.Entry::name)).doesNotHaveDuplicates();
    assertThat(entries().map(MeasureCatalogue.Entry::section).distinct())
        .containsExactly("ranked lists", "beyond accuracy", "scored rows");
    assertThatThrownBy(() -> MeasureCatalogue.find("ndgc@10"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("did you mean nDCG@10?");
  }
}
