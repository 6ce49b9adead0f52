package sluice.evaluation.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import sluice.core.ReportSection;
import sluice.evaluation.Stage;
import sluice.evaluation.significance.Comparison;
import sluice.evaluation.significance.Comparisons;
import sluice.evaluation.significance.Interval;

/** What the page's template shows, with every number already as text. Immutable. */
public final class ReportPage {
  private final EvaluationReport report;
  private final Quality quality;
  private final Verdict verdict;

  ReportPage(EvaluationReport report) {
    this.report = report;
    this.quality = report.quality();
    this.verdict = report.verdict();
  }

  /** One figure at the top. */
  public record Tile(String label, String value, String note) {}

  /** A step of the funnel picture; widths in per cent. */
  public record Step(
      String kind,
      String name,
      String stage,
      String count,
      String width,
      String recall,
      String fill,
      String time) {}

  /** A line of the interval plot; places in per cent. */
  public record Whisker(
      String kind,
      String name,
      String stage,
      String left,
      String width,
      String dot,
      String value,
      String range) {}

  /** A table's cell. */
  public record Cell(String text, String under, String value, String style) {}

  /** A table's row: a heading and cells. */
  public record Row(String head, String tag, List<Cell> cells) {}

  /** A fact. */
  public record Fact(String name, String value) {}

  /** Returns the report. */
  public EvaluationReport report() {
    return report;
  }

  /** Returns the verdict. */
  public Verdict verdict() {
    return verdict;
  }

  /** Returns the line below the title. */
  public String subtitle() {
    List<String> parts = new ArrayList<>();
    Optional.ofNullable(report.dataset().get("name")).ifPresent(n -> parts.add("dataset " + n));
    Optional.ofNullable(report.protocol().get("type")).ifPresent(n -> parts.add("protocol " + n));
    parts.add(Figures.count(quality.users()) + " test users");
    parts.add("served ranker " + quality.served());
    return String.join(" · ", parts);
  }

  /** Returns the verdict's style. */
  public String outcomeStyle() {
    return verdict.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the verdict in a word or two. */
  public String outcomeWord() {
    return switch (verdict.outcome()) {
      case HELPED -> "✓ Ranking helped";
      case NOT_SHOWN -> "≈ No gain shown";
      case HARMED -> "✗ Ranking harmed";
      case UNKNOWN -> "No comparison";
    };
  }

  /** Returns the figures at the top. */
  public List<Tile> tiles() {
    List<Tile> tiles = new ArrayList<>();
    quality
        .value(quality.served(), quality.headline())
        .ifPresent(i ->
            tiles.add(
                new Tile(
                    quality.headline() + " of " + quality.served(),
                    Figures.measure(i.mean()),
                    "95 % interval " + range(i))));
    quality
        .headline(quality.served(), Comparisons.RETRIEVAL_ORDER)
        .ifPresent(c ->
            tiles.add(
                new Tile(
                    "Against the retrieval order",
                    Figures.difference(c.difference()),
                    Verdict.p(c.pValue())
                        + (c.significant() ? ", significant" : ", not significant"))));
    quality.comparisons().stream()
        .filter(c -> c.measure().equals(quality.headline()) && c.system().equals(quality.served()))
        .filter(
            c -> quality.system(c.baseline()).filter(s -> s.stage() == Stage.RETRIEVAL).isPresent())
        .min(Comparator.comparingDouble(Comparison::difference))
        .ifPresent(c ->
            tiles.add(
                new Tile(
                    "Against the best source",
                    Figures.difference(c.difference()),
                    c.baseline() + ", " + Verdict.p(c.pValue()))));
    report.funnel().rows().stream()
        .filter(r -> r.stage().equals(Stage.FUSION.key()))
        .findFirst()
        .ifPresent(r ->
            tiles.add(
                new Tile(
                    "Recall ceiling",
                    Figures.percent(r.recall()),
                    "of relevant items are among the candidates")));
    return tiles;
  }

  /** Returns the steps of the funnel picture. */
  public List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    double catalogue = Math.max(1, report.funnel().catalogueItems());
    steps.add(
        new Step(
            "catalogue",
            "Catalogue",
            "may be recommended",
            Figures.count(catalogue) + " items",
            "100",
            "",
            "0",
            ""));
    for (Funnel.Row r : report.funnel().rows()) {
      double width = 100 * Math.log1p(r.candidatesPerUser()) / Math.log1p(catalogue);
      boolean source = r.stage().equals(Stage.RETRIEVAL.key());
      String recall = Figures.percent(r.recall()) + (source ? "" : " in reach");
      if (r.uniqueRecall().isPresent()) {
        recall += ", " + Figures.percent(r.uniqueRecall().getAsDouble()) + " its own";
      }
      steps.add(
          new Step(
              source ? "source" : "main",
              r.system(),
              Figures.stage(r.stage()),
              Figures.count(r.candidatesPerUser()),
              place(Math.clamp(width, 4, 100)),
              recall,
              place(Double.isFinite(r.recall()) ? 100 * Math.clamp(r.recall(), 0, 1) : 0),
              Figures.millis(r.millis())));
    }
    return steps;
  }

  /** Returns the rows of the funnel's table. */
  public List<Row> funnelRows() {
    List<Row> rows = new ArrayList<>();
    for (Funnel.Row r : report.funnel().rows()) {
      double unique = r.uniqueRecall().orElse(Double.NaN);
      rows.add(
          new Row(
              r.system(),
              "",
              List.of(
                  new Cell(Figures.stage(r.stage()), "", "", "text"),
                  number(Figures.count(r.candidatesPerUser()), r.candidatesPerUser()),
                  number(Figures.percent(r.recall()), r.recall()),
                  number(Figures.percent(unique), unique),
                  number(Figures.millis(r.millis()), r.millis()))));
    }
    return rows;
  }

  /** Returns the lines of the interval plot by the headline measure, the best first. */
  public List<Whisker> whiskers() {
    List<Quality.SystemResult> systems =
        quality.systems().stream()
            .filter(s -> s.measures().containsKey(quality.headline()))
            .sorted(Comparator.comparingDouble(s -> -interval(s).mean()))
            .toList();
    double most = systems.stream().mapToDouble(s -> interval(s).high()).max().orElse(1);
    double scale = most > 0 ? 100 / most : 0;
    List<Whisker> out = new ArrayList<>();
    for (Quality.SystemResult s : systems) {
      Interval i = interval(s);
      String kind =
          s.name().equals(quality.served())
              ? "served"
              : s.stage() == Stage.REFERENCE ? "reference" : "plain";
      out.add(
          new Whisker(
              kind,
              s.name(),
              Figures.stage(s.stage().key()) + (kind.equals("served") ? ", served" : ""),
              place(i.low() * scale),
              place((i.high() - i.low()) * scale),
              place(i.mean() * scale),
              Figures.measure(i.mean()),
              range(i)));
    }
    return out;
  }

  private Interval interval(Quality.SystemResult s) {
    return quality.value(s.name(), quality.headline()).orElseThrow();
  }

  /** Returns the names of the measures. */
  public List<String> measures() {
    return List.copyOf(quality.contracts().keySet());
  }

  /** Returns a measure's contract. */
  public String contract(String measure) {
    return quality.contracts().getOrDefault(measure, "");
  }

  /** Returns how many users a measure counts. */
  public String counted(String measure) {
    return Figures.count(quality.counted().getOrDefault(measure, 0));
  }

  /** Returns the rows of the table of systems by measures; the best of each column is marked. */
  public List<Row> systemRows() {
    List<Row> rows = new ArrayList<>();
    for (Quality.SystemResult s : quality.systems()) {
      List<Cell> cells = new ArrayList<>();
      cells.add(new Cell(Figures.stage(s.stage().key()), "", "", "text"));
      for (String measure : measures()) {
        Interval i = s.measures().get(measure);
        if (i == null) {
          cells.add(new Cell("–", "", "", "num faded"));
        } else {
          boolean best = s.stage() != Stage.REFERENCE && i.mean() >= best(measure);
          cells.add(
              new Cell(
                  Figures.measure(i.mean()),
                  range(i),
                  Double.toString(i.mean()),
                  best ? "num best" : "num"));
        }
      }
      rows.add(new Row(s.name(), s.repeatable() ? "" : "may not repeat exactly", cells));
    }
    return rows;
  }

  private double best(String measure) {
    double best = Double.NEGATIVE_INFINITY;
    for (Quality.SystemResult s : quality.systems()) {
      Interval i = s.measures().get(measure);
      if (i != null && s.stage() != Stage.REFERENCE) {
        best = Math.max(best, i.mean());
      }
    }
    return best;
  }

  /** Returns the comparisons by one measure, or by all but that. */
  public List<Row> comparisons(boolean byHeadline) {
    List<Row> rows = new ArrayList<>();
    for (Comparison c : quality.comparisons()) {
      if (c.measure().equals(quality.headline()) == byHeadline) {
        rows.add(
            new Row(
                c.system(),
                "",
                List.of(
                    new Cell(c.baseline(), "", "", ""),
                    new Cell(c.measure(), "", "", ""),
                    number(Figures.difference(c.difference()), c.difference()),
                    number(pValue(c.pValue()), c.pValue()),
                    number(pValue(c.pValueRaw()), c.pValueRaw()),
                    new Cell(reading(c), "", "", "text"))));
      }
    }
    return rows;
  }

  private static String reading(Comparison c) {
    return !c.significant() ? "not shown to differ" : c.difference() > 0 ? "better" : "worse";
  }

  private static String pValue(double p) {
    return p < 0.0001 ? "< 0.0001" : String.format(Locale.ROOT, "%.4f", p);
  }

  /** Returns how p-values came about. */
  public String test() {
    String test = quality.comparisons().stream().map(Comparison::test).findFirst().orElse("");
    String how =
        test.equals("paired-t")
            ? "Student's paired t test (more than 2,000 users)"
            : "A paired sign-flip test with 100,000 flips";
    return how
        + ", users as pairs; p is corrected by Holm over all comparisons of a measure. Better or worse is said from"
        + " p < 0.05 on. “Not shown to differ” does not mean equal.";
  }

  /** Returns a slice's systems as the reader wants them: the served first, yardsticks last. */
  public List<String> sliceSystems(SliceTable slice) {
    List<String> names = new ArrayList<>(slice.systems());
    names.sort(Comparator.comparingInt(this::weight));
    return names;
  }

  private int weight(String system) {
    if (system.equals(quality.served())) {
      return 0;
    }
    return switch (quality
        .system(system)
        .map(Quality.SystemResult::stage)
        .orElse(Stage.REFERENCE)) {
      case RERANKING -> 1;
      case RANKING -> 2;
      case FUSION -> 3;
      case RETRIEVAL -> 4;
      case REFERENCE -> 5;
    };
  }

  /** Returns the rows of a table of slices, columns as {@link #sliceSystems} orders them. */
  public List<Row> sliceRows(SliceTable slice) {
    List<Row> rows = new ArrayList<>();
    for (SliceTable.Row r : slice.rows()) {
      List<Cell> cells = new ArrayList<>();
      cells.add(number(Figures.count(r.count()), r.count()));
      double best =
          r.values().stream().filter(Double::isFinite).mapToDouble(v -> v).max().orElse(2);
      for (String system : sliceSystems(slice)) {
        double v = r.values().get(slice.systems().indexOf(system));
        Cell cell = number(Figures.measure(v), v);
        boolean strong = v == best && v > 0 && !r.small();
        cells.add(strong ? new Cell(cell.text(), "", cell.value(), "num best") : cell);
      }
      rows.add(new Row(r.label(), r.small() ? "small: mostly noise" : "", cells));
    }
    return rows;
  }

  /** Returns a section's rows as text. */
  public List<List<Cell>> tableRows(ReportSection.Table table) {
    List<List<Cell>> rows = new ArrayList<>();
    for (List<Object> row : table.rows()) {
      List<Cell> cells = new ArrayList<>();
      for (Object cell : row) {
        cells.add(
            cell instanceof Number n
                ? number(Figures.text(n), n.doubleValue())
                : new Cell(Figures.text(cell), "", "", "text"));
      }
      rows.add(cells);
    }
    return rows;
  }

  /** Says whether a table's column holds numbers. */
  public boolean numeric(ReportSection.Table table, int column) {
    return !table.rows().isEmpty()
        && table.rows().stream().allMatch(row -> row.get(column) instanceof Number);
  }

  /** Returns the table that a chart can be read as. */
  public ReportSection.Table asTable(ReportSection.Chart chart) {
    List<String> columns = new ArrayList<>();
    columns.add(chart.xLabel().isEmpty() ? "" : chart.xLabel());
    chart.series().forEach(s -> columns.add(s.name()));
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < chart.categories().size(); i++) {
      List<Object> row = new ArrayList<>();
      row.add(chart.categories().get(i));
      for (ReportSection.Series s : chart.series()) {
        row.add(s.values().get(i));
      }
      rows.add(row);
    }
    return new ReportSection.Table(chart.title(), columns, rows);
  }

  /** Returns the id of a chart's place in the page. */
  public String chartId(ReportSection section, int block) {
    return "chart-" + section.id() + "-" + block;
  }

  /** Returns facts as text, keys made readable. */
  public List<Fact> facts(Map<String, ?> facts) {
    return facts.entrySet().stream()
        .map(e -> new Fact(words(e.getKey()), Figures.text(e.getValue())))
        .toList();
  }

  /** Returns the time of every stage, the whole last. */
  public List<Fact> timings() {
    List<Fact> out = new ArrayList<>();
    report
        .reproduction()
        .timings()
        .forEach((stage, s) -> out.add(new Fact(words(stage), Figures.millis(1000 * s))));
    return out;
  }

  private static String words(String key) {
    String spaced = key.replaceAll("(?<=[a-z])(?=[A-Z])", " ").replace('_', ' ');
    String lower = spaced.equals(key) ? key : spaced.toLowerCase(Locale.ROOT);
    return lower.isEmpty() ? "" : Character.toUpperCase(lower.charAt(0)) + lower.substring(1);
  }

  private static Cell number(String text, double value) {
    return new Cell(text, "", Double.isFinite(value) ? Double.toString(value) : "", "num");
  }

  private static String range(Interval i) {
    return Figures.measure(i.low()) + " – " + Figures.measure(i.high());
  }

  private static String place(double percent) {
    return String.format(Locale.ROOT, "%.2f", percent);
  }
}
