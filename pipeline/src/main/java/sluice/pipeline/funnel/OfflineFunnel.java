package sluice.pipeline.funnel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import sluice.core.FittingPart;
import sluice.core.Fold;
import sluice.core.Ranker;
import sluice.core.UserError;
import sluice.core.store.Folders;
import sluice.core.store.TemporaryFolder;
import sluice.features.tables.FeatureTables;
import sluice.funnel.Funnel;
import sluice.funnel.bundle.BundleWriter;
import sluice.ingestion.dataset.NamedDatasets;
import sluice.pipeline.Version;
import sluice.pipeline.config.DataSettings;
import sluice.pipeline.config.PipelineConfig;
import sluice.pipeline.console.Console;
import sluice.pipeline.run.Manifest;
import sluice.pipeline.run.RunFolder;
import sluice.pipeline.run.StageClock;

/**
 * The whole offline funnel: raw data in, a run folder with an honest report out.
 *
 * <p>It composes the stages and holds no logic of theirs. One use; not thread-safe.
 */
public final class OfflineFunnel {
  private final PipelineConfig config;
  private final Console console;
  private final List<String> arguments;
  private final StageClock clock;

  /**
   * Prepares.
   *
   * @param config what to run
   * @param console notified of every stage
   * @param arguments of the command that repeats this run
   */
  public OfflineFunnel(PipelineConfig config, Console console, List<String> arguments) {
    this.config = config;
    this.console = console;
    this.arguments = List.copyOf(arguments);
    this.clock = new StageClock(console);
  }

  /** Returns a short name of the dataset, for the run folder. */
  public String datasetName() {
    Path path = Path.of(config.data().dataset()).getFileName();
    String name = path == null ? DataSettings.SAMPLE : path.toString();
    return name.replaceFirst("\\.ya?ml$", "");
  }

  /** Runs everything and fills the folder; the caller completes it. */
  public RunSummary run(RunFolder folder) {
    long started = System.nanoTime();
    PreparedData data = prepare(folder);
    PipelineConfig suited = data.config();
    FittingPart first = data.split().folds().getFirst().fitting();
    ColumnSlices.check(config.evaluation().slices(), first.userTable(), first.items());
    BeyondLists.check(config.evaluation().category(), first.items());
    GroupFairness.check(config.evaluation().fairness(), first);
    Path work = folder.path().resolve(".work");
    List<FoldRun.Outcome> folds = folds(data, work, folder);
    FoldRun.Outcome served = folds.getFirst();
    clock.run(
        "serving: write the bundle" + (folds.size() > 1 ? " of the first fold" : ""),
        () -> writeBundle(served.evaluation().funnel(), data, folder.path()));
    RunSummary summary =
        new RunResults(suited, data, folds, clock, arguments, started).write(folder.path());
    TemporaryFolder.delete(work);
    return summary;
  }

  private void writeBundle(Funnel funnel, PreparedData data, Path folder) {
    BundleWriter.Origin origin =
        new BundleWriter.Origin(
            datasetName(),
            data.source().spec().name(),
            NamedDatasets.find(datasetName()).map(d -> d.terms().licence()).orElse(""),
            Version.current(),
            data.split().excludeSeen(),
            data.config().resolved());
    BundleWriter.write(funnel, origin, folder.resolve("bundle"));
  }

  private List<FoldRun.Outcome> folds(PreparedData data, Path work, RunFolder folder) {
    List<FoldRun> funnels = new ArrayList<>();
    List<FoldRun.Outcome> outcomes = new ArrayList<>();
    for (Fold fold : data.split().folds()) {
      String suffix = data.split().folds().size() > 1 ? "fold-" + fold.number() : "";
      FoldRun funnel =
          new FoldRun(
              fold,
              data.config(),
              data.split().excludeSeen(),
              data.source().world(),
              work.resolve("fold-" + fold.number()),
              tables(folder).resolve(suffix),
              clock);
      funnels.add(funnel);
      outcomes.add(
          outcomes.isEmpty()
              ? funnel.run()
              : funnel.run(outcomes.getFirst().evaluation().served()));
    }
    Set<String> all = new LinkedHashSet<>();
    outcomes.forEach(o -> all.addAll(names(o)));
    Set<String> common = new LinkedHashSet<>(all);
    outcomes.forEach(o -> common.retainAll(names(o)));
    all.removeAll(common);
    if (!all.isEmpty()) {
      console.warn(
          String.join(" and ", all)
              + " cannot be trained in every fold and is left out of all, so that every system is"
              + " measured by the same users");
      for (int f = 0; f < outcomes.size(); f++) {
        if (names(outcomes.get(f)).size() > common.size()) {
          outcomes.set(f, funnels.get(f).only(outcomes.get(f), common));
        }
      }
    }
    return outcomes;
  }

  private static List<String> names(FoldRun.Outcome outcome) {
    return outcome.learned().rankers().stream().map(Ranker::name).toList();
  }

  /** Reads, checks and splits the data and writes the dated feature tables of the fitting part. */
  public void ingestOnly(RunFolder folder) {
    PreparedData data = prepare(folder);
    for (Fold fold : data.split().folds()) {
      Path tables =
          data.split().folds().size() > 1
              ? tables(folder).resolve("fold-" + fold.number())
              : tables(folder);
      clock.run(
          "features: dated tables of the fitting part",
          () -> {
            Folders.make(tables);
            FeatureTables.build(fold.fitting(), tables, config.threads(), console);
          });
    }
    new Manifest("ingest", arguments)
        .put("config", config.resolved())
        .put("fingerprint", data.tables().fingerprint())
        .put("rows", data.tables().counts().rows())
        .put("duplicates", data.tables().counts().duplicates())
        .put("badRows", data.tables().counts().badRows())
        .put("warnings", console.warnings())
        .stages(clock.stages())
        .write(folder.path());
  }

  private PreparedData prepare(RunFolder folder) {
    try {
      return PreparedData.prepare(config, console, clock, tables(folder));
    } catch (UserError e) {
      // The message may name the file of bad rows, which would go with the unfinished folder.
      Path bad = tables(folder).resolve("quarantine.csv");
      if (!Files.exists(bad)) {
        throw e;
      }
      Path kept = folder.keep(bad);
      throw new UserError(
          String.valueOf(e.getMessage()).replace(bad.toString(), kept.toString()), e);
    }
  }

  private static Path tables(RunFolder folder) {
    return folder.path().resolve("tables");
  }
}
