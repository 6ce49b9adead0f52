package sluice.evaluation.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import sluice.core.ReportSection;
import sluice.core.ReportSection.Block;
import sluice.core.ReportSection.Figure;
import sluice.core.ReportSection.Table;
import sluice.core.ReportSection.Text;
import sluice.core.ReportSection.Warning;
import sluice.core.text.NumberText;
import sluice.evaluation.report.Example;

/** A comparison as sections of a page. */
public final class ComparisonSections {
  private static final int BINS = 10;

  private final RunComparison comparison;

  private ComparisonSections(RunComparison comparison) {
    this.comparison = comparison;
  }

  /** Returns the sections: what it comes to, configs, measures, refits, slices, users. */
  public static List<ReportSection> of(RunComparison comparison, UserLists lists) {
    ComparisonSections make = new ComparisonSections(comparison);
    List<ReportSection> out = new ArrayList<>();
    out.add(make.verdict());
    out.add(make.config());
    if (!comparison.differences().isEmpty()) {
      out.add(make.measures());
    }
    if (!comparison.refits().isEmpty()) {
      out.add(make.refits());
    }
    if (!comparison.slices().isEmpty()) {
      out.add(make.slices());
    }
    if (!comparison.users().changes().isEmpty()) {
      out.add(make.users(lists));
    }
    return out;
  }

  /** Returns a table; without its column of runs where there is but one next to the baseline. */
  private Table table(String title, List<String> columns, List<List<Object>> rows) {
    int run = columns.indexOf("run");
    return comparison.names().sides().size() > 2
        ? new Table(title, columns, rows)
        : new Table(title, without(columns, run), rows.stream().map(r -> without(r, run)).toList());
  }

  private static <T> List<T> without(List<T> list, int place) {
    List<T> out = new ArrayList<>(list);
    out.remove(place);
    return out;
  }

  private ReportSection verdict() {
    List<Block> blocks = new ArrayList<>();
    comparison.conclusions().forEach(c -> blocks.add(new Text(c)));
    comparison.warnings().forEach(w -> blocks.add(new Warning(w)));
    return new ReportSection("verdict", "What it comes to", blocks);
  }

  private ReportSection config() {
    List<String> columns = new ArrayList<>(List.of("setting"));
    columns.addAll(comparison.names().runs());
    List<List<Object>> rows = new ArrayList<>();
    for (ConfigDifference d : comparison.config()) {
      List<Object> row = new ArrayList<>();
      row.add(d.key());
      row.addAll(d.values());
      rows.add(row);
    }
    Block block =
        rows.isEmpty()
            ? new Text("The runs have the same config.")
            : new Table("Settings that differ", columns, rows);
    return new ReportSection("config", "Config", List.of(block));
  }

  private ReportSection measures() {
    List<List<Object>> evidence = new ArrayList<>();
    List<List<Object>> sizes = new ArrayList<>();
    for (Difference d : comparison.differences()) {
      evidence.add(
          List.of(
              d.measure(),
              d.side(),
              d.systems(),
              Figure.measure(d.baseline()),
              Figure.measure(d.mean()),
              Figure.difference(d.evidence().difference().mean()),
              d.evidence().difference().differences(),
              Figure.p(d.evidence().pValue()),
              d.words()));
      sizes.add(
          List.of(
              d.measure(),
              d.side(),
              d.users(),
              Figure.difference(d.size().effect().value()),
              NumberText.differences(d.size().effect().low(), d.size().effect().high()),
              Figure.difference(d.size().rankBiserial()),
              Figure.p(d.evidence().signedRanks()),
              Figure.measure(d.size().detectable()),
              Figure.measure(d.size().asked()),
              d.size().usersNeeded() == 0 ? "–" : d.size().usersNeeded(),
              d.evidence().equivalence().<Object>map(e -> Figure.p(e.pValue())).orElse("–")));
    }
    return new ReportSection(
        "measures",
        "Measures",
        List.of(
            new Text(how()),
            table(
                "Every side against " + comparison.baseline(),
                List.of(
                    "measure",
                    "run",
                    "system",
                    "baseline",
                    "mean",
                    "difference",
                    "95 % interval",
                    "p",
                    "verdict"),
                evidence),
            new Text(
                "d_z is the mean difference in standard deviations of the users' differences."
                    + " “Detectable” is the least true difference that these users would show with"
                    + " power .8 at 5 %; “users needed” is how many a true difference of the size"
                    + " in the column before it needs (the margin, or 5 % of the baseline)."),
            table(
                "How large, and how small a difference could have been found",
                List.of(
                    "measure",
                    "run",
                    "users",
                    "d_z",
                    "its 95 % interval",
                    "rank-biserial",
                    "p, signed ranks",
                    "detectable",
                    "a difference of",
                    "users needed",
                    "p, equivalence"),
                sizes)));
  }

  private String how() {
    String test =
        switch (comparison.differences().getFirst().evidence().test()) {
          case "two-way" ->
              "Intervals and p cover users and refits (two-way random effects of the differences"
                  + " between refits of the same seed)";
          case "paired-t" -> "p is by the paired t test, users as pairs";
          default -> "p is by sign flips of users, intervals by t";
        };
    return test
        + "; the rows of one user are taken together. p is corrected by Holm over the runs."
        + " “Equivalent” is said only where two one-sided tests show the difference to be smaller"
        + " than the margin; “not shown to differ” does not mean equal.";
  }

  private ReportSection refits() {
    List<List<Object>> rows = new ArrayList<>();
    for (Refits r : comparison.refits()) {
      rows.add(
          List.of(
              r.side(),
              r.measure(),
              r.split().refits(),
              Figure.measure(r.split().mean()),
              Figure.measure(Math.sqrt(r.split().varianceOfUsers())),
              Figure.measure(Math.sqrt(r.split().varianceOfRefits())),
              Figure.measure(Math.sqrt(r.split().varianceOfRest())),
              r.usersAlone().range(),
              r.split().interval().range(),
              r.split().shareOfRefits()));
    }
    return new ReportSection(
        "refits",
        "Users and refits",
        List.of(
            new Text(
                "The same users were judged after several refits that differ by the seed alone."
                    + " Standard deviations by a two-way analysis of variance with random effects;"
                    + " it assumes that users and refits are independent draws whose effects add."
                    + " With few refits their part is rough. Seeds tell of the training's own"
                    + " chance, not of other data."),
            new Table(
                "Where the uncertainty of a mean comes from",
                List.of(
                    "run",
                    "measure",
                    "refits",
                    "mean",
                    "sd, users",
                    "sd, refits",
                    "sd, rest",
                    "interval over users alone",
                    "interval over both",
                    "share of refits"),
                rows)));
  }

  private ReportSection slices() {
    List<List<Object>> rows = new ArrayList<>();
    for (SliceDifference s : comparison.slices()) {
      rows.add(
          List.of(
              s.slice(),
              s.part(),
              s.side(),
              s.users(),
              Figure.measure(s.baseline()),
              Figure.measure(s.mean()),
              Figure.difference(s.difference().mean()),
              s.difference().differences(),
              Figure.p(s.pValue()),
              s.words()));
    }
    List<String> shown =
        comparison.slices().stream()
            .filter(s -> s.pValue() < 0.05)
            .map(s -> s.part() + " (" + NumberText.difference(s.difference().mean()) + ")")
            .toList();
    return new ReportSection(
        "slices",
        "Slices",
        List.of(
            new Text(
                shown.isEmpty()
                    ? "In no slice are the runs shown to differ by " + comparison.headline() + "."
                    : "The runs part by "
                        + comparison.headline()
                        + " in: "
                        + String.join(", ", shown)
                        + "."),
            table(
                comparison.headline()
                    + " by users' interactions in the fitting part; p by t, corrected by Benjamini"
                    + " and Hochberg over all slices",
                List.of(
                    "slice",
                    "users who are",
                    "run",
                    "users",
                    "baseline",
                    "mean",
                    "difference",
                    "95 % interval",
                    "p",
                    "verdict"),
                rows)));
  }

  private ReportSection users(UserLists lists) {
    List<Block> blocks = new ArrayList<>();
    for (int side = 0; side < comparison.users().changes().size(); side++) {
      String name = comparison.names().sides().get(side + 1);
      int[] moved = comparison.moved(side);
      blocks.add(
          new Text(
              String.format(
                  Locale.ROOT,
                  "%s: %,d gain, %,d stay, %,d lose by %s.",
                  name,
                  moved[0],
                  moved[1],
                  moved[2],
                  comparison.headline())));
      if (moved[0] + moved[2] > 0) {
        blocks.add(histogram(name, comparison.users().changes().get(side)));
        blocks.add(movers(name, comparison.names().shown().get(side + 1), lists));
      }
    }
    blocks.add(
        new Text(
            "The most extreme users are extreme by chance, too: look at them for ideas, not for"
                + " proof."));
    return new ReportSection("users", "Who gained and who lost", blocks);
  }

  private ReportSection.Chart histogram(String side, double[] changes) {
    double most = 0;
    for (double d : changes) {
      most = Math.max(most, Math.abs(d));
    }
    double[] counts = new double[2 * BINS];
    for (double d : changes) {
      if (Math.abs(d) > 1e-12) {
        counts[Math.min(2 * BINS - 1, (int) ((d + most) / most * BINS))]++;
      }
    }
    List<String> categories = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (int b = 0; b < counts.length; b++) {
      double low = (b - BINS) * most / BINS;
      categories.add(NumberText.difference(low + most / BINS / 2));
      values.add(counts[b]);
    }
    return new ReportSection.Chart(
        "Differences of " + comparison.headline() + " of " + side + ", those of 0 left out",
        "Bars right of 0 are users who gained, bars left of it users who lost.",
        ReportSection.Chart.Kind.BAR,
        "difference (middle of the bar)",
        "users",
        categories,
        List.of(new ReportSection.Series("users", values)));
  }

  private Table movers(String side, String run, UserLists lists) {
    List<List<Object>> rows = new ArrayList<>();
    for (Mover m : comparison.users().movers()) {
      if (m.side().equals(side)) {
        rows.add(
            List.of(
                m.user(),
                Figure.measure(m.baseline()),
                Figure.measure(m.value()),
                Figure.difference(m.difference()),
                items(lists.head(comparison.names().shown().getFirst(), m.user())),
                items(lists.head(run, m.user()))));
      }
    }
    List<String> columns =
        new ArrayList<>(
            List.of("user", "baseline", "mean", "difference", "baseline's list", "its list"));
    boolean lacking = rows.stream().allMatch(r -> r.get(4).equals("") && r.get(5).equals(""));
    if (lacking) {
      columns.subList(4, 6).clear();
      rows.replaceAll(r -> r.subList(0, 4));
    }
    return new Table(
        side
            + ": users who gained most and lost most by "
            + comparison.headline()
            + (lacking ? "" : "; a star marks a held-out item"),
        columns,
        rows);
  }

  private static String items(List<Example.Item> items) {
    return items.stream()
        .map(i -> (i.relevant() ? "★ " : "") + i.title())
        .collect(Collectors.joining("; "));
  }
}
