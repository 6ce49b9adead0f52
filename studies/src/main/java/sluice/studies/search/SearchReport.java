package sluice.studies.search;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import sluice.core.ReportSection;
import sluice.core.ReportSection.Figure;

/** Tells a person, or a script, what a search of settings tried and chose. */
public final class SearchReport {
  private final List<SearchTrial> trials;
  private final TunedRanker ranker;

  /** Reports on the trials of a search. */
  public SearchReport(List<SearchTrial> trials, TunedRanker ranker) {
    this.trials = List.copyOf(trials);
    this.ranker = ranker;
  }

  /** Returns the chosen settings as they stand in a config. */
  public String yaml() {
    return "ranking:\n  model: " + ranker.yaml(RankerSearch.best(trials).settings()) + "\n";
  }

  /** Returns the section: what was chosen, and every trial. */
  public ReportSection section() {
    SearchTrial best = RankerSearch.best(trials);
    SearchTrial first = trials.getFirst();
    List<ReportSection.Block> blocks = new ArrayList<>();
    blocks.add(
        new ReportSection.Text(
            String.format(
                Locale.ROOT,
                "Trial %d is the best of %d: nDCG@10 on the tune part %.4f%s. Being the best of many"
                    + " it is too good by some; a run with it says what it is worth on the test part.",
                best.number(),
                trials.size(),
                best.score(),
                first.share() == best.share()
                    ? String.format(
                        Locale.ROOT, " (trial 0, what the search began with: %.4f)", first.score())
                    : "")));
    if (best.share() < 0.99) {
      blocks.add(
          new ReportSection.Warning(
              "Time was up before any trial was trained on all training requests."));
    }
    List<List<Object>> rows = new ArrayList<>();
    for (SearchTrial t : trials) {
      String at =
          t.settings().entrySet().stream()
              .map(e -> e.getKey() + ": " + e.getValue())
              .collect(joining(", "));
      rows.add(
          List.of(
              t.number(),
              String.format(Locale.ROOT, "%.2f", t.share()),
              Figure.measure(t.score()),
              String.format(Locale.ROOT, "%.1f", t.seconds()),
              at.isEmpty() ? "as given" : at));
    }
    blocks.add(
        new ReportSection.Table(
            "Trials",
            List.of("trial", "share of requests", "nDCG@10", "seconds", "settings"),
            rows));
    return new ReportSection("search", "Search of settings", blocks);
  }

  /** Returns the same for a script. */
  public Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("best", RankerSearch.best(trials));
    document.put("trials", trials);
    document.put("yaml", yaml());
    return document;
  }
}
