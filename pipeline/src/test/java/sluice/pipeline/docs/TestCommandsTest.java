package sluice.pipeline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * A test class that a page names in a command exists: Maven is content with a name that it finds in
 * no module.
 */
class TestCommandsTest {
  private static final Pattern COMMAND =
      Pattern.compile("mvnw[^`\n]*-pl ([\\w-]+)[^`\n]*-Dtest=(\\w+)");

  @Test
  void everyTestClassIsThere() {
    List<String> named = new ArrayList<>();
    for (Path page : Pages.all()) {
      for (MatchResult command : COMMAND.matcher(Pages.read(page)).results().toList()) {
        named.add(command.group(2));
        assertThat(tests(command.group(1)))
            .as(Pages.ROOT.relativize(page) + ": " + command.group())
            .contains(command.group(2) + ".java");
      }
      assertThat(Pages.read(page).split("-Dtest=", -1).length - 1)
          .as(Pages.ROOT.relativize(page) + ": each -Dtest follows a -pl that names a module")
          .isEqualTo((int) COMMAND.matcher(Pages.read(page)).results().count());
    }
    assertThat(named).isNotEmpty();
  }

  private static List<String> tests(String module) {
    return Pages.files(Pages.ROOT.resolve(module).resolve("src/test/java"), ".java").stream()
        .map(file -> String.valueOf(file.getFileName()))
        .toList();
  }
}
