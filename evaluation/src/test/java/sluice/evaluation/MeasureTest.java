package sluice.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.core.UserError;

class MeasureTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "precision@1",
        "recall@500",
        "nDCG@10",
        "nDCG@10(exp)",
        "nDCG@20(true)",
        "mAP@10",
        "mAP@10(rel)",
        "MRR@10",
        "hit-rate@5",
        "F1@10",
        "R-precision",
        "R-precision[value>=4]",
        "RBP@100",
        "RBP@100(p=0.95)",
        "RBP@100(p=0.5)[value>=3]",
        "AUC@100",
        "nDCG@10(binary)",
        "nDCG@10(full)",
        "recall@10(capped)",
        "precision@10(list)",
        "nDCG@10[value>=4]",
        "mAP@10(rel)[value>=3.5]",
        "recall@100[value>=-1]"
      })
  void printsWhatItRead(String name) {
    assertThat(Measure.parse(name)).hasToString(name);
  }

  @ParameterizedTest
  @CsvSource({
    "ndcg@10, nDCG@10",
    "NDGC@20, nDCG@20",
    "map@5, mAP@5",
    "hitrate@10, hit-rate@10",
    "precison@3, precision@3",
    "nDCG@10(exq), nDCG@10(exp)",
    "nDCG@10[value>4], nDCG@10[value>=4]",
    "r-precision, R-precision",
    "f1@10, F1@10",
    "recall@10(caped), recall@10(capped)",
  })
  void namesTheNearestMeasure(String wrong, String near) {
    assertThatThrownBy(() -> Measure.parse(wrong))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("Unknown measure \"" + wrong + "\"")
        .hasMessageContaining("did you mean " + near + "?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nDCG",
        "nDCG@0",
        "nDCG@9999999",
        "recall@10(exp)",
        "mAP@10(true)",
        "",
        "nDCG@x",
        "nDCG@10(true)[value>=4]",
        "nDCG@10[value>=1e999]",
        "nDCG@10[value>=--]",
        "R-precision@10",
        "RBP@10(p=1)",
        "RBP@10(p=.5.5)",
        "nDCG@10(p=0.5)",
        "precision@10(capped)"
      })
  void refusesWhatIsNoMeasure(String name) {
    assertThatThrownBy(() -> Measure.parse(name))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("A measure is one of");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nDCG@0 | The cutoff must be in 1 … 1000000.",
        "nDCG@10(p=0.5) | Only RBP has a p.",
        "RBP@10(p=1) | p must lie between 0 and 1.",
        "RBP@10(p=.5.5) | .5.5 is not a number.",
        "nDCG@10[value>=1e999] | 1e999 is not a number.",
        "nDCG@10(true)[value>=4] | nDCG(true) takes no condition: its gains are the truth.",
        "nonsense | A measure is one of AUC, F1, MRR, RBP, hit-rate, mAP, nDCG, precision, recall,"
            + " then @ and the cutoff, or R-precision; RBP may be followed by (p=0.8), mAP may be"
            + " followed by (rel), nDCG may be followed by (exp) or (true) or (binary) or (full),"
            + " precision may be followed by (list), recall may be followed by (capped), and all"
            + " but nDCG(true) by a bound such as [value>=4].",
      })
  void saysWhatIsWrong(String name, String why) {
    assertThatThrownBy(() -> Measure.parse(name))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(why);
  }

  @Test
  void refusesWhatItsTypeDoesNotHave() {
    MeasureType ndcg = Measure.parse("nDCG@10").type();
    Optional<Condition> none = Optional.empty();
    assertThatThrownBy(() -> new Measure(ndcg, 0, "", 0, none)).hasMessageContaining("cutoff 0");
    assertThatThrownBy(() -> new Measure(ndcg, 10, "rel", 0, none))
        .hasMessage("nDCG has no variant (rel)");
    assertThatThrownBy(() -> new Measure(ndcg, 10, "", 0.8, none))
        .hasMessage("parameter 0.8 of nDCG");
  }

  @Test
  void describesDenominatorGainDiscountCutoffTiesAndUsers() {
    assertThat(Measure.parse("nDCG@10(exp)[value>=4]").description())
        .contains(
            "first 10", "log2(rank + 1)", "2^grade − 1", "at least 4", "ties broken", "counts 0");
    assertThat(Measure.parse("mAP@10").description()).contains("smaller of 10");
    assertThat(Measure.parse("mAP@10(rel)").description()).contains("trec_eval");
    assertThat(Measure.parse("precision@10").description())
        .contains("even where the list is shorter");
  }
}
