package sluice.funnel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sluice.candidates.ForgettingSource;
import sluice.core.CandidateSource;
import sluice.core.JudgedRequest;
import sluice.core.ReportSection;
import sluice.core.ReportSection.Figure;

/**
 * Chooses for each source whose config leaves it open whether it forgets the history ({@link
 * ForgettingSource}): the better of two exponents on train requests of the nested split.
 *
 * <p>The quality is nDCG@10 plus recall, each as a ratio to that of the default; among equals the
 * default stays. The tune and test requests take no part.
 *
 * @param exponents by the names of sources
 * @param sections what the report says of the choice
 */
record ForgettingChoice(Map<String, Double> exponents, List<ReportSection> sections) {
  private static final int EXAMPLES = 400;
  private static final double[] TRIED = {ForgettingSource.DEFAULT, 0};

  ForgettingChoice {
    exponents = Map.copyOf(exponents);
    sections = List.copyOf(sections);
  }

  /** Says whether any source leaves it open. */
  static boolean open(FittedFunnel stages) {
    return stages.retrieval().all().stream().anyMatch(ForgettingChoice::open);
  }

  private static boolean open(CandidateSource source) {
    return source instanceof ForgettingSource f && f.exponent().isEmpty();
  }

  /** Chooses; where no request can be asked, the default. */
  static ForgettingChoice of(FittedFunnel stages, List<JudgedRequest> requests, int threads) {
    Map<String, Double> chosen = new LinkedHashMap<>();
    List<List<Object>> rows = new ArrayList<>();
    for (CandidateSource source : stages.retrieval().all()) {
      if (!(source instanceof ForgettingSource f) || f.exponent().isPresent()) {
        continue;
      }
      FusionQuality[] found = new FusionQuality[TRIED.length];
      int best = 0;
      for (int i = 0; i < TRIED.length; i++) {
        List<FusionExample> examples =
            FusionExample.of(requests, stages, List.of(f.forgetting(TRIED[i])), EXAMPLES, threads);
        found[i] =
            FusionQuality.of(
                e -> e.lists().getFirst(), examples, stages.retrieval().items(), threads);
        best = found[i].against(found[0]) > found[best].against(found[0]) ? i : best;
      }
      chosen.put(source.name(), TRIED[best]);
      rows.add(
          List.of(
              source.name(),
              TRIED[best],
              Figure.measure(found[0].ndcg()),
              Figure.measure(found[1].ndcg()),
              Figure.measure(found[0].recall()),
              Figure.measure(found[1].recall())));
    }
    String text =
        "An item of the history that n others followed counts (1 + n)^−d. For each source, d is"
            + " what finds more for train requests of the nested split.";
    return new ForgettingChoice(
        chosen,
        List.of(
            new ReportSection(
                "forgetting",
                "How fast the sources forget the history",
                List.of(
                    new ReportSection.Text(text),
                    new ReportSection.Table(
                        "Sources on train requests, with d = 0.5 and with d = 0",
                        List.of(
                            "source",
                            "d",
                            "nDCG@10, 0.5",
                            "nDCG@10, 0",
                            "recall, 0.5",
                            "recall, 0"),
                        rows)))));
  }
}
