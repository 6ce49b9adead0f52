package sluice.pipeline.funnel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import sluice.core.CandidateSource;
import sluice.core.ReportSection;
import sluice.core.ReportSection.Chart;
import sluice.core.ReportSection.Details;
import sluice.core.ReportSection.Figure;
import sluice.core.ReportSection.Series;
import sluice.core.ReportSection.Table;
import sluice.core.ReportSection.Text;

/**
 * The section of the report on what sources bring alike: of the candidates of each fused source,
 * the shares that no other, one other, and more of them bring for the same request.
 */
final class SourceOverlap {
  private final List<OfflineEvaluation.SystemLists> sources;
  private final int items;

  SourceOverlap(FoldRun.Outcome fold) {
    this.items = fold.fold().fitting().catalogue().size();
    this.sources =
        fold.funnel().retrieval().sources().stream()
            .limit(Long.SIZE) // a bit each
            .map(CandidateSource::name)
            .map(fold.evaluation()::lists)
            .toList();
  }

  /** Returns the section; none for fewer than two sources, or where they bring nothing. */
  Optional<ReportSection> section() {
    int n = sources.size();
    long[] brought = new long[n];
    long[][] byOthers = new long[3][n];
    long[][] both = new long[n][n];
    count(brought, byOthers, both);
    long all = 0;
    long alone = 0;
    for (int s = 0; s < n; s++) {
      all += brought[s];
      alone += byOthers[0][s];
    }
    if (n < 2 || all == 0) {
      return Optional.empty();
    }
    List<String> names = sources.stream().map(s -> s.name).toList();
    List<Series> series = new ArrayList<>();
    List<String> kinds = List.of("it alone", "one other, too", "two others or more, too");
    for (int k = 0; k < kinds.size(); k++) {
      List<Double> shares = new ArrayList<>();
      for (int s = 0; s < n; s++) {
        shares.add(100.0 * byOthers[k][s] / Math.max(1, brought[s]));
      }
      series.add(new Series(kinds.get(k), shares));
    }
    return Optional.of(
        new ReportSection(
            "overlap",
            "How the sources overlap",
            List.of(
                new Text(
                    String.format(
                        Locale.ROOT,
                        "Of all places in the sources' lists %.1f %% hold an item that no other"
                            + " source brings for the same request.",
                        100.0 * alone / all)),
                new Chart(
                    "Who else brings the candidates of a source, in per cent",
                    "A source with a short first segment brings little that the others do not.",
                    Chart.Kind.STACKED_BAR,
                    "source",
                    "per cent",
                    names,
                    series),
                new Details("Each pair of sources", List.of(pairs(names, brought, both))))));
  }

  private void count(long[] brought, long[][] byOthers, long[][] both) {
    int requests = sources.isEmpty() ? 0 : sources.getFirst().items.length;
    long[] bringers = new long[items];
    for (int i = 0; i < requests; i++) {
      for (int s = 0; s < sources.size(); s++) {
        for (int item : sources.get(s).items[i]) {
          bringers[item] |= 1L << s;
        }
      }
      for (int s = 0; s < sources.size(); s++) {
        for (int item : sources.get(s).items[i]) {
          brought[s]++;
          byOthers[Math.min(2, Long.bitCount(bringers[item]) - 1)][s]++;
          for (long rest = bringers[item]; rest != 0; rest &= rest - 1) {
            both[s][Long.numberOfTrailingZeros(rest)]++;
          }
        }
      }
      for (OfflineEvaluation.SystemLists source : sources) {
        for (int item : source.items[i]) {
          bringers[item] = 0;
        }
      }
    }
  }

  private static Table pairs(List<String> names, long[] brought, long[][] both) {
    List<String> heads = new ArrayList<>(List.of("Of the candidates of"));
    heads.addAll(names);
    List<List<Object>> rows = new ArrayList<>();
    for (int s = 0; s < names.size(); s++) {
      List<Object> row = new ArrayList<>(List.of(names.get(s)));
      for (int other = 0; other < names.size(); other++) {
        row.add(
            Figure.share(
                s == other ? Double.NaN : (double) both[s][other] / Math.max(1, brought[s])));
      }
      rows.add(row);
    }
    return new Table("Share that the source of the column brings, too", heads, rows);
  }
}
