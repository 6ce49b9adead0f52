package sluice.evaluation.offpolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Against Open Bandit Pipeline, statsmodels and numpy's pseudo-inverse: see {@code
 * src/test/python/golden_offpolicy.py}.
 */
class EstimatorsGoldenTest {
  private static JsonNode cases() throws IOException {
    try (InputStream in =
        EstimatorsGoldenTest.class.getResourceAsStream("/golden/offpolicy.json")) {
      return JsonMapper.shared().readTree(in).get("cases");
    }
  }

  private static double[] numbers(JsonNode node) {
    double[] out = new double[node.size()];
    Arrays.setAll(out, i -> node.get(i).doubleValue());
    return out;
  }

  private static int[] integers(JsonNode node) {
    int[] out = new int[node.size()];
    Arrays.setAll(out, i -> node.get(i).intValue());
    return out;
  }

  private static WeightedLog weighted(JsonNode c) {
    int n = c.get("requests").intValue();
    int slots = c.get("slots").intValue();
    int items = c.get("items").intValue();
    double[] mu = numbers(c.get("mu"));
    int[] action = integers(c.get("action"));
    int[] request = IntStream.range(0, n * slots).map(r -> r / slots).toArray();
    int[] position = IntStream.range(0, n * slots).map(r -> r % slots).toArray();
    double[] propensity =
        IntStream.range(0, n * slots).mapToDouble(r -> mu[r * items + action[r]]).toArray();
    ImpressionLog log =
        new ImpressionLog(
            slots,
            integers(c.get("cluster")),
            new ImpressionLog.Rows(
                request, position, action, propensity, numbers(c.get("reward"))));
    int cells = n * slots * items;
    TargetPolicy target =
        new TableTarget(
            n,
            slots,
            IntStream.range(0, cells).map(i -> i / items / slots).toArray(),
            IntStream.range(0, cells).map(i -> i / items % slots).toArray(),
            IntStream.range(0, cells).map(i -> i % items).toArray(),
            numbers(c.get("pi")));
    return new WeightedLog(log, target);
  }

  private static void check(
      JsonNode c, WeightedLog log, Estimator estimator, String value, String error)
      throws NotEstimableException {
    Estimate.Value own = new Intervals.Normal().of(estimator, estimator.statistic(log), log.log());
    JsonNode expected = c.get("expected");
    assertThat(own.value()).as(value).isCloseTo(expected.get(value).doubleValue(), within(1e-9));
    if (expected.has(error)) {
      double se = expected.get(error).doubleValue();
      assertThat(own.standardError()).as(error).isCloseTo(se, within(1e-9));
      assertThat(own.high() - own.low()).isCloseTo(2 * 1.959963984540054 * se, within(1e-9));
    }
  }

  @Test
  void everyEstimatorEqualsItsReference() throws Exception {
    int single = 0;
    for (JsonNode c : cases()) {
      WeightedLog log = weighted(c);
      int slots = c.get("slots").intValue();
      int items = c.get("items").intValue();
      double[] q = numbers(c.get("q"));
      Estimator robust = new DoublyRobust(l -> (t, k, i) -> q[(t * slots + k) * items + i]);
      check(c, log, new Ips(), "ips", "ipsError");
      check(c, log, new Ips(), "obpSlateIndependentIps", "ipsError");
      check(c, log, new Snips(), "snips", "snipsError");
      check(c, log, robust, "dr", "drError");
      check(c, log, new ClippedIps(c.get("clip").doubleValue()), "clipped", "");
      check(c, log, new PseudoInverse(), "pseudoInverse", "");
      if (slots == 1) {
        check(c, log, new Ips(), "obpIps", "ipsError");
        check(c, log, new Snips(), "obpSnips", "snipsError");
        check(c, log, robust, "obpDr", "drError");
        single++;
      }
      assertThat(log.support().effective())
          .isCloseTo(c.get("expected").get("effective").doubleValue(), within(1e-9));
      assertThat(log.support().largest())
          .isCloseTo(c.get("expected").get("largest").doubleValue(), within(1e-9));
    }
    assertThat(single).isEqualTo(3);
  }
}
