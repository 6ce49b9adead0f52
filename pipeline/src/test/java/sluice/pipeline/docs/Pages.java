package sluice.pipeline.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Markdown pages of the repository. */
final class Pages {
  /** The root of the repository. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Pattern BLOCK = Pattern.compile("(?ms)^[ \t]*```.*?^[ \t]*```[ \t]*$");
  private static final Pattern CODE = Pattern.compile("`[^`\n]*`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

  private Pages() {}

  /** Returns README, CONTRIBUTING, CHANGELOG and all pages below docs. */
  static List<Path> all() {
    List<Path> pages = new ArrayList<>();
    for (String name : List.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md")) {
      pages.add(ROOT.resolve(name));
    }
    pages.addAll(files(ROOT.resolve("docs"), ".md"));
    return pages;
  }

  /** Returns the files below a folder whose names end so. */
  static List<Path> files(Path folder, String suffix) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(f -> f.toString().endsWith(suffix)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }

  /** Returns the text of a page without blocks of code. */
  static String text(Path page) {
    return BLOCK.matcher(read(page)).replaceAll("");
  }

  /** Returns where the links of a page lead, code left out. */
  static List<String> links(Path page) {
    return LINK.matcher(CODE.matcher(text(page)).replaceAll("`code`"))
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  /** Returns the anchors that GitHub makes of a page's headings. */
  static List<String> anchors(Path page) {
    List<String> anchors = new ArrayList<>();
    Matcher heading = Pattern.compile("(?m)^#{1,6} (.+)$").matcher(text(page));
    while (heading.find()) {
      anchors.add(
          heading
              .group(1)
              .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
              .toLowerCase(java.util.Locale.ROOT)
              .replaceAll("[^\\p{L}\\p{N}_ -]", "")
              .replace(' ', '-'));
    }
    return anchors;
  }

  /** Returns what a file holds. */
  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
