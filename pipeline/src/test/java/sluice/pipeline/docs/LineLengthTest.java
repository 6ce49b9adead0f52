package sluice.pipeline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines of pages are readable in an editor; blocks show files and output as they are. */
class LineLengthTest {
  private static final int WIDTH = 120;

  @Test
  void linesOutsideBlocksHaveAtMost120Characters() {
    List<String> wide = new ArrayList<>();
    for (Path page : Pages.all()) {
      Pages.text(page)
          .lines()
          .filter(line -> line.codePointCount(0, line.length()) > WIDTH)
          .filter(line -> !line.startsWith("    "))
          .forEach(line -> wide.add(Pages.ROOT.relativize(page) + ": " + line));
    }
    assertThat(wide).isEmpty();
  }
}
