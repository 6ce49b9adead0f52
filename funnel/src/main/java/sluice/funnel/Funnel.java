package sluice.funnel;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntPredicate;
import sluice.candidates.source.PopularitySource;
import sluice.core.Candidates;
import sluice.core.FeatureMatrix;
import sluice.core.FittingPart;
import sluice.core.RankedItems;
import sluice.core.Ranker;
import sluice.core.ReRanker;
import sluice.core.Request;
import sluice.core.TieBreak;
import sluice.features.FeatureAssembler;
import sluice.features.tables.LaterCounts;
import sluice.ranking.calibration.Calibrator;
import sluice.ranking.rerank.Slate;

/**
 * The whole fitted funnel, and the only code that takes a request through it: sources, fusion,
 * features, ranker, re-rankers, slate.
 *
 * <p>Offline evaluation, audit, checks, explanations, batch, replay and the server all walk it.
 * Immutable, safe for use by many threads, each with a {@link Walker} of its own.
 */
public final class Funnel {
  private final FittedFunnel fitted;
  private final Ranker ranker;
  private final List<Ranker> compared;
  private final Slate slate;
  private final PopularitySource popularity;
  private final Optional<Calibrator> calibrator;

  /** Puts the stages together, with what is popular in the part as the last resort. */
  public Funnel(FittedFunnel fitted, Ranker ranker, List<Ranker> compared, Slate slate) {
    this(fitted, ranker, compared, slate, popularity(fitted.part()), Optional.empty());
  }

  /**
   * Puts the stages together.
   *
   * @param fitted retrieval and features
   * @param ranker the one that is served
   * @param compared rankers that order the same candidates for a report; none where requests are
   *     served
   * @param slate re-rankers and size
   * @param popularity what is shown where all stages bring nothing
   * @param calibrator the probabilities of the served ranker's scores, where they have any
   */
  public Funnel(
      FittedFunnel fitted,
      Ranker ranker,
      List<Ranker> compared,
      Slate slate,
      PopularitySource popularity,
      Optional<Calibrator> calibrator) {
    this.fitted = Objects.requireNonNull(fitted, "fitted");
    this.ranker = Objects.requireNonNull(ranker, "ranker");
    this.compared = List.copyOf(compared);
    this.slate = Objects.requireNonNull(slate, "slate");
    this.popularity = Objects.requireNonNull(popularity, "popularity");
    this.calibrator = calibrator;
  }

  private static PopularitySource popularity(FittingPart part) {
    return PopularitySource.fit(
        "popularity", part, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /**
   * Returns the same funnel with counts that go on where the part ends.
   *
   * @param later counted for its part
   */
  public Funnel with(LaterCounts later) {
    FeatureAssembler goingOn = fitted.assembler().with(later);
    return new Funnel(fitted.with(goingOn), ranker, compared, slate, popularity, calibrator);
  }

  /** Returns the same funnel with probabilities of the served ranker's scores. */
  public Funnel with(Calibrator fitting) {
    return new Funnel(fitted, ranker, compared, slate, popularity, Optional.of(fitting));
  }

  /** Returns the same funnel with another slate. */
  public Funnel with(Slate other) {
    return new Funnel(fitted, ranker, compared, other, popularity, calibrator);
  }

  /** Returns the probabilities of the served ranker's scores; empty where they have none. */
  public Optional<Calibrator> calibrator() {
    return calibrator;
  }

  /** Returns retrieval and features. */
  public FittedFunnel fitted() {
    return fitted;
  }

  /** Returns the ranker that is served. */
  public Ranker ranker() {
    return ranker;
  }

  /** Returns what makes slates. */
  public Slate slate() {
    return slate;
  }

  /** Returns what is left when all else fails. */
  public PopularitySource popularity() {
    return popularity;
  }

  /** Returns which items a request may be given; valid for this thread until its next request. */
  public IntPredicate eligible(Request request) {
    return slate.allowed(request, fitted.eligible(request));
  }

  /** Returns the most popular items a request may be given: what is left when all else fails. */
  public RankedItems popular(Request request, IntPredicate wanted, int n) {
    return fitted.list(popularity, request, eligible(request).and(wanted), n);
  }

  /** Fills a slate up with what is popular, where it has fewer items than are shown. */
  public RankedItems filled(RankedItems chosen, Request request, IntPredicate wanted, int n) {
    if (chosen.size() >= n) {
      return chosen;
    }
    BitSet has = new BitSet();
    for (int place = 0; place < chosen.size(); place++) {
      has.set(chosen.item(place));
    }
    return chosen.then(
        popular(request, item -> !has.get(item) && wanted.test(item), n - chosen.size()));
  }

  /** Returns one thread's way through the funnel, with its memory. */
  public Walker newWalker() {
    return new Walker();
  }

  /** Takes requests through the funnel, one after the other; for one thread. */
  public final class Walker {
    private final FeatureAssembler.Scratch scratch = fitted.assembler().newScratch();
    private final FeatureMatrix features = new FeatureMatrix(fitted.assembler().schema(), 512);
    private float[] scores = new float[512];
    private float[] others = new float[0];

    private Walker() {}

    /** Walks as the offline evaluation does: every source in full, the config's slate. */
    public Trace walk(Request request) {
      return walk(request, item -> true, slate.size(), SourcePolicy.IN_FULL, StageObserver.NONE);
    }

    /** Walks and tells nobody of the stages. */
    public Trace walk(Request request, IntPredicate wanted, int n, SourcePolicy policy) {
      return walk(request, wanted, n, policy, StageObserver.NONE);
    }

    /**
     * Walks.
     *
     * @param request for whom, when, after what history
     * @param wanted which items the caller would have; asked besides what may be recommended at all
     * @param n how many items are shown, 1 or more
     * @param policy how sources are asked
     * @param observer told what each stage made
     */
    public Trace walk(
        Request request, IntPredicate wanted, int n, SourcePolicy policy, StageObserver observer) {
      IntPredicate may = eligible(request).and(wanted);
      Stages stages = new Stages(observer);
      TieBreak ties = fitted.ties(request);
      Candidates candidates =
          slate.brings(
              fitted.candidates(request, may, fitted.retrieval()::n, policy, stages), may, ties);
      long start = System.nanoTime();
      fitted.features(candidates, features, scratch);
      long assembled = System.nanoTime();
      observer.features(candidates, features, assembled - start);
      scores = roomFor(candidates.size(), scores);
      RankedItems ranked = order(ranker, candidates, scores, observer);
      long sorted = System.nanoTime();
      for (Ranker other : compared) {
        others = roomFor(candidates.size(), others);
        order(other, candidates, others, observer);
      }
      long rerank = System.nanoTime();
      Slate.Drawn drawn = slate.of(request, ranked, n, ties, stages::reranked);
      RankedItems chosen = drawn.items();
      RankedItems shown = filled(chosen, request, wanted, n);
      long end = System.nanoTime();
      observer.shown(shown, end - rerank);
      return new Trace(
          request,
          stages.outcomes(fitted.retrieval().sources().size()),
          candidates,
          features,
          scores,
          ranked,
          stages.reranked,
          shown,
          drawn.propensities(),
          shown.size() - chosen.size(),
          calibrator,
          new Trace.Nanos(stages.fusion, assembled - start, sorted - assembled, end - rerank));
    }

    private RankedItems order(
        Ranker by, Candidates candidates, float[] into, StageObserver observer) {
      long start = System.nanoTime();
      by.score(features, into);
      TieBreak ties = fitted.ties(candidates.request());
      RankedItems order =
          RankedItems.sort(candidates.fused().items(), into, candidates.size(), ties);
      observer.ranked(by, order, System.nanoTime() - start);
      return order;
    }

    private float[] roomFor(int count, float[] array) {
      return array.length < count ? new float[count + count / 2] : array;
    }
  }

  /** Keeps what the trace holds of sources, fusion and re-rankers, and passes it on. */
  private static final class Stages implements StageObserver {
    private final StageObserver next;
    private final List<SourceOutcome> outcomes = new ArrayList<>();
    private final List<Trace.Reranked> reranked = new ArrayList<>();
    private long fusion;

    Stages(StageObserver next) {
      this.next = next;
    }

    @Override
    public void source(SourceOutcome outcome) {
      outcomes.add(outcome);
      next.source(outcome);
    }

    @Override
    public void fused(Candidates candidates, long nanos) {
      fusion = nanos;
      next.fused(candidates, nanos);
    }

    @Override
    public void reranked(ReRanker by, RankedItems before, RankedItems after, long nanos) {
      reranked.add(new Trace.Reranked(by.name(), after, nanos));
      next.reranked(by, before, after, nanos);
    }

    List<SourceOutcome> outcomes(int sources) {
      return outcomes.subList(0, sources);
    }
  }
}
