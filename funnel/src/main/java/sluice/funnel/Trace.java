package sluice.funnel;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import sluice.core.Candidates;
import sluice.core.FeatureMatrix;
import sluice.core.RankedItems;
import sluice.core.Request;
import sluice.ranking.calibration.Calibrator;

/**
 * One request's way through the funnel: what each stage was given, made and took.
 *
 * @param request the question
 * @param sources what became of each source, in the order of the config
 * @param candidates what fusion made of their lists
 * @param features the rows that were scored, one a candidate in fusion's order; valid until the
 *     worker's next request
 * @param scores the served ranker's, one a row; valid as long
 * @param ranked the candidates in the ranker's order
 * @param reranked what each re-ranker made of it, in their order
 * @param slate what is shown
 * @param propensities how probable each of the slate was at its place; empty where nothing is
 *     drawn, shorter where the slate is filled up
 * @param filled how many of the slate's last places are popularity, because the stages brought
 *     fewer than are shown
 * @param calibrator the probabilities of the served ranker's scores, where they have any
 * @param nanos how long fusion, features, ranking and re-ranking took
 */
@SuppressWarnings("ArrayRecordComponent") // told apart by request, never compared by value
public record Trace(
    Request request,
    List<SourceOutcome> sources,
    Candidates candidates,
    FeatureMatrix features,
    float[] scores,
    RankedItems ranked,
    List<Reranked> reranked,
    RankedItems slate,
    double[] propensities,
    int filled,
    Optional<Calibrator> calibrator,
    Nanos nanos) {
  /** Copies the lists. */
  public Trace {
    sources = List.copyOf(sources);
    reranked = List.copyOf(reranked);
  }

  /**
   * The list of one re-ranker.
   *
   * @param reranker its name
   * @param list all of it, not cut to what is shown
   * @param nanos how long it took
   */
  public record Reranked(String reranker, RankedItems list, long nanos) {}

  /**
   * Nanoseconds a stage took.
   *
   * @param fusion making one list
   * @param features filling rows
   * @param ranking scoring and sorting
   * @param reranking making the slate
   */
  public record Nanos(long fusion, long features, long ranking, long reranking) {}

  /** Returns how probable it was that the item of a place of the slate stands there. */
  public double propensity(int place) {
    return place < propensities.length ? propensities[place] : 1;
  }

  /** Says whether the slate is popularity alone, because the stages brought nothing. */
  public boolean popular() {
    return filled > 0 && filled == slate.size();
  }

  /**
   * Returns the probability that an item of the slate is relevant; empty where nothing ranked it.
   */
  public OptionalDouble probability(int place) {
    return place >= slate.size() - filled || calibrator.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(calibrator.get().probability(slate.score(place)));
  }

  /** Returns the names of the sources whose lists do not count. */
  public List<String> leftOut() {
    return sources.stream()
        .filter(s -> s.status() != SourceOutcome.Status.ANSWERED)
        .map(SourceOutcome::source)
        .toList();
  }
}
