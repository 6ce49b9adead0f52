package sluice.pipeline.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sluice.core.ReportSection.Table;
import sluice.core.UserError;
import sluice.core.text.ConsoleText;
import sluice.core.text.NumberText;
import sluice.evaluation.Measure;
import sluice.evaluation.MeasureType;
import sluice.evaluation.report.EvaluationReport;
import sluice.evaluation.report.Quality;
import sluice.evaluation.report.ReportJson;
import sluice.evaluation.significance.Comparison;
import sluice.evaluation.significance.Interval;
import sluice.pipeline.console.Console;
import sluice.pipeline.evaluate.RunFiles;
import sluice.pipeline.evaluate.RunFilesReport;
import sluice.pipeline.run.RunFolder;

/** {@code sluice evaluate}: run files of any system, judged and compared. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures and compares run files of any system.",
      "Run files are in TREC form (user Q0 item rank score system), judgements in the form "
          + "user 0 item gain. The result has means with 95 %% intervals, and compares every run "
          + "with the first, paired by user.%n"
    },
    footer = {
      "%nExamples:",
      "  sluice evaluate --qrels qrels.tsv --run mine.tsv --run theirs.tsv.gz",
      "  sluice evaluate --qrels q.tsv --run runs/latest/runs --baseline popularity",
      "  sluice evaluate --qrels q.tsv --run r.tsv -m 'nDCG@10(exp)' -o judged"
    })
public final class EvaluateCommand implements Callable<Integer> {
  @Option(
      names = "--qrels",
      required = true,
      paramLabel = "FILE",
      description = "judgements, gzipped or not")
  private Path qrels = Path.of("");

  @Option(
      names = "--run",
      required = true,
      paramLabel = "PATH",
      description = "a run file, or a folder of them; may be repeated")
  private List<Path> runs = new ArrayList<>();

  @Option(
      names = {"-m", "--measures"},
      split = ",",
      paramLabel = "NAME",
      description = "separated by commas, see sluice measures (default: ${DEFAULT-VALUE})")
  private List<String> names = List.of("nDCG@10", "mAP@10", "recall@10", "MRR@10");

  @Option(
      names = "--baseline",
      paramLabel = "SYSTEM",
      description = "the run that all others are compared with (default: the first)")
  private String baseline = "";

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description = "a folder to make, for report.html, report.md and report.json")
  private @Nullable Path out;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "of resamples and flips (default: ${DEFAULT-VALUE})")
  private long seed = 42;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "0: all cores (default: ${DEFAULT-VALUE})")
  private int threads;

  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() {
    try (Console console = common.console()) {
      List<Measure> measures = measures();
      if (threads < 0 || threads > 1024) {
        throw new UserError("--threads is " + threads + "; from 0 to 1024 is possible");
      }
      EvaluationReport report;
      if (out == null) {
        report = judge(measures);
      } else {
        try (RunFolder folder = RunFolder.open(out)) {
          report = judge(measures);
          report.write(folder.path());
          folder.complete();
        }
      }
      print(report, console);
    }
    return 0;
  }

  private EvaluationReport judge(List<Measure> measures) {
    RunFiles files = RunFiles.read(qrels, runs, baseline);
    int used = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    return RunFilesReport.of(files, measures, command(), seed, used);
  }

  private List<Measure> measures() {
    List<Measure> measures = new ArrayList<>();
    for (String name : names) {
      Measure measure = Measure.parse(name.strip());
      if (measure.condition().isPresent() || measure.needs() == MeasureType.Needs.TRUTH) {
        throw new UserError(
            name
                + " needs recorded values or the truth, which judgement files do not hold; give it"
                + " without");
      }
      if (measure.needs() == MeasureType.Needs.CATALOGUE) {
        throw new UserError(
            name + " needs the catalogue, which judgement files do not hold; give it without");
      }
      if (measures.contains(measure)) {
        throw new UserError("--measures names " + name + " twice");
      }
      measures.add(measure);
    }
    return measures;
  }

  private String command() {
    StringBuilder line = new StringBuilder("./sluice evaluate --qrels ").append(qrels);
    runs.forEach(r -> line.append(" --run ").append(r));
    line.append(" --measures '").append(String.join(",", names)).append('\'');
    if (!baseline.isEmpty()) {
      line.append(" --baseline ").append(baseline);
    }
    return line.append(" --seed ").append(seed).toString();
  }

  private static void print(EvaluationReport report, Console console) {
    Quality q = report.quality();
    List<String> columns = new ArrayList<>(List.of("system"));
    columns.addAll(q.contracts().keySet());
    List<List<Object>> rows = new ArrayList<>();
    for (Quality.SystemResult s : q.systems()) {
      List<Object> row = new ArrayList<>(List.of(s.name()));
      for (String m : q.contracts().keySet()) {
        Interval i = s.measures().get(m);
        row.add(i == null ? "–" : NumberText.measure(i.mean()) + " (" + i.range() + ")");
      }
      rows.add(row);
    }
    ConsoleText.table(new Table("", columns, rows)).forEach(console::result);
    console.result("");
    console.result(String.format(Locale.ROOT, "%,d users; in brackets 95 %% intervals", q.users()));
    for (Comparison c : q.comparisons()) {
      console.result(
          "%s: %s against %s %s, %s (Holm), %s"
              .formatted(
                  c.measure(),
                  c.system(),
                  c.baseline(),
                  NumberText.difference(c.difference()),
                  NumberText.pIs(c.pValue()),
                  c.reading()));
    }
    report.notes().forEach(console::result);
    console.json(ReportJson.text(report));
  }
}
