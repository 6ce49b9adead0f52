package sluice.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What other libraries print for one example, and the measure that gives the same number; made by
 * {@code src/test/python/golden_elsewhere.py}, shown in {@code
 * docs/reference/measures-elsewhere.md}.
 */
class MeasuresElsewhereTest {
  private static JsonNode file;

  @BeforeAll
  static void read() throws IOException {
    try (InputStream in =
        MeasuresElsewhereTest.class.getResourceAsStream("/golden/elsewhere.json")) {
      file = JsonMapper.shared().readTree(in);
    }
  }

  @Test
  void theMeasureNamedGivesTheOtherLibrarysNumber() {
    List<String> users = new ArrayList<>(file.get("gains").propertyNames());
    Judgements.Builder builder = new Judgements.Builder(Worlds.catalogue(12));
    int[][] lists = new int[users.size()][0];
    for (int u = 0; u < lists.length; u++) {
      builder.user(users.get(u));
      for (Map.Entry<String, JsonNode> item : file.get("gains").get(users.get(u)).properties()) {
        builder.judge(index(item.getKey()), item.getValue().intValue(), Float.NaN);
      }
      lists[u] =
          file.get("lists")
              .path(users.get(u))
              .valueStream()
              .mapToInt(item -> index(item.stringValue()))
              .toArray();
    }
    Judgements judgements = builder.build();
    Run run = Run.of("x", Stage.RANKING, 12, lists);
    int compared = 0;
    for (JsonNode row : file.get("rows")) {
      if (row.get("sluice").isNull()) {
        continue;
      }
      double[] values =
          Evaluator.perUser(judgements, run, Measure.parse(row.get("sluice").stringValue()), 1);
      double sum = 0;
      int counted = 0;
      for (int u = 0; u < values.length; u++) {
        boolean asked = row.get("users").stringValue().equals("all") || lists[u].length > 0;
        if (asked && !Double.isNaN(values[u])) {
          sum += values[u];
          counted++;
        }
      }
      assertThat(sum / counted)
          .as("%s", row)
          .isCloseTo(row.get("value").doubleValue(), within(1e-9));
      compared++;
    }
    assertThat(compared).isEqualTo(41);
  }

  @Test
  void thePageShowsEachOfThem() throws IOException {
    String page = Files.readString(Path.of("../docs/reference/measures-elsewhere.md"));
    for (JsonNode row : file.get("rows")) {
      String ours = row.get("sluice").isNull() ? "–" : "`" + row.get("sluice").stringValue() + "`";
      assertThat(page)
          .contains(
              String.format(
                  Locale.ROOT,
                  "| `%s` | %.4f | %s |",
                  row.get("name").stringValue(),
                  row.get("value").doubleValue(),
                  ours));
    }
  }

  private static int index(String id) {
    return Integer.parseInt(id.substring(1));
  }
}
