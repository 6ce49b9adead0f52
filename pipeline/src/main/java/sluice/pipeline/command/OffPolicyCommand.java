package sluice.pipeline.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sluice.core.ReportSection;
import sluice.core.UserError;
import sluice.core.text.ConsoleText;
import sluice.evaluation.offpolicy.DrawnTarget;
import sluice.evaluation.offpolicy.Estimator;
import sluice.evaluation.offpolicy.Intervals;
import sluice.evaluation.offpolicy.OffPolicyEvaluation;
import sluice.evaluation.offpolicy.SlateTarget;
import sluice.evaluation.offpolicy.SupportBounds;
import sluice.evaluation.offpolicy.TargetPolicy;
import sluice.evaluation.report.SectionsPage;
import sluice.pipeline.console.Console;
import sluice.studies.offpolicy.LoggedImpressions;
import sluice.studies.offpolicy.OffPolicySections;

/** {@code sluice off-policy}: what systems would have earned, from what another one logged. */
@Command(
    name = "off-policy",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Estimates what systems would have earned from a log.",
      "The log has impressions of another policy, with the probability of each. It must be "
          + "from after what the systems were fitted on.%n"
    },
    footer = {
      "%nThe log has the columns request, user, item, position (from 1), propensity, reward, as",
      "impressions.csv of sluice export has them.",
      "%nExamples:",
      "  sluice off-policy --log later.csv runs/latest/runs/slate.tsv",
      "  sluice off-policy --log later.parquet --out estimates runs/latest/runs/*.tsv"
    })
public final class OffPolicyCommand implements Callable<Integer> {
  @Option(names = "--log", required = true, paramLabel = "FILE", description = "CSV or Parquet")
  private Path log = Path.of("");

  @Parameters(
      arity = "1..*",
      paramLabel = "LISTS",
      description = "systems' lists in TREC form, as in a run folder's runs/")
  private List<Path> lists = new ArrayList<>();

  @Option(
      names = "--smooth",
      paramLabel = "RANKS",
      description = {
        "judge a softmax over each list's order instead: an item's chance falls by e every so many",
        "ranks. That is another policy, which a log can often speak of where it cannot of "
            + "the slate"
      })
  private double smooth;

  @Option(
      names = "--bootstrap",
      paramLabel = "N",
      description = "intervals from N resamples of the users instead of the normal ones")
  private int bootstrap;

  @Option(names = "--seed", paramLabel = "N", description = "of folds and resamples (default: 42)")
  private long seed = 42;

  @Mixin private PageOptions page = new PageOptions();

  @Override
  public Integer call() {
    if (!(smooth >= 0) || bootstrap < 0) {
      throw new UserError("--smooth and --bootstrap are numbers above 0");
    }
    try (Console console = page.console()) {
      Optional<PageFolder> folder = page.open();
      LoggedImpressions logged = LoggedImpressions.read(log);
      Intervals intervals =
          bootstrap > 0 ? new Intervals.Bootstrap(bootstrap, seed) : new Intervals.Normal();
      int slots = logged.log().slots();
      List<OffPolicyEvaluation> found = new ArrayList<>();
      List<String> notes = new ArrayList<>(logged.notes());
      for (Path file : lists) {
        LoggedImpressions.Lists read = logged.lists(file);
        int[][] own = read.lists();
        TargetPolicy target =
            smooth > 0 ? DrawnTarget.smoothed(slots, own, smooth) : new SlateTarget(slots, own);
        String name = file.getFileName().toString().replaceFirst("\\.(tsv|txt|run)$", "");
        read.note().ifPresent(note -> notes.add(name + ": " + note));
        found.add(
            OffPolicyEvaluation.of(
                smooth > 0 ? String.format(Locale.ROOT, "%s smoothed %s", name, smooth) : name,
                logged.log(),
                target,
                Estimator.usual(seed),
                intervals,
                SupportBounds.DEFAULT));
      }
      List<ReportSection> sections = new OffPolicySections(logged.log(), found, notes).sections();
      SectionsPage page =
          new SectionsPage("Off-policy estimates", "from " + log.getFileName(), sections);
      ConsoleText.of(sections).forEach(console::result);
      folder.ifPresent(f -> console.result("page: " + f.write("off-policy", page)));
      console.json(page.json());
    }
    return 0;
  }
}
