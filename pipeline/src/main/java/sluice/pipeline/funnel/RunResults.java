package sluice.pipeline.funnel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import sluice.core.Parallel;
import sluice.evaluation.Condition;
import sluice.evaluation.Judgements;
import sluice.evaluation.Measure;
import sluice.evaluation.Run;
import sluice.evaluation.UserValues;
import sluice.evaluation.report.EvaluationReport;
import sluice.evaluation.report.Quality;
import sluice.evaluation.report.Reproduction;
import sluice.evaluation.slices.Slice;
import sluice.evaluation.trec.TrecWriter;
import sluice.pipeline.config.PipelineConfig;
import sluice.pipeline.config.PresetReport;
import sluice.pipeline.run.Manifest;
import sluice.pipeline.run.StageClock;
import sluice.studies.check.CheckResult;
import sluice.studies.check.CheckSuite;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Judges the lists of all folds and writes what a run leaves behind: lists, judgements, tables,
 * report, manifest.
 */
final class RunResults {
  private final PipelineConfig config;
  private final PreparedData data;
  private final List<FoldRun.Outcome> folds;
  private final StageClock clock;
  private final List<String> arguments;
  private final long started;
  private final List<CheckResult> checks = new ArrayList<>();

  RunResults(
      PipelineConfig config,
      PreparedData data,
      List<FoldRun.Outcome> folds,
      StageClock clock,
      List<String> arguments,
      long started) {
    this.config = config;
    this.data = data;
    this.folds = folds;
    this.clock = clock;
    this.arguments = arguments;
    this.started = started;
  }

  /** Writes everything into the folder, the manifest last. */
  RunSummary write(Path folder) {
    JudgedFolds judged =
        clock.time("evaluation: measures", () -> JudgedFolds.of(config, data, folds));
    List<Judgements> judgements = judged.judgements();
    List<List<Run>> runs = judged.runs();
    UserValues values = judged.values();
    boolean ratings = judged.ratings();
    Quality quality =
        clock.time(
            "evaluation: intervals and paired tests",
            () ->
                Quality.of(
                    values,
                    config.evaluation().measures().getFirst(),
                    folds.getFirst().evaluation().served(),
                    config.seed(),
                    config.threads()));
    clock.run(
        "evaluation: lists and tables",
        () -> {
          for (int f = 0; f < folds.size(); f++) {
            writeLists(folder, f, judgements.get(f), runs.get(f), ratings, gainFactor(judgements));
          }
          new ResultTables(folds, values).write(folder.resolve("tables"));
        });
    EvaluationReport report = report(quality, judged);
    report.write(folder);
    Map<String, Object> gains = new LinkedHashMap<>();
    gains.put("gainFactor", gainFactor(judgements));
    manifest(gains).write(folder);
    return summary(report, quality);
  }

  private void writeLists(
      Path folder, int f, Judgements judged, List<Run> runs, boolean ratings, int factor) {
    boolean several = folds.size() > 1;
    Path lists = folder.resolve(several ? "runs/fold-" + f : "runs");
    String suffix = several ? "-fold-" + f : "";
    TrecWriter writer = new TrecWriter(judged);
    try {
      Files.createDirectories(lists);
      writer.writeJudgements(folder.resolve("qrels" + suffix + ".tsv"), factor);
      if (ratings) {
        double bound = config.evaluation().valueAtLeast();
        String name = new Condition(bound).toString().replaceAll(".*>=(.*)]", "value-at-least-$1");
        new TrecWriter(narrowed(judged, bound))
            .writeJudgements(folder.resolve("qrels" + suffix + "-" + name + ".tsv"), factor);
      }
      Parallel.run(
          config.threads(),
          runs.size(),
          () -> new TrecWriter(judged),
          (r, own) -> writeRun(own, runs.get(r), lists));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write lists: " + e.getMessage(), e);
    }
  }

  private static void writeRun(TrecWriter writer, Run run, Path lists) {
    try {
      writer.writeRun(run, lists.resolve(run.system() + ".tsv"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write lists: " + e.getMessage(), e);
    }
  }

  /** Returns the one factor of all judgement files: the least that makes every gain whole. */
  private static int gainFactor(List<Judgements> judgements) {
    List<Integer> each = judgements.stream().map(j -> new TrecWriter(j).gainFactor()).toList();
    return Stream.of(1, 2, 4, 5, 10, 100)
        .filter(factor -> each.stream().allMatch(own -> factor % own == 0))
        .findFirst()
        .orElse(1_000);
  }

  private static Judgements narrowed(Judgements judged, double bound) {
    Judgements.Builder builder = new Judgements.Builder(judged.catalogue());
    for (int u = 0; u < judged.users(); u++) {
      builder.user(judged.userId(u));
      for (int row = judged.start(u); row < judged.start(u + 1); row++) {
        if (judged.value(row) >= bound) {
          builder.judgeOutside(
              judged.itemId(judged.item(row)), judged.gain(row), judged.value(row));
        }
      }
    }
    return builder.build();
  }

  private EvaluationReport report(Quality quality, JudgedFolds judged) {
    UserValues values = judged.values();
    List<Judgements> judgements = judged.judgements();
    List<Run> runs = judged.runs().getFirst();
    FoldRun.Outcome first = folds.getFirst();
    EvaluationReport.Builder report =
        EvaluationReport.builder(
            "Offline evaluation: " + data.tables().name(),
            quality,
            new FunnelFigures(folds).funnel());
    report
        .dataset("name", data.tables().name())
        .dataset("fingerprint", data.tables().fingerprint());
    data.tables().counts().rows().forEach((table, n) -> report.dataset(table, n));
    data.tables().values().ifPresent(v -> report.dataset("valueIs", v.toText()));
    report
        .protocol("type", data.protocol().type())
        .protocol("folds", folds.size())
        .protocol("testRequests", folds.stream().mapToInt(f -> f.fold().test().size()).sum())
        .protocol("trainRequests", first.train().counts().used())
        .protocol("tuneRequests", first.tune().counts().used())
        .protocol("calibrateRequests", first.fold().calibrate().size())
        .protocol("trainRows", first.train().counts().rows())
        .protocol("seenItems", data.split().excludeSeen() ? "exclude" : "allow")
        .protocol("gainFactor", gainFactor(judgements));
    slices(report, values, judgements, runs);
    if (config.checks().onRun()) {
      clock.run("checks", () -> checks.addAll(first.checks(config, values)));
      report.finding(CheckSuite.section(checks));
    }
    new ExampleUsers(first, config.seed()).examples().forEach(report::example);
    config
        .preset()
        .ifPresent(preset -> {
          report.protocol("preset", preset.name());
          report.section(PresetReport.section(preset, config.resolved()));
        });
    report.section(data.description()).section(data.split().section());
    first.sections().forEach(report::section);
    data.notes().forEach(report::note);
    new SplitLimits(data, folds, judged)
        .reasons(config.evaluation().measures().getFirst())
        .forEach(report::limit);
    Map<String, Double> timings = new LinkedHashMap<>();
    clock.stages().forEach(s -> timings.merge(s.name(), s.millis() / 1000.0, Double::sum));
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("seed", Long.toString(config.seed()));
    facts.put("threads", Integer.toString(config.threads()));
    facts.put("sluice", sluice.pipeline.Version.current());
    facts.put("java", Runtime.version().toString());
    return report
        .reproduction(
            new Reproduction(
                new YAMLMapper().writeValueAsString(config.resolved()), command(), timings, facts))
        .build();
  }

  private void slices(
      EvaluationReport.Builder report,
      UserValues values,
      List<Judgements> judgements,
      List<Run> runs) {
    Judgements judged = judgements.getFirst();
    Measure headline = config.evaluation().measures().getFirst();
    JudgedSlices slices = new JudgedSlices(folds, config.evaluation().slices());
    List<List<Slice>> users = slices.users();
    List<List<Slice>> items = slices.items();
    new UserAndItemSlices(values, headline)
        .tables(users, items, judged, runs)
        .forEach(report::slice);
    List<List<Slice>> firstUsers = JudgedSlices.first(users, judged.users());
    List<List<Slice>> pairs = JudgedSlices.pairs(judged, firstUsers, items);
    FoldRun.Outcome first = folds.getFirst();
    clock.run(
        "evaluation: losses, weak slices, errors, predictions, depths",
        () -> {
          AttributionSection losses = new AttributionSection(folds, judgements);
          report.finding(losses.section(pairs));
          WeakSlices weak =
              new WeakSlices(
                  values, headline, first.evaluation().served(), config.seed(), config.threads());
          report.finding(
              weak.section(users, judged, first.evaluation().lists("slate").run(), pairs));
          report
              .answer("Where is quality lost?", losses.where())
              .answer("For whom is it worst?", weak.worst())
              .answer("What to do next?", next(losses.remedy()));
          report.finding(new ErrorsByKind(first, judged).section(pairs));
          new PredictionFigures(first).section().ifPresent(report::finding);
          new SourceOverlap(first).section().ifPresent(report::finding);
          new MeasuresAtK(values, headline, first.evaluation().served(), config.threads())
              .section(judged, runs)
              .ifPresent(report::finding);
        });
    clock.run(
        "evaluation: beyond accuracy, fairness",
        () -> {
          if (!config.evaluation().beyond().isEmpty()) {
            report.finding(
                new BeyondLists(first, config.evaluation(), config.seed(), config.threads())
                    .section(judged, runs));
          }
          report.finding(new GroupFairness(folds, config).section(judged, values, headline));
        });
  }

  private static String next(String remedy) {
    return Character.toUpperCase(remedy.charAt(0)) + remedy.substring(1) + ".";
  }

  private String command() {
    StringBuilder line = new StringBuilder("./sluice");
    for (String argument : arguments) {
      line.append(' ');
      line.append(
          argument.matches("[A-Za-z0-9_./=@:,+-]+")
              ? argument
              : "'" + argument.replace("'", "'\\''") + "'");
    }
    return line.toString();
  }

  private Manifest manifest(Map<String, Object> facts) {
    FoldRun.Outcome first = folds.getFirst();
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("train", first.fold().train().size());
    parts.put("tune", first.fold().tune().size());
    parts.put("calibrate", first.fold().calibrate().size());
    parts.put("test", first.fold().test().size());
    Manifest manifest =
        new Manifest("run", arguments)
            .put("config", config.resolved())
            .put("dataset", data.tables().name())
            .put("fingerprint", data.tables().fingerprint())
            .put("seed", config.seed())
            .put("threads", config.threads())
            .put("requests", parts)
            .put("rows", data.tables().counts().rows())
            .put("duplicates", data.tables().counts().duplicates())
            .put("badRows", data.tables().counts().badRows())
            .put("trainingRows", first.train().counts())
            .put("notes", data.split().notes());
    facts.forEach(manifest::put);
    return manifest.stages(clock.stages());
  }

  private RunSummary summary(EvaluationReport report, Quality quality) {
    List<String> verdict = new ArrayList<>();
    verdict.add(report.verdict().headline());
    verdict.addAll(report.verdict().sentences());
    report.answers().forEach(a -> verdict.add(a.question() + " " + a.text()));
    List<String> names =
        new ArrayList<>(config.evaluation().measures().stream().map(Measure::toString).toList());
    quality.contracts().keySet().stream().filter(m -> m.contains("(true)")).forEach(names::add);
    List<RunSummary.Row> rows =
        quality.systems().stream()
            .map(s ->
                new RunSummary.Row(
                    s.name(),
                    s.stage().key(),
                    names.stream()
                        .map(m ->
                            s.measures().containsKey(m) ? s.measures().get(m).mean() : Double.NaN)
                        .toList()))
            .toList();
    List<String> failed =
        checks.stream().filter(CheckResult::fatal).map(CheckResult::check).toList();
    boolean conclusive = report.limits().isEmpty();
    return new RunSummary(
        conclusive, verdict, names, rows, failed, (System.nanoTime() - started) / 1e9);
  }
}
