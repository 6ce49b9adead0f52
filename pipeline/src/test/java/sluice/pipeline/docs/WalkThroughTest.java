package sluice.pipeline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The walk through the code stays short: at most 25 classes, each named once, by a link to its
 * file.
 */
class WalkThroughTest {
  private static final Path PAGE = Pages.ROOT.resolve("docs/concepts/walk-through.md");

  private static final Pattern CLASS = Pattern.compile("\\[`(\\w+)`]\\((\\S+/(\\w+)\\.java)\\)");

  @Test
  void namesFewClassesEachOnceByALink() {
    String text = Pages.text(PAGE);
    List<MatchResult> links = CLASS.matcher(text).results().toList();
    assertThat(links).hasSizeBetween(15, 25);
    for (MatchResult link : links) {
      String name = link.group(1);
      assertThat(link.group(3)).isEqualTo(name);
      assertThat(PAGE.resolveSibling(link.group(2)).normalize()).isRegularFile();
      assertThat(words(CLASS.matcher(text).replaceAll("$1"))).containsOnlyOnce(name);
    }
  }

  @Test
  void namesNoClassWithoutALink() {
    List<String> names = words(CLASS.matcher(Pages.text(PAGE)).replaceAll(""));
    for (Path file : Pages.files(Pages.ROOT, ".java")) {
      String name = String.valueOf(file.getFileName()).replace(".java", "");
      if (name.matches(".+[a-z][A-Z].*")) {
        assertThat(names).doesNotContain(name);
      }
    }
  }

  private static List<String> words(String text) {
    return List.of(text.split("\\W+", -1));
  }
}
