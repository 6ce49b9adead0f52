package sluice.funnel;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import sluice.candidates.source.PopularitySource;
import sluice.candidates.source.SourceSettings;
import sluice.core.CandidateSource;
import sluice.core.Candidates;
import sluice.core.FeatureMatrix;
import sluice.core.FittingPart;
import sluice.core.RankedItems;
import sluice.core.Ranker;
import sluice.core.Request;
import sluice.core.TieBreak;
import sluice.features.FeatureAssembler;
import sluice.features.tables.LaterCounts;
import sluice.ranking.rerank.Slate;

/**
 * The whole funnel with the ranker that is served: the very stages that the report measured.
 *
 * <p>Immutable, safe for use by many threads, each with a {@link Worker} of its own.
 */
public final class Funnel {
  private final FittedFunnel fitted;
  private final Ranker ranker;
  private final Slate slate;
  private final PopularitySource popularity;

  /** Puts the stages together. */
  public Funnel(FittedFunnel fitted, Ranker ranker, Slate slate) {
    this(fitted, ranker, slate, popularity(fitted.part(), slate.size()));
  }

  /** Fits what is shown where no source has anything. */
  public static PopularitySource popularity(FittingPart part, int n) {
    return PopularitySource.fit(
        part,
        new SourceSettings.Popularity(
            "popularity", n, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY));
  }

  /**
   * Puts the stages together.
   *
   * @param popularity what is left when all else fails
   */
  public Funnel(FittedFunnel fitted, Ranker ranker, Slate slate, PopularitySource popularity) {
    this.fitted = Objects.requireNonNull(fitted, "fitted");
    this.ranker = Objects.requireNonNull(ranker, "ranker");
    this.slate = Objects.requireNonNull(slate, "slate");
    this.popularity = Objects.requireNonNull(popularity, "popularity");
  }

  /**
   * Returns the same funnel with counts that go on where the part ends.
   *
   * @param later counted for its part
   */
  public Funnel with(LaterCounts later) {
    FeatureAssembler goingOn = fitted.assembler().with(later);
    return new Funnel(fitted.with(goingOn), ranker, slate, popularity);
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

  /** Returns the most popular items a request may be given: what is left when all else fails. */
  public RankedItems popular(Request request, IntPredicate wanted, int n) {
    IntPredicate may = fitted.eligible(request);
    return popularity.retrieve(
        request, item -> may.test(item) && wanted.test(item), fitted.ties(request), n);
  }

  /** Returns one thread's memory and hands. */
  public Worker newWorker() {
    return new Worker();
  }

  /** One thread's way to ask the funnel; not thread-safe. */
  public final class Worker {
    private final FeatureAssembler.Scratch scratch = fitted.assembler().newScratch();
    private final FeatureMatrix features = new FeatureMatrix(fitted.assembler().schema(), 512);
    private float[] scores = new float[512];

    private Worker() {}

    /** Answers a request as the offline funnel does: every source in full, the config's slate. */
    public Trace answer(Request request) {
      return answer(request, item -> true, slate.size(), SourcePolicy.IN_FULL);
    }

    /**
     * Answers a request.
     *
     * @param request for whom, when, after what history
     * @param wanted which items the caller would have; asked besides what may be recommended at all
     * @param n how many items are shown, 1 or more
     * @param policy how sources are asked
     */
    public Trace answer(Request request, IntPredicate wanted, int n, SourcePolicy policy) {
      IntPredicate may = fitted.eligible(request);
      IntPredicate eligible = item -> may.test(item) && wanted.test(item);
      TieBreak ties = fitted.ties(request);
      List<SourceOutcome> outcomes = new ArrayList<>();
      List<RankedItems> lists = new ArrayList<>();
      int items = fitted.part().catalogue().size();
      for (CandidateSource source : fitted.retrieval().sources()) {
        SourceOutcome outcome =
            policy.ask(
                source.name(),
                items,
                () -> fitted.retrieval().retrieve(source, request, eligible, ties));
        outcomes.add(outcome);
        lists.add(outcome.list());
      }
      long start = System.nanoTime();
      Candidates candidates = fitted.retrieval().fuse(request, lists, ties);
      long fused = System.nanoTime();
      fitted.assembler().assemble(candidates, features, scratch);
      long assembled = System.nanoTime();
      int count = candidates.size();
      if (scores.length < count) {
        scores = new float[count + count / 2];
      }
      ranker.score(features, scores);
      RankedItems ranked = RankedItems.sort(candidates.fused().items(), scores, count, ties);
      long sorted = System.nanoTime();
      RankedItems shown = new Slate(slate.rerankers(), n).of(request, ranked);
      boolean popular = shown.size() == 0;
      if (popular) {
        shown = popular(request, wanted, n);
      }
      long end = System.nanoTime();
      return new Trace(
          request,
          outcomes,
          candidates,
          features,
          scores,
          ranked,
          shown,
          popular && shown.size() > 0,
          new Trace.Nanos(fused - start, assembled - fused, sorted - assembled, end - sorted));
    }
  }
}
