package sluice.pipeline.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages on plugging in show the examples as they are: after a line that names the file. */
final class ShownCodeTest {
  private static final Path ROOT = Path.of("..");

  private static final Pattern SHOWN =
      Pattern.compile("<!-- code: (\\S+) -->\n```\\w+\n(.*?)\n```\n", Pattern.DOTALL);

  @Test
  void everyExampleIsShownAndWhatIsShownIsTheFile() throws IOException {
    Map<String, String> shown = new LinkedHashMap<>();
    for (Path page : files(ROOT.resolve("docs"), ".md")) {
      Matcher code = SHOWN.matcher(Files.readString(page));
      while (code.find()) {
        shown.put(code.group(1), code.group(2) + "\n");
      }
    }
    for (Path file : files(ForeignJar.SOURCES, ".java")) {
      assertThat(shown).containsKey("pipeline/" + file.toString().replace('\\', '/'));
    }
    for (Map.Entry<String, String> code : shown.entrySet()) {
      assertThat(code.getValue())
          .as(code.getKey())
          .isEqualTo(Files.readString(ROOT.resolve(code.getKey())));
    }
  }

  private static List<Path> files(Path folder, String suffix) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(f -> f.toString().endsWith(suffix)).sorted().toList();
    }
  }
}
