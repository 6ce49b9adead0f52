package sluice.pipeline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Links between pages lead somewhere, and so do the pages that code, configs and messages name. */
class LinksTest {
  private static final Pattern PAGE = Pattern.compile("docs/[\\w/-]+\\.md");

  @Test
  void everyRelativeLinkLeadsToAFileAndAHeading() {
    List<String> broken = new ArrayList<>();
    int checked = 0;
    for (Path page : Pages.all()) {
      for (String link : Pages.links(page)) {
        if (!link.matches("[a-z]+:.*")) {
          checked++;
          if (!leads(page, link)) {
            broken.add(Pages.ROOT.relativize(page) + ": " + link);
          }
        }
      }
    }
    assertThat(checked).isGreaterThan(100);
    assertThat(broken).isEmpty();
  }

  private static boolean leads(Path page, String link) {
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
    return Files.exists(target) && (parts.length == 1 || Pages.anchors(target).contains(parts[1]));
  }

  @Test
  void everyPageThatAFileNamesIsThere() {
    List<Path> files = new ArrayList<>();
    for (Path module : modules()) {
      for (String suffix : List.of(".java", ".py", ".jte", ".yaml", ".js")) {
        files.addAll(Pages.files(module.resolve("src"), suffix));
      }
    }
    files.addAll(Pages.files(Pages.ROOT.resolve("examples"), ".yaml"));
    files.addAll(Pages.files(Pages.ROOT.resolve(".ci"), ""));
    List<String> missing = new ArrayList<>();
    int checked = 0;
    for (Path file : files) {
      if (Files.isRegularFile(file)) {
        for (String page : PAGE.matcher(Pages.read(file)).results().map(r -> r.group()).toList()) {
          checked++;
          if (!Files.exists(Pages.ROOT.resolve(page))) {
            missing.add(Pages.ROOT.relativize(file) + ": " + page);
          }
        }
      }
    }
    assertThat(checked).isGreaterThan(20);
    assertThat(missing).isEmpty();
  }

  private static List<Path> modules() {
    return Pages.files(Pages.ROOT, "pom.xml").stream()
        .map(Path::getParent)
        .filter(module -> Files.isDirectory(module.resolve("src")))
        .toList();
  }
}
