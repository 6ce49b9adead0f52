package sluice.evaluation.beyond;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sluice.core.Dictionary;
import sluice.core.ItemVectors;
import sluice.evaluation.Judgements;
import sluice.evaluation.Run;
import sluice.evaluation.Stage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Against RecTools, recommenders, scipy: see {@code src/test/python/golden_beyond.py}. */
class BeyondGoldenTest {
  @Test
  void equalsOtherPeoplesCode() throws IOException {
    JsonNode cases;
    try (InputStream in = getClass().getResourceAsStream("/golden/beyond.json")) {
      cases = JsonMapper.shared().readTree(in).get("cases");
    }
    int compared = 0;
    for (JsonNode oneCase : cases) {
      Judgements judged = judged(oneCase);
      Run run = Run.of("x", Stage.REFERENCE, 20, arrays(oneCase.get("lists")));
      BeyondAccuracy beyond = new BeyondAccuracy(judged, context(oneCase), 2);
      for (Map.Entry<String, JsonNode> e : oneCase.get("system").properties()) {
        BeyondMeasure measure = BeyondMeasure.parse(e.getKey());
        BeyondAccuracy.Value value =
            beyond.of(List.of(run), List.of(measure), 10, 1).getFirst().getFirst();
        assertThat(value.interval().mean())
            .as(e.getKey())
            .isCloseTo(e.getValue().doubleValue(), within(1e-9));
        compared++;
      }
      for (int u = 0; u < judged.users(); u++) {
        for (Map.Entry<String, JsonNode> e : oneCase.get("perUser").get(u).properties()) {
          double value = beyond.values(run, BeyondMeasure.parse(e.getKey()))[u];
          if (e.getValue().isNull()) {
            assertThat(value).as(e.getKey()).isNaN();
          } else {
            assertThat(value)
                .as("%s of user %d", e.getKey(), u)
                .isCloseTo(e.getValue().doubleValue(), within(1e-9));
          }
          compared++;
        }
      }
    }
    assertThat(cases.size()).isEqualTo(60);
    assertThat(compared).isGreaterThan(60 * (3 + 8 * 7));
  }

  private static Judgements judged(JsonNode oneCase) {
    int items = oneCase.get("popularity").size();
    Dictionary catalogue = Dictionary.of(IntStream.range(0, items).mapToObj(i -> "i" + i).toList());
    Judgements.Builder builder = new Judgements.Builder(catalogue);
    int[][] relevant = arrays(oneCase.get("relevant"));
    for (int u = 0; u < relevant.length; u++) {
      builder.user("u" + u);
      for (int item : relevant[u]) {
        builder.judge(item, 1, Float.NaN);
      }
    }
    return builder.build();
  }

  private static ListContext context(JsonNode oneCase) {
    int[][] sets = arrays(oneCase.get("categories"));
    int[] offsets = new int[sets.length + 1];
    for (int i = 0; i < sets.length; i++) {
      offsets[i + 1] = offsets[i] + sets[i].length;
    }
    int[] codes = Arrays.stream(sets).flatMapToInt(Arrays::stream).toArray();
    JsonNode rows = oneCase.get("vectors");
    int width = rows.get(0).size();
    float[] flat = new float[rows.size() * width];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = (float) rows.get(i / width).get(i % width).doubleValue();
    }
    return new ListContext(
        array(oneCase.get("popularity")),
        oneCase.get("users").intValue(),
        Optional.of(new CatalogueCategories(offsets, codes)),
        Optional.of(new ItemVectors(flat, rows.size(), width)),
        arrays(oneCase.get("histories")),
        arrays(oneCase.get("popular")));
  }

  private static int[][] arrays(JsonNode node) {
    return IntStream.range(0, node.size()).mapToObj(i -> array(node.get(i))).toArray(int[][]::new);
  }

  private static int[] array(JsonNode node) {
    return IntStream.range(0, node.size()).map(i -> node.get(i).intValue()).toArray();
  }
}
