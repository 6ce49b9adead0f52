package sluice.evaluation.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sluice.core.ReportSection;
import sluice.core.ReportSection.Block;
import sluice.core.ReportSection.Code;
import sluice.core.ReportSection.Details;
import sluice.core.ReportSection.Figure;
import sluice.core.ReportSection.Table;
import sluice.core.ReportSection.Text;
import sluice.core.text.NumberText;
import sluice.evaluation.Stage;
import sluice.evaluation.significance.Comparisons;

/** The parts of a report as sections, made of its figures. No state. */
final class ReportParts {
  private static final int SYSTEMS = 4;

  private ReportParts() {}

  static ReportSection funnel(FunnelTable funnel) {
    List<List<Object>> rows = new ArrayList<>();
    for (FunnelTable.Row r : funnel.rows()) {
      rows.add(
          List.of(
              r.system(),
              Stage.label(r.stage()),
              Figure.count(r.candidatesPerUser()),
              Figure.share(r.recall()),
              Figure.share(r.uniqueRecall().orElse(Double.NaN)),
              Figure.millis(r.millis())));
    }
    return new ReportSection(
        "funnel",
        "The funnel",
        List.of(
            new Text(
                "What each stage leaves of "
                    + NumberText.count(funnel.catalogueItems())
                    + " items for a user, and how many of the relevant ones are still among it: what"
                    + " one stage loses no later stage finds again."),
            new Details(
                "The funnel as a table",
                List.of(
                    new Table(
                        "Recall is of the whole list, a mean over users; “alone” is what no other"
                            + " source brings",
                        List.of(
                            "System", "Stage", "Items a user", "Recall", "Alone", "Time a user"),
                        rows)))));
  }

  /** Returns the slices of users in one table and those of items in another, if there are any. */
  static Optional<ReportSection> slices(EvaluationReport report) {
    if (report.slices().isEmpty()) {
      return Optional.empty();
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Text(
            "For whom, and for which items, it works. A slice of fewer than "
                + SliceTable.SMALL
                + " is marked small: its figures are mostly noise. report.json has every system."));
    report.slices().stream()
        .collect(Collectors.groupingBy(SliceTable::counts, LinkedHashMap::new, Collectors.toList()))
        .values()
        .forEach(tables -> blocks.add(slices(report.quality(), tables)));
    return Optional.of(new ReportSection("slices", "Slices of users and items", blocks));
  }

  private static Table slices(Quality quality, List<SliceTable> tables) {
    SliceTable first = tables.getFirst();
    List<String> systems = columns(quality, first);
    boolean gain = systems.size() == 2;
    List<String> heads = new ArrayList<>(List.of("Slice", first.counts()));
    heads.addAll(systems);
    if (gain) {
      heads.add("gain");
    }
    List<List<Object>> rows = new ArrayList<>();
    for (SliceTable table : tables) {
      for (SliceTable.Row r : table.rows()) {
        List<Object> row = new ArrayList<>();
        row.add(table.title() + ": " + r.label() + (r.small() ? " (small)" : ""));
        row.add(Figure.count(r.count()));
        List<Double> values =
            systems.stream().map(s -> r.values().get(table.systems().indexOf(s))).toList();
        values.forEach(v -> row.add(Figure.measure(v)));
        if (gain) {
          row.add(Figure.difference(values.get(0) - values.get(1)));
        }
        rows.add(row);
      }
    }
    return new Table(first.measure() + " by slices of " + first.counts(), heads, rows);
  }

  /** The served ranker and what it is held against; all systems where they are few. */
  private static List<String> columns(Quality quality, SliceTable table) {
    if (table.systems().size() <= SYSTEMS) {
      return table.systems();
    }
    List<String> pair =
        Stream.of(quality.served(), Comparisons.RETRIEVAL_ORDER, "fusion")
            .filter(table.systems()::contains)
            .distinct()
            .limit(2)
            .toList();
    return pair.isEmpty() ? table.systems().subList(0, SYSTEMS) : pair;
  }

  static Optional<ReportSection> examples(List<Example> examples) {
    if (examples.isEmpty()) {
      return Optional.empty();
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Text(
            "What a few users had liked, what was held out, and what each stage put first. A star"
                + " marks an item that the user then interacted with."));
    for (Example e : examples) {
      List<List<Object>> rows = new ArrayList<>();
      rows.add(List.of("had liked", items(e.liked())));
      rows.add(List.of("held out", items(e.heldOut())));
      e.stages().forEach(s -> rows.add(List.of(s.system(), items(s.items()))));
      String title = "User " + e.user() + ", " + e.about();
      blocks.add(
          new Details(title, List.of(new Table(title, List.of("List", "First items"), rows))));
    }
    return Optional.of(new ReportSection("examples", "Example users", blocks));
  }

  private static String items(List<Example.Item> items) {
    return items.isEmpty()
        ? "nothing"
        : items.stream()
            .map(i -> (i.relevant() ? "★ " : "") + i.title())
            .collect(Collectors.joining(" · "));
  }

  static ReportSection facts(EvaluationReport report) {
    return new ReportSection(
        "dataset",
        "Data and protocol in brief",
        List.of(facts("Dataset", report.dataset()), facts("Protocol", report.protocol())));
  }

  static ReportSection repeat(Reproduction how) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Text("The command and the config as resolved repeat this run."));
    if (!how.command().isEmpty()) {
      blocks.add(new Code("Command", how.command()));
    }
    blocks.add(facts("Facts", how.facts()));
    if (!how.timings().isEmpty()) {
      List<List<Object>> rows = new ArrayList<>();
      how.timings().forEach((stage, s) -> rows.add(List.of(words(stage), Figure.millis(1000 * s))));
      blocks.add(new Table("Time of every stage", List.of("Stage", "Time"), rows));
    }
    if (!how.config().isEmpty()) {
      blocks.add(new Code("Config as resolved", how.config()));
    }
    return new ReportSection("repeat", "Repeat this run", blocks);
  }

  private static Table facts(String title, Map<String, ?> facts) {
    List<List<Object>> rows = new ArrayList<>();
    facts.forEach((name, value) -> rows.add(List.of(words(name), value)));
    return new Table(title, List.of("what", "value"), rows);
  }

  private static String words(String key) {
    String spaced = key.replaceAll("(?<=[a-z])(?=[A-Z])", " ").replace('_', ' ');
    String lower = spaced.equals(key) ? key : spaced.toLowerCase(Locale.ROOT);
    return lower.isEmpty() ? "" : Character.toUpperCase(lower.charAt(0)) + lower.substring(1);
  }
}
