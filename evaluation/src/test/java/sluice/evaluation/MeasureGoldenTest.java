package sluice.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.evaluation.trec.TrecReader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Against trec_eval and ranx: see {@code src/test/python/golden_measures.py}. */
class MeasureGoldenTest {
  @Test
  void equalsTrecEvalAndRanx(@TempDir Path folder) throws IOException {
    JsonNode cases;
    try (InputStream in = getClass().getResourceAsStream("/golden/measures.json")) {
      cases = JsonMapper.shared().readTree(in);
    }
    int compared = 0;
    for (JsonNode oneCase : cases) {
      Path qrels = folder.resolve("qrels");
      Path runFile = folder.resolve("run");
      StringBuilder text = new StringBuilder();
      for (Map.Entry<String, JsonNode> user : oneCase.get("qrels").properties()) {
        for (Map.Entry<String, JsonNode> item : user.getValue().properties()) {
          text.append(user.getKey() + " 0 " + item.getKey() + " " + item.getValue() + "\n");
        }
      }
      Files.writeString(qrels, text);
      text.setLength(0);
      for (Map.Entry<String, JsonNode> user : oneCase.get("run").properties()) {
        for (Map.Entry<String, JsonNode> item : user.getValue().properties()) {
          text.append(
              user.getKey() + "\tQ0\t" + item.getKey() + "\t0\t" + item.getValue() + "\tx\n");
        }
      }
      Files.writeString(runFile, text);
      Judgements judgements = TrecReader.readJudgements(qrels);
      Run run = TrecReader.readRun(runFile, "x", judgements);
      for (Map.Entry<String, JsonNode> user : oneCase.get("expected").properties()) {
        int u = judgements.user(user.getKey());
        for (Map.Entry<String, JsonNode> e : user.getValue().properties()) {
          double value = Evaluator.perUser(judgements, run, Measure.parse(e.getKey()), 1)[u];
          if (e.getValue().isNull()) {
            assertThat(value).as(e.getKey()).isNaN();
          } else {
            assertThat(value)
                .as("%s of %s in case %d", e.getKey(), user.getKey(), compared)
                .isCloseTo(e.getValue().doubleValue(), within(1e-9));
          }
          compared++;
        }
      }
    }
    assertThat(cases.size()).isGreaterThanOrEqualTo(50);
    assertThat(compared).isEqualTo(60 * 4 * 32);
  }
}
