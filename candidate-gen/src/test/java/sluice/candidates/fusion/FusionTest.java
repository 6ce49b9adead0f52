package sluice.candidates.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.candidates.Sources;
import sluice.core.Catalogue;
import sluice.core.ConfigNode;
import sluice.core.Dictionary;
import sluice.core.RankedItems;
import sluice.core.TieBreak;
import sluice.core.UserError;
import sluice.core.YamlFile;

class FusionTest {
  private static final Catalogue ITEMS =
      Catalogue.always(Dictionary.of(IntStream.range(0, 10).mapToObj(i -> "item" + i).toList()));
  private static final TieBreak TIES = new TieBreak(7, ITEMS);
  private static final RankedItems A = list(new int[] {3, 1, 4}, 9, 5, 1);
  private static final RankedItems B = list(new int[] {1, 5}, 0.5f, 0.25f);

  private static RankedItems list(int[] items, float... scores) {
    return new RankedItems(items, scores);
  }

  private static Fusion fusion(FusionSettings.Method method, Map<String, Double> weights) {
    Optional<Double> k =
        Optional.of(60.0).filter(v -> method == FusionSettings.Method.RECIPROCAL_RANK);
    FusionSettings settings = new FusionSettings(method, 3, k, weights, Map.of());
    return new Fusion(settings, settings.weightsOf(List.of("a", "b")), ITEMS);
  }

  /** By hand: 1: 1/62 + 1/61, 3: 1/61, 5: 1/62, 4: 1/63. */
  @Test
  void reciprocalRankByHand() {
    RankedItems fused =
        fusion(FusionSettings.Method.RECIPROCAL_RANK, Map.of()).fuse(List.of(A, B), TIES);
    assertThat(fused.items()).containsExactly(1, 3, 5);
    assertThat((double) fused.score(0)).isCloseTo(1 / 62.0 + 1 / 61.0, within(1e-8));
    assertThat((double) fused.score(1)).isCloseTo(1 / 61.0, within(1e-8));
    assertThat((double) fused.score(2)).isCloseTo(1 / 62.0, within(1e-8));
  }

  /** By hand: 3: 1, 1: 0.5 + 2, 4: 0, 5: 0. */
  @Test
  void weightedByHand() {
    RankedItems fused =
        fusion(FusionSettings.Method.WEIGHTED, Map.of("b", 2.0)).fuse(List.of(A, B), TIES, 2);
    assertThat(fused.items()).containsExactly(1, 3);
    assertThat(fused.score(0)).isEqualTo(2.5f);
    assertThat(fused.score(1)).isEqualTo(1f);
  }

  @Test
  void emptySourcesGiveNothing() {
    Fusion fusion = fusion(FusionSettings.Method.WEIGHTED, Map.of());
    assertThat(fusion.fuse(List.of(RankedItems.EMPTY, RankedItems.EMPTY), TIES).size()).isZero();
    assertThat(fusion.fuse(List.of(A, RankedItems.EMPTY), TIES).items()).containsExactly(3, 1, 4);
  }

  @Test
  void equalSumsGoByTheTieBreak() {
    RankedItems fused =
        fusion(FusionSettings.Method.RECIPROCAL_RANK, Map.of())
            .fuse(List.of(list(new int[] {8}, 1), list(new int[] {2}, 1)), TIES);
    int first = TIES.key(8) < TIES.key(2) ? 8 : 2;
    assertThat(fused.items()).containsExactly(first, 10 - first);
  }

  @Test
  void theTypeAloneIsEnough() {
    assertThat(FusionSettings.read(ConfigNode.scalar("c.yaml:1", "fusion", "weighted")))
        .isEqualTo(
            new FusionSettings(
                FusionSettings.Method.WEIGHTED, 500, Optional.empty(), Map.of(), Map.of()));
    assertThat(FusionSettings.read(ConfigNode.scalar("c.yaml:1", "fusion", "reciprocal-rank")).k())
        .contains(60.0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{type: weighted, k: 60}|k is 60; reciprocal-rank needs a k, and no other type has one",
        "{type: wieghted}|type is 'wieghted'; one of auto, learned, reciprocal-rank, weighted is expected (did you"
            + " mean weighted?)",
        "{type: auto, weights: {a: 2}}|weights is a map; type auto finds the weights itself",
        "{quotas: {a: -1}}|quotas.a is -1; a whole number from 0 to 1000000 is expected",
        "{weights: {a: -1}}|weights.a is -1; a number from 0.0 to 1000000.0 is expected",
        "{weights: {a: much}}|weights.a is 'much'; a number from 0.0 to 1000000.0 is expected",
        "{n: 0}|n is 0; a whole number from 1 to 1000000 is expected"
      })
  void whatIsOutOfRangeIsRefusedWithItsPlace(String yaml, String message) {
    assertThatThrownBy(() -> FusionSettings.read(YamlFile.parse(yaml, "config.yaml")))
        .isInstanceOf(UserError.class)
        .hasMessage("config.yaml:1: " + message);
  }

  /** By hand: 4 stands in the list of "a" at rank 3 and would be last; a quota of 3 keeps it. */
  @Test
  void aQuotaKeepsTheFirstItemsOfASource() {
    FusionSettings settings =
        FusionSettings.read(
            YamlFile.parse("{type: reciprocal-rank, n: 3, quotas: {a: 3}}", "config.yaml"));
    Fusion fusion = new Fusion(settings, settings.weightsOf(List.of("a", "b")), ITEMS);
    assertThat(fusion.fuse(List.of(A, B), TIES).items()).containsExactly(1, 3, 4);
  }

  /** By hand: 3: 2/70 + 3/11 + 4 + 5, 1: 2/71 + 3/12 + 4 · 4/8 + 5, 4: 2/72 + 3/13 + 5. */
  @Test
  void learnedWeightsByHand() {
    FusionWeights weights =
        new FusionWeights("by hand", 69, List.of(new FusionWeights.Source("a", 2, 3, 4, 5)));
    RankedItems fused =
        new Fusion(FusionSettings.read(Sources.node("fusion", Map.of())), weights, ITEMS)
            .fuse(List.of(A), TIES);
    assertThat(fused.items()).containsExactly(3, 1, 4);
    assertThat((double) fused.score(0)).isCloseTo(2 / 70.0 + 3 / 11.0 + 9, within(1e-6));
    assertThat((double) fused.score(1)).isCloseTo(2 / 71.0 + 3 / 12.0 + 7, within(1e-6));
    assertThat((double) fused.score(2)).isCloseTo(2 / 72.0 + 3 / 13.0 + 5, within(1e-6));
  }

  @Test
  void aWeightOfAnUnknownSourceIsRefused() {
    FusionSettings settings =
        FusionSettings.read(Sources.node("fusion", Map.of("weights", Map.of("lucenne", 1.5))));
    assertThatThrownBy(() -> settings.check(List.of("lucene", "popularity"), "config.yaml:1"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("lucenne")
        .hasMessageContaining("did you mean lucene?");
  }
}
