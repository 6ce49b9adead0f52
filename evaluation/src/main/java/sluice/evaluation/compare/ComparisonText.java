package sluice.evaluation.compare;

import java.util.ArrayList;
import java.util.List;
import sluice.evaluation.report.TextTable;

/** A comparison as lines for a terminal. */
public final class ComparisonText {
  private ComparisonText() {}

  /** Returns the lines; no line break at their ends. */
  public static List<String> of(RunComparison comparison) {
    List<String> out = new ArrayList<>();
    comparison.conclusions().forEach(out::add);
    comparison.warnings().forEach(w -> out.add("beware: " + w));
    config(out, comparison);
    measures(out, comparison);
    refits(out, comparison);
    slices(out, comparison);
    users(out, comparison);
    return out;
  }

  private static void config(List<String> out, RunComparison comparison) {
    if (comparison.config().isEmpty()) {
      out.add("");
      out.add("The runs have the same config.");
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("setting"));
    head.addAll(comparison.names().runs());
    rows.add(head);
    for (ConfigDifference d : comparison.config()) {
      List<String> row = new ArrayList<>(List.of(d.key()));
      row.addAll(d.values());
      rows.add(row);
    }
    table(out, rows, head.size());
  }

  private static void measures(List<String> out, RunComparison comparison) {
    boolean several = comparison.names().sides().size() > 2;
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        row(
            several,
            "run",
            "measure",
            "system",
            "baseline",
            "mean",
            "difference",
            "p",
            "d_z",
            "verdict"));
    for (Difference d : comparison.differences()) {
      rows.add(
          row(
              several,
              d.side(),
              d.measure(),
              d.systems(),
              Numbers.plain(d.baseline()),
              Numbers.plain(d.mean()),
              Numbers.signed(d.evidence().difference().mean()),
              Numbers.p(d.evidence().pValue()),
              Numbers.signed(d.size().effect().value()),
              d.verdict() == Difference.Verdict.NOT_SHOWN
                  ? d.words()
                  : d.words() + " (interval " + Numbers.range(d.evidence().difference()) + ")"));
    }
    if (rows.size() > 1) {
      table(out, rows, several ? 3 : 2);
      Difference d = comparison.headlines().getFirst();
      out.add("");
      out.add(
          String.format(
              "%s users; they would show a true difference of %s %s or more (power .8, level 5"
                  + " %%)%s.",
              Numbers.count(d.users()),
              Numbers.plain(d.size().detectable()),
              d.measure(),
              d.size().usersNeeded() == 0
                  ? ""
                  : ", and one of "
                      + Numbers.plain(d.size().asked())
                      + " takes "
                      + Numbers.count(d.size().usersNeeded())));
    }
  }

  private static List<String> row(boolean several, String run, String... rest) {
    List<String> row = new ArrayList<>(List.of(rest));
    if (several) {
      row.addFirst(run);
    }
    return row;
  }

  private static void refits(List<String> out, RunComparison comparison) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "run", "measure", "mean", "sd users", "sd refits", "over users alone", "over both"));
    for (Refits r : comparison.refits()) {
      rows.add(
          List.of(
              r.side(),
              r.measure(),
              Numbers.plain(r.split().mean()),
              Numbers.plain(Math.sqrt(r.split().varianceOfUsers())),
              Numbers.plain(Math.sqrt(r.split().varianceOfRefits())),
              Numbers.plain(r.usersAlone().low()) + " to " + Numbers.plain(r.usersAlone().high()),
              Numbers.plain(r.split().interval().low())
                  + " to "
                  + Numbers.plain(r.split().interval().high())));
    }
    if (rows.size() > 1) {
      table(out, rows, 2);
    }
  }

  private static void slices(List<String> out, RunComparison comparison) {
    boolean several = comparison.names().sides().size() > 2;
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        row(
            several,
            "run",
            "users who are",
            "users",
            "baseline",
            "mean",
            "difference",
            "p",
            "verdict"));
    for (SliceDifference s : comparison.slices()) {
      rows.add(
          row(
              several,
              s.side(),
              s.part().endsWith("quarter") ? s.part() + " by activity" : s.part(),
              Numbers.count(s.users()),
              Numbers.plain(s.baseline()),
              Numbers.plain(s.mean()),
              Numbers.signed(s.difference().mean()),
              Numbers.p(s.pValue()),
              s.words()));
    }
    if (rows.size() > 1) {
      table(out, rows, several ? 2 : 1);
    }
  }

  private static void users(List<String> out, RunComparison comparison) {
    for (int side = 0; side < comparison.users().changes().size(); side++) {
      String name = comparison.names().sides().get(side + 1);
      int[] moved = comparison.moved(side);
      out.add("");
      out.add(
          String.format(
              "%s: %s gain, %s stay, %s lose by %s.",
              name,
              Numbers.count(moved[0]),
              Numbers.count(moved[1]),
              Numbers.count(moved[2]),
              comparison.headline()));
      for (boolean gained : new boolean[] {true, false}) {
        List<String> users =
            comparison.users().movers().stream()
                .filter(m -> m.side().equals(name) && m.difference() > 0 == gained)
                .map(m -> m.user() + " " + Numbers.signed(m.difference()))
                .toList();
        if (!users.isEmpty()) {
          out.add((gained ? "  gained most: " : "  lost most:   ") + String.join(", ", users));
        }
      }
    }
  }

  private static void table(List<String> out, List<List<String>> rows, int words) {
    out.add("");
    out.addAll(TextTable.lines(rows, words));
  }
}
