package sluice.pipeline.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sluice.core.ReportSection;
import sluice.core.UserError;
import sluice.core.store.AtomicFile;
import sluice.core.text.ConsoleText;
import sluice.evaluation.compare.ComparedRun;
import sluice.evaluation.compare.ComparisonJson;
import sluice.evaluation.compare.ComparisonSections;
import sluice.evaluation.compare.RunComparison;
import sluice.evaluation.report.SectionsPage;
import sluice.pipeline.console.Console;
import sluice.pipeline.run.RunFolder;
import sluice.studies.compare.StoredLists;
import sluice.studies.compare.StoredRun;

/** {@code sluice compare}: finished runs side by side, with paired significance. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Compares finished runs, with paired significance tests.",
      "The first run is the baseline. The result has the settings that differ, the "
          + "measures, the slices where runs differ most, and the users who gained and lost "
          + "most. Runs that differ by the seed alone are refits: their figures include the "
          + "uncertainty that refitting adds.%n"
    },
    footer = {
      "%nExamples:",
      "  sluice compare runs/before latest",
      "  sluice compare runs/before latest --measure nDCG@10 --margin 0.005 -o out",
      "  sluice compare runs/a runs/b --system xgboost,logistic-regression",
      "  sluice compare runs/a-seed1 runs/a-seed2 runs/b-seed1 runs/b-seed2",
      "%n“Better” and “worse” mean a corrected p < 0.05. “Equivalent” means that two "
          + "one-sided tests show the difference to be smaller than --margin."
    })
public final class CompareCommand implements Callable<Integer> {
  @Parameters(
      arity = "2..*",
      paramLabel = "RUN",
      description = "folders of runs, the baseline first; latest is the newest in runs/")
  private List<String> runs = new ArrayList<>();

  @Option(
      names = "--measure",
      paramLabel = "NAME",
      split = ",",
      description =
          "what to compare by, the first for slices and users too (default: all measures)")
  private List<String> measures = new ArrayList<>();

  @Option(
      names = "--margin",
      paramLabel = "X",
      description = "the largest difference that does not matter; asks whether runs are equivalent")
  private @Nullable Double margin;

  @Option(
      names = "--system",
      paramLabel = "NAME",
      split = ",",
      description =
          "whose lists: one name for all runs or one each (default: the slate; past its length the"
              + " served ranker)")
  private List<String> systems = new ArrayList<>();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description = "writes compare.html, compare.md and compare.json there")
  private @Nullable Path out;

  @Option(
      names = "--force",
      description = "compare runs that were judged differently, on the users they share")
  private boolean force;

  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() {
    check();
    try (Console console = common.console()) {
      List<StoredRun> stored = open();
      console.start("read " + stored.size() + " runs", -1);
      List<ComparedRun> read = StoredRun.read(stored);
      console.end();
      console.start("compare", -1);
      RunComparison comparison =
          RunComparison.of(
              read,
              new RunComparison.Question(
                  measures,
                  Optional.ofNullable(margin),
                  force,
                  Runtime.getRuntime().availableProcessors()));
      StoredLists lists = new StoredLists(comparison, stored);
      String json = ComparisonJson.of(comparison, lists);
      if (out != null) {
        write(out, comparison, lists, json);
      }
      console.end();
      ConsoleText.of(ComparisonSections.of(comparison, (run, user) -> List.of()))
          .forEach(console::result);
      if (out != null) {
        console.result("");
        console.result("page: " + out.resolve("compare.html"));
      }
      console.json(json.stripTrailing());
    }
    return 0;
  }

  private void check() {
    Double given = margin;
    if (given != null && !(given > 0 && Double.isFinite(given))) {
      throw new UserError(
          "--margin "
              + given
              + " is not above 0; give the largest difference that does not matter.");
    }
    if (systems.size() > 1 && systems.size() != runs.size()) {
      throw new UserError(
          "--system names "
              + systems.size()
              + " systems for "
              + runs.size()
              + " runs; give one for all, or one for each run in their order.");
    }
  }

  private List<StoredRun> open() {
    List<Path> folders =
        runs.stream().map(run -> real(RunFolder.find(run, Path.of("runs")))).toList();
    List<StoredRun> stored = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int r = 0; r < runs.size(); r++) {
      Path folder = folders.get(r);
      String system = systems.isEmpty() ? "" : systems.get(Math.min(r, systems.size() - 1));
      String name = String.valueOf(folder.getFileName());
      if (!system.isEmpty() && folders.stream().filter(folder::equals).count() > 1) {
        name += ":" + system;
      }
      String own = name;
      for (int i = 2; names.contains(own); i++) {
        own = name + " (" + i + ")";
      }
      names.add(own);
      stored.add(StoredRun.open(folder, own, system));
    }
    return stored;
  }

  /** Returns the folder itself where a link leads to it, so that it has its own name. */
  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
  }

  private static void write(Path folder, RunComparison comparison, StoredLists lists, String json) {
    List<ReportSection> sections = ComparisonSections.of(comparison, lists);
    String title = "Comparison of " + comparison.names().runs().size() + " runs";
    String subtitle = "baseline " + comparison.baseline() + " · by " + comparison.headline();
    try {
      new SectionsPage(title, subtitle, sections).write(folder, "compare", "html", "md");
      AtomicFile.write(
          folder.resolve("compare.json"), temporary -> Files.writeString(temporary, json));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the comparison: " + e.getMessage(), e);
    }
  }
}
