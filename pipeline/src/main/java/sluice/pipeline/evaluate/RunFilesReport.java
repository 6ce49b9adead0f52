package sluice.pipeline.evaluate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import sluice.evaluation.Judgements;
import sluice.evaluation.Measure;
import sluice.evaluation.UserValues;
import sluice.evaluation.report.EvaluationReport;
import sluice.evaluation.report.FunnelTable;
import sluice.evaluation.report.Quality;
import sluice.evaluation.report.Reproduction;
import sluice.evaluation.report.Slices;
import sluice.evaluation.slices.Slice;
import sluice.pipeline.Version;

/** The report on run files: the same as a run's, without what only a funnel knows. */
public final class RunFilesReport {
  private RunFilesReport() {}

  /**
   * Judges.
   *
   * @param measures the first is the one the verdict is about
   * @param command the command line that repeats it
   * @param seed of resamples and flips
   * @param threads how many threads, 1 or more
   */
  public static EvaluationReport of(
      RunFiles files, List<Measure> measures, String command, long seed, int threads) {
    Judgements judged = files.judgements();
    UserValues values = UserValues.of(judged, files.runs(), measures, Optional.empty(), threads);
    Quality quality =
        Quality.of(values, measures.getFirst(), best(values, measures.getFirst()), seed, threads);
    EvaluationReport.Builder report =
        EvaluationReport.builder(
            "Evaluation of run files", quality, new FunnelTable(judged.itemBound(), List.of()));
    report
        .dataset("users", judged.users())
        .dataset("judgements", judged.start(judged.users()))
        .dataset("items judged", judged.itemBound())
        .protocol("type", "judgements and lists as given")
        .protocol("order", "score descending as float32, then item id descending")
        .protocol("baseline", files.runs().getFirst().system());
    files.notes().forEach(report::note);
    List<Slice> slices = byRelevant(judged);
    if (slices.size() > 1) {
      report.slice(
          Slices.byUser(
              "slice-relevant",
              "Users by the number of their relevant items",
              values,
              measures.getFirst(),
              slices));
    }
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("seed", Long.toString(seed));
    facts.put("threads", Integer.toString(threads));
    facts.put("sluice", Version.current());
    return report.reproduction(new Reproduction("", command, Map.of(), facts)).build();
  }

  private static String best(UserValues values, Measure headline) {
    int best = 0;
    for (int s = 1; s < values.systems().size(); s++) {
      if (values.mean(headline, s) > values.mean(headline, best)) {
        best = s;
      }
    }
    return values.systems().get(best).name();
  }

  private static List<Slice> byRelevant(Judgements judged) {
    int[] relevant = new int[judged.users()];
    for (int u = 0; u < relevant.length; u++) {
      for (int row = judged.start(u); row < judged.start(u + 1); row++) {
        relevant[u] += judged.gain(row) > 0 ? 1 : 0;
      }
    }
    int[][] ranges = {{1, 1}, {2, 4}, {5, 9}, {10, 49}, {50, Integer.MAX_VALUE}};
    return IntStream.range(0, ranges.length)
        .mapToObj(r ->
            Slice.of(
                "relevant items",
                ranges[r][0] == ranges[r][1]
                    ? "" + ranges[r][0]
                    : r == ranges.length - 1
                        ? ranges[r][0] + " and more"
                        : ranges[r][0] + " – " + ranges[r][1],
                relevant.length,
                u -> relevant[u] >= ranges[r][0] && relevant[u] <= ranges[r][1]))
        .filter(s -> s.size() > 0)
        .toList();
  }
}
