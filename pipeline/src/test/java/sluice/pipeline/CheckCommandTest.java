package sluice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code sluice check} from the command line, and {@code sluice run} with checks. */
class CheckCommandTest {
  private static final String IMPOSSIBLE =
      "checks={suite: [{type: perturbation, noise: 5, overlap: 1}], probes: 20, onRun: true}";

  @TempDir Path folder;

  @Test
  void aFailedRequiredCheckEndsWithCode2AndAPage() {
    Path out = folder.resolve("checks");
    Sluice.Outcome outcome = small("check", "--json", "--out", out.toString(), "--set", IMPOSSIBLE);
    assertThat(outcome.code()).isEqualTo(2);
    JsonNode document = JsonMapper.shared().readTree(outcome.out());
    assertThat(document.get("holds").booleanValue()).isFalse();
    assertThat(document.get("checks").get(0).get("outcome").stringValue()).isEqualTo("FAILED");
    assertThat(Sluice.files(out)).containsExactly("checks.html", "checks.json", "checks.md");
  }

  @Test
  void aRunAsksWhereItIsToldToAndIsCompleteAllTheSame() {
    Path out = folder.resolve("run");
    Sluice.Outcome outcome = small("run", "--out", out.toString(), "--set", IMPOSSIBLE);
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.out()).contains("FAILED perturbation: noise of 5.00 in all features");
    assertThat(out.resolve("manifest.json")).exists();
    assertThat(Sluice.json(out.resolve("report.json")).at("/sections/checks/title").stringValue())
        .isEqualTo("Behaviour checks");
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of("checks.suite=[perturbatoin]", "did you mean perturbation?"),
        Arguments.of("checks.suite=[{type: invariance, of: features}]", "needs a group:"),
        Arguments.of("checks.suite=[{type: direction, itmes: 3}]", "did you mean items?"),
        Arguments.of("checks.suite=[{type: confidence, error: 2}]", "error is 2"),
        Arguments.of("checks.prboes=3", "did you mean probes?"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void aWrongSuiteIsToldBeforeAnythingRuns(String set, String says) {
    Sluice.Outcome outcome = small("check", "--set", set);
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains(says);
  }

  private static Sluice.Outcome small(String command, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(Sluice.SMALL_WORLD);
    arguments.addAll(List.of(more));
    return Sluice.execute(arguments.toArray(String[]::new));
  }
}
