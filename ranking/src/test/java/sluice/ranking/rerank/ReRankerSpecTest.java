package sluice.ranking.rerank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.core.UserError;
import sluice.core.YamlFile;

final class ReRankerSpecTest {
  private static ReRankerSpec read(String yaml) {
    return ReRankerSpec.read(YamlFile.parseValue(yaml, "run.yaml:3", "reranking[0]"));
  }

  @Test
  void aBareWordIsATypeWithItsDefaults() {
    ReRankerSpec spec = read("mmr");
    assertThat(spec.name()).isEqualTo("mmr");
    assertThat(spec.settings())
        .isEqualTo(new MaximalMarginalRelevance.Settings(0.7, "content", 100));
    assertThat(read("{type: mmr, name: spread, lambda: 0.5}").name()).isEqualTo("spread");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mnr | there is no re-ranker 'mnr' (did you mean mmr?); there are calibrated, dpp, exploration, exposure,"
            + " freshness, mmr, new-items, rules",
        "{type: mmr, lambda: 2} | reranking[0].lambda is 2; a number from 0.0 to 1.0 is expected",
        "{type: mmr, depth: 0} | reranking[0].depth is 0; a whole number from 1 to 1000000",
        "{type: mmr, lambada: 1} | unknown key reranking[0].lambada (did you mean lambda?)",
        "{type: dpp, theta: 1.5} | reranking[0].theta is 1.5; a number from 0.0 to 1.0 is expected",
        "{type: dpp, depth: 0} | reranking[0].depth is 0; a whole number from 1 to 1000000",
        "calibrated | reranking[0].column is missing; it is required",
        "{type: calibrated, column: x, lambda: -1} | reranking[0].lambda is -1; a number from 0.0",
        "{type: calibrated, column: x, alpha: 0} | reranking[0].alpha is 0; a number from 1.0E-6",
        "{type: calibrated, column: x, halfLife: 0} | reranking[0].halfLife is 0; a number from 1.0",
        "rules | reranking[0].column is missing; a rule is expected: column",
        "{type: rules, pinned: [{place: 0, item: x}]} | reranking[0].pinned[0].place is 0; a whole",
        "{type: rules, pinned: [{place: 1, item: x}, {place: 1, item: y}]} | each place and each",
        "{type: freshness, weight: -1} | reranking[0].weight is -1; a number from 0.0 to 100.0",
        "{type: freshness, halfLifeDays: 0} | reranking[0].halfLifeDays is 0; a number from 0.001",
        "{type: freshness, depth: 0} | reranking[0].depth is 0; a whole number from 1 to 1000000",
        "{type: new-items, places: [0]} | whole numbers from 1 to 10000 are expected",
        "{type: new-items, days: -1} | reranking[0].days is -1; a number from 0.0",
        "{type: new-items, fewer: -1} | reranking[0].fewer is -1; a whole number from 0",
        "{type: new-items, bring: -1} | reranking[0].bring is -1; a whole number from 0 to 10000",
        "{type: new-items, days: 0, fewer: 0} | reranking[0].days is 0; above 0 is expected, or fewer",
        "exposure | reranking[0].column is missing; it is required",
        "{type: exposure, column: x, share: 2} | reranking[0].share is 2; a number from 0.0 to 1.0",
        "{type: exposure, column: x, head: 2} | reranking[0].head is 2; a number from 0.0 to 1.0",
        "{type: exploration, slots: 0} | reranking[0].slots is 0; a whole number from 1 to 10000",
        "{type: exploration, slots: 30} | reranking[0].slots is 30; at most among, 20, is expected",
        "{type: exploration, draw: soft} | reranking[0].draw is 'soft'; one of uniform, softmax",
        "{type: exploration, temperature: 0} | reranking[0].temperature is 0; a number from 0.01",
        "{type: rules, column: x, most: 0} | reranking[0].most is 0; a whole number from 1",
        "{type: mmr, name: No Name} | lower-case letters, digits and dashes are expected",
      })
  void whatIsWrongIsSaid(String yaml, String message) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("run.yaml:3")
        .hasMessageContaining(message);
  }

  @Test
  void anEmbeddingMustBeFitted() {
    ReRankerSpec spec = read("{type: mmr, embedding: ialz}");
    assertThatThrownBy(() -> spec.checkEmbedding(List.of("ials", "content")))
        .hasMessage(
            "run.yaml:3: reranking[0]: mmr reads the embedding 'ialz', which this run does not fit"
                + " (did you mean ials?); there are ials, content");
    spec.checkEmbedding(List.of("ialz"));
    assertThatThrownBy(() -> read("{type: dpp, embedding: ialz}").checkEmbedding(List.of("ials")))
        .hasMessageContaining("dpp reads the embedding 'ialz', which this run does not fit");
    read("{type: dpp, column: genres}").checkEmbedding(List.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{type: rules, column: x} | mmr | mmr orders by the ranker's scores, which undoes rules before"
            + " it. Fix: put mmr first",
        "dpp | freshness | freshness orders by the ranker's scores, which undoes dpp before it. Fix:"
            + " keep one of the two",
        "exploration | {type: rules, column: x} | rules changes what exploration before it drew, so"
            + " that the propensities were wrong. Fix: put exploration last",
      })
  void anOrderThatMakesNoSenseIsRefused(String first, String second, String message) {
    List<ReRankerSpec> specs = List.of(read(first), read(second));
    assertThatThrownBy(() -> ReRankerSpec.checkOrder(specs))
        .isInstanceOf(UserError.class)
        .hasMessage("run.yaml:3: reranking[0]: " + message);
  }

  @Test
  void rulesThatMoveNothingMayStandAnywhere() {
    ReRankerSpec hides = read("{type: rules, blockedItems: [x]}");
    ReRankerSpec.checkOrder(
        List.of(hides, read("mmr"), read("{type: rules, column: x}"), read("exploration"), hides));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rules", "dpp", "calibrated", "exposure"})
  void dataMustHaveWhatIsRead(String type) {
    ReRankerSpec spec = read("{type: " + type + ", column: shop}");
    assertThatThrownBy(() -> spec.checkData(ReRankerWorld.input(9, 1).part()))
        .hasMessage(
            "run.yaml:3: reranking[0]: "
                + type
                + " cannot be used: the items have no column of categories 'shop'; there are"
                + " genres");
  }
}
