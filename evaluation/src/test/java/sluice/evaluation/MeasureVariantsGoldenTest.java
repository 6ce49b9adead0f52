package sluice.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Against pytrec_eval, ranx, implicit and RecTools: see {@code src/test/python/golden_variants.py}.
 */
class MeasureVariantsGoldenTest {
  @Test
  void equalsTheLibrariesThatPrintThem() throws IOException {
    JsonNode file;
    try (InputStream in = getClass().getResourceAsStream("/golden/variants.json")) {
      file = JsonMapper.shared().readTree(in);
    }
    int number = 0;
    int compared = 0;
    for (JsonNode oneCase : file.get("cases")) {
      Judgements.Builder builder = new Judgements.Builder(Worlds.catalogue(30)).user("u");
      for (Map.Entry<String, JsonNode> item : oneCase.get("gains").properties()) {
        builder.judge(index(item.getKey()), item.getValue().intValue(), Float.NaN);
      }
      Judgements judgements = builder.build();
      int[] list = new int[oneCase.get("order").size()];
      for (int place = 0; place < list.length; place++) {
        list[place] = index(oneCase.get("order").get(place).stringValue());
      }
      Run run = Run.of("x", Stage.RANKING, 30, new int[][] {list});
      for (Map.Entry<String, JsonNode> e : oneCase.get("expected").properties()) {
        double value = Evaluator.perUser(judgements, run, Measure.parse(e.getKey()), 1)[0];
        if (e.getValue().isNull()) {
          assertThat(value).as(e.getKey()).isNaN();
        } else {
          assertThat(value)
              .as("%s in case %d", e.getKey(), number)
              .isCloseTo(e.getValue().doubleValue(), within(1e-9));
        }
        compared++;
      }
      number++;
    }
    assertThat(number).isEqualTo(80);
    assertThat(compared).isEqualTo(80 * 33);
  }

  private static int index(String id) {
    return Integer.parseInt(id.substring(1));
  }
}
