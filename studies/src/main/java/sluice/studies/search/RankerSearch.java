package sluice.studies.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import sluice.core.Randomness;

/**
 * Searches the settings of a ranker: proposes them, has them judged, and keeps what came of it.
 *
 * <p>The trials are a function of the seed and of the scores; time decides only how many there are.
 * Trials that a log holds are not judged again. Not thread-safe.
 */
public final class RankerSearch {
  private static final int RATE = 3;

  private final SearchSettings settings;
  private final SearchSpace space;
  private final long seed;
  private final Judge judge;
  private final Optional<TrialLog> log;
  private final List<SearchTrial> known;
  private final List<SearchTrial> done = new ArrayList<>();

  /** Trains a ranker and measures it. */
  @FunctionalInterface
  public interface Judge {
    /**
     * Returns nDCG@10 on the tune part.
     *
     * @param settings that differ from those the search began with
     * @param share of the training requests to train on
     */
    double score(Map<String, Object> settings, double share);
  }

  /**
   * Prepares.
   *
   * @param log keeps each trial as it ends
   */
  public RankerSearch(
      SearchSettings settings, SearchSpace space, long seed, Judge judge, Optional<TrialLog> log) {
    this.settings = settings;
    this.space = space;
    this.seed = seed;
    this.judge = judge;
    this.log = log;
    this.known = log.map(TrialLog::trials).orElse(List.of());
  }

  /** Searches; returns the trials in their order, one at least. */
  public List<SearchTrial> run() {
    if (settings.type() == SearchSettings.Type.HALVING) {
      halve();
    } else {
      for (int n = 0; n < settings.trials() && timeIsLeft(); n++) {
        judge(propose(n), 1);
      }
    }
    return List.copyOf(done);
  }

  /**
   * Returns the best of some trials: of those on the greatest share the one with the highest score,
   * the first among equals.
   */
  public static SearchTrial best(List<SearchTrial> trials) {
    return trials.stream().min(BEST).orElseThrow();
  }

  private static final Comparator<SearchTrial> BEST =
      Comparator.comparingDouble((SearchTrial t) -> -t.share())
          .thenComparingDouble(t -> -t.score())
          .thenComparingInt(SearchTrial::number);

  private List<Double> propose(int n) {
    if (n == 0) {
      return List.of();
    }
    SplittableRandom random = Randomness.generator(seed, "search", n);
    List<SearchTrial> drawn = done.stream().filter(t -> !t.point().isEmpty()).toList();
    double[] point =
        settings.type() != SearchSettings.Type.TPE
                || drawn.size() < ParzenEstimator.UNIFORM
                || n % ParzenEstimator.EVERY == 0
            ? space.draw(random)
            : new ParzenEstimator(
                    space,
                    drawn.stream().map(RankerSearch::point).toList(),
                    drawn.stream().map(SearchTrial::score).toList())
                .propose(random);
    return Arrays.stream(point).boxed().toList();
  }

  private static double[] point(SearchTrial trial) {
    return trial.point().stream().mapToDouble(Double::doubleValue).toArray();
  }

  private void halve() {
    List<List<Double>> round = new ArrayList<>();
    for (int n = 0; n < settings.trials(); n++) {
      round.add(propose(n));
    }
    double share = 1;
    for (int n = round.size(); n >= RATE; n /= RATE) {
      share /= RATE;
    }
    while (true) {
      int first = done.size();
      for (List<Double> point : round) {
        if (!timeIsLeft()) {
          return;
        }
        judge(point, share);
      }
      if (share > 0.99) {
        return;
      }
      List<SearchTrial> judged = done.subList(first, done.size());
      round =
          judged.stream()
              .sorted(BEST)
              .limit(Math.max(1, judged.size() / RATE))
              .map(SearchTrial::point)
              .toList();
      share = Math.min(1, share * RATE);
    }
  }

  private boolean timeIsLeft() {
    double seconds = done.stream().mapToDouble(SearchTrial::seconds).sum();
    return done.isEmpty() || seconds < settings.minutes() * 60;
  }

  private void judge(List<Double> point, double share) {
    int number = done.size();
    if (number < known.size()) {
      done.add(known.get(number));
      return;
    }
    Map<String, Object> at =
        point.isEmpty()
            ? Map.of()
            : space.at(point.stream().mapToDouble(Double::doubleValue).toArray());
    long start = System.nanoTime();
    double score = judge.score(at, share);
    double seconds = (System.nanoTime() - start) / 1e9;
    SearchTrial trial = new SearchTrial(number, point, at, share, score, seconds);
    done.add(trial);
    log.ifPresent(l -> l.add(trial));
  }
}
