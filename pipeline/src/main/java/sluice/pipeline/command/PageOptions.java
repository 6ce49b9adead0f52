package sluice.pipeline.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sluice.core.text.ConsoleText;
import sluice.evaluation.report.SectionsPage;
import sluice.pipeline.console.Console;
import tools.jackson.databind.json.JsonMapper;

/** The options of a command that says what it found, and writes it as a page where asked to. */
final class PageOptions {
  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description = "a new folder for the page")
  private @Nullable Path out;

  @Mixin private CommonOptions common = new CommonOptions();

  /** Returns the console. */
  Console console() {
    return common.console();
  }

  /** Opens the folder, where one is given, before any work is done. */
  Optional<PageFolder> open() {
    return Optional.ofNullable(out).map(PageFolder::open);
  }

  /** Shows the sections and writes the JSON, and the page into the folder. */
  static void tell(
      Console console,
      Map<String, Object> document,
      Optional<PageFolder> folder,
      String stem,
      SectionsPage page) {
    console.result("");
    ConsoleText.of(page.sections()).forEach(console::result);
    Map<String, Object> all = new LinkedHashMap<>(document);
    folder.ifPresent(f -> {
      Path file = f.write(stem, page);
      all.put("page", file.toString());
      console.result("");
      console.result("page: " + file);
    });
    console.json(JsonMapper.shared().writeValueAsString(all));
  }
}
