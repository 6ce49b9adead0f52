package sluice.evaluation.significance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import sluice.evaluation.significance.WilcoxonSignedRank.Zeros;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Against scipy and statsmodels: see {@code src/test/python/golden_tests.py}. */
class GoldenTest {
  private static final Offset<Double> NEAR = within(1e-9);
  private static JsonNode golden;

  @BeforeAll
  static void read() throws IOException {
    try (InputStream in = GoldenTest.class.getResourceAsStream("/golden/tests.json")) {
      golden = JsonMapper.shared().readTree(in);
    }
  }

  private static double[] numbers(JsonNode node) {
    double[] out = new double[node.size()];
    Arrays.setAll(out, i -> node.get(i).doubleValue());
    return out;
  }

  private static Clusters clusters(JsonNode node) {
    return Clusters.of(node.valueStream().map(JsonNode::intValue).toList());
  }

  private static double value(JsonNode node, String key) {
    return node.get(key).doubleValue();
  }

  @Test
  void signedRanksEqualScipy() {
    JsonNode cases = golden.get("signedRanks");
    assertThat(cases.size()).isGreaterThanOrEqualTo(50);
    int exact = 0;
    for (JsonNode c : cases) {
      double[] d = numbers(c.get("d"));
      Clusters each = Clusters.single(d.length);
      for (Zeros zeros : Zeros.values()) {
        String name = zeros == Zeros.DROP ? "wilcox" : "pratt";
        assertThat(WilcoxonSignedRank.normal(d, each, zeros, false).pValue())
            .isCloseTo(value(c, name + "-plain"), NEAR);
        assertThat(WilcoxonSignedRank.normal(d, each, zeros, true).pValue())
            .isCloseTo(value(c, name + "-half"), NEAR);
      }
      WilcoxonSignedRank.Result own = WilcoxonSignedRank.of(d, each);
      assertThat(own.plus()).isCloseTo(value(c, "plus"), NEAR);
      assertThat(own.minus()).isCloseTo(value(c, "minus"), NEAR);
      assertThat(own.rankBiserial()).isCloseTo(value(c, "rankBiserial"), NEAR);
      if (c.has("exact")) {
        exact++;
        assertThat(own.exact()).isTrue();
        assertThat(own.pValue()).isCloseTo(value(c, "exact"), NEAR);
      } else if (own.pairs() > WilcoxonSignedRank.EXACT) {
        assertThat(own.exact()).isFalse();
        assertThat(own.pValue()).isCloseTo(value(c, "wilcox-plain"), NEAR);
      }
    }
    assertThat(exact).isGreaterThan(25);
  }

  @Test
  void pairedDifferencesEqualScipyAndStatsmodels() {
    JsonNode cases = golden.get("paired");
    assertThat(cases.size()).isGreaterThanOrEqualTo(50);
    for (JsonNode c : cases) {
      double[] d = numbers(c.get("d"));
      MeanDifference own = MeanDifference.of(d, Clusters.single(d.length));
      assertThat(own.pValue()).isCloseTo(value(c, "p"), NEAR);
      assertThat(own.interval(0.95).low()).isCloseTo(value(c, "low"), NEAR);
      assertThat(own.interval(0.95).high()).isCloseTo(value(c, "high"), NEAR);
      EffectSize effect = EffectSize.of(own);
      assertThat(effect.value()).isCloseTo(value(c, "effect"), NEAR);
      assertThat(effect.low()).isCloseTo(value(c, "effectLow"), NEAR);
      assertThat(effect.high()).isCloseTo(value(c, "effectHigh"), NEAR);
      for (JsonNode tost : c.get("tost")) {
        assertThat(Equivalence.of(own, tost.get(0).doubleValue()).pValue())
            .isCloseTo(tost.get(1).doubleValue(), NEAR);
      }
      if (c.has("flip")) {
        assertThat(SignFlip.exact(d)).isCloseTo(value(c, "flip"), NEAR);
      }
    }
  }

  @Test
  void clusteredTestsEqualStatsmodelsAndTheEnumeration() {
    JsonNode cases = golden.get("clustered");
    assertThat(cases.size()).isGreaterThanOrEqualTo(50);
    for (JsonNode c : cases) {
      double[] d = numbers(c.get("d"));
      Clusters users = clusters(c.get("of"));
      MeanDifference own = MeanDifference.of(d, users);
      assertThat(own.mean()).isCloseTo(value(c, "mean"), NEAR);
      assertThat(own.standardError()).isCloseTo(value(c, "error"), NEAR);
      assertThat(own.pValue()).isCloseTo(value(c, "p"), NEAR);
      assertThat(own.interval(0.95).low()).isCloseTo(value(c, "low"), NEAR);
      assertThat(own.interval(0.95).high()).isCloseTo(value(c, "high"), NEAR);
      assertThat(WilcoxonSignedRank.normal(d, users, Zeros.DROP, false).pValue())
          .isCloseTo(value(c, "normal"), NEAR);
      if (c.has("exact")) {
        assertThat(WilcoxonSignedRank.of(d, users).pValue()).isCloseTo(value(c, "exact"), NEAR);
        assertThat(SignFlip.exact(users.sums(d))).isCloseTo(value(c, "flip"), NEAR);
      }
    }
  }

  @Test
  void powerEqualsStatsmodels() {
    assertThat(golden.get("power").size()).isGreaterThanOrEqualTo(50);
    for (JsonNode c : golden.get("power")) {
      assertThat(Power.of(value(c, "effect"), c.get("n").longValue(), value(c, "alpha")))
          .isCloseTo(value(c, "power"), NEAR);
    }
    for (JsonNode c : golden.get("users")) {
      assertThat(Power.users(value(c, "effect"), value(c, "power"), 0.05))
          .isEqualTo(c.get("users").longValue());
    }
    for (JsonNode c : golden.get("detectable")) {
      assertThat(Power.detectable(c.get("n").longValue(), value(c, "power"), 0.05))
          .isCloseTo(value(c, "effect"), NEAR);
    }
  }

  @Test
  void falseDiscoveryEqualsStatsmodels() {
    assertThat(golden.get("falseDiscovery").size()).isGreaterThanOrEqualTo(50);
    for (JsonNode c : golden.get("falseDiscovery")) {
      assertThat(BenjaminiHochberg.correct(numbers(c.get("p"))))
          .containsExactly(numbers(c.get("corrected")), NEAR);
    }
  }

  @Test
  void varianceSplitEqualsStatsmodels() {
    assertThat(golden.get("split").size()).isGreaterThanOrEqualTo(50);
    for (JsonNode c : golden.get("split")) {
      double[][] y = c.get("y").valueStream().map(GoldenTest::numbers).toArray(double[][]::new);
      VarianceSplit own = VarianceSplit.of(y);
      assertThat(own.varianceOfUsers()).isCloseTo(value(c, "users"), NEAR);
      assertThat(own.varianceOfRefits()).isCloseTo(value(c, "refits"), NEAR);
      assertThat(own.varianceOfRest()).isCloseTo(value(c, "rest"), NEAR);
      assertThat(own.mean()).isCloseTo(value(c, "mean"), NEAR);
      assertThat(own.standardError()).isCloseTo(value(c, "error"), NEAR);
      assertThat(own.degrees()).isCloseTo(value(c, "degrees"), within(1e-7));
      assertThat(own.pValue()).isCloseTo(value(c, "p"), NEAR);
    }
  }
}
