package sluice.funnel;

import java.util.ArrayList;
import java.util.List;
import sluice.core.CandidateSource;
import sluice.core.JudgedRequest;
import sluice.core.Parallel;
import sluice.core.RankedItems;
import sluice.core.TieBreak;

/**
 * A judged request with the list of every source: what weights of fusion are found on.
 *
 * @param judged the request and what was held out for it
 * @param lists one a fused source
 * @param ties the order among equals
 */
record FusionExample(JudgedRequest judged, List<RankedItems> lists, TieBreak ties) {
  FusionExample {
    lists = List.copyOf(lists);
  }

  /**
   * Asks the sources for the requests that have a relevant item, at most so many, in the order of a
   * hash.
   */
  static List<FusionExample> of(
      List<JudgedRequest> requests, FittedFunnel stages, int most, int threads) {
    return of(requests, stages, stages.retrieval().sources(), most, threads);
  }

  /** Asks other sources of the same names. */
  static List<FusionExample> of(
      List<JudgedRequest> requests,
      FittedFunnel stages,
      List<CandidateSource> sources,
      int most,
      int threads) {
    List<JudgedRequest> chosen =
        JudgedRequest.shuffled(requests, stages.seed(), "fusion").stream().limit(most).toList();
    FusionExample[] made = new FusionExample[chosen.size()];
    Parallel.run(
        threads,
        made.length,
        () -> stages,
        (i, fitted) -> {
          JudgedRequest judged = chosen.get(i);
          List<RankedItems> lists = new ArrayList<>();
          for (CandidateSource source : sources) {
            lists.add(fitted.list(source, judged.request()));
          }
          made[i] = new FusionExample(judged, lists, fitted.ties(judged.request()));
        });
    return List.of(made);
  }
}
