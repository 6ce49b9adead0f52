package sluice.funnel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.ToIntFunction;
import sluice.candidates.Eligibility;
import sluice.candidates.Retrieval;
import sluice.candidates.fusion.FusionWeights;
import sluice.core.CandidateSource;
import sluice.core.Candidates;
import sluice.core.FeatureMatrix;
import sluice.core.FittingPart;
import sluice.core.RankedItems;
import sluice.core.Request;
import sluice.core.TieBreak;
import sluice.features.FeatureAssembler;

/**
 * Retrieval and features fitted on one part: turns a request into candidates with feature rows.
 *
 * <p>Everything in it is a function of the part, the settings and the seed. Safe for use by many
 * threads.
 */
public class FittedFunnel {
  private final FittingPart part;
  private final Retrieval retrieval;
  private final FeatureAssembler assembler;
  private final Eligibility eligibility;
  private final long seed;

  /**
   * Puts the stages together.
   *
   * @param part what they were fitted on
   * @param retrieval sources and fusion
   * @param assembler feature rows
   * @param eligibility which items may be recommended for a request
   * @param seed of ties
   */
  public FittedFunnel(
      FittingPart part,
      Retrieval retrieval,
      FeatureAssembler assembler,
      Eligibility eligibility,
      long seed) {
    this.part = Objects.requireNonNull(part, "part");
    this.retrieval = Objects.requireNonNull(retrieval, "retrieval");
    this.assembler = Objects.requireNonNull(assembler, "assembler");
    this.eligibility = Objects.requireNonNull(eligibility, "eligibility");
    this.seed = seed;
  }

  /**
   * Fits both stages.
   *
   * @param part what may be learned from
   * @param inner the part that rankers are trained on, which decides what features there are
   * @param dated what counts are read of as of a request's time, where not of the part itself
   * @param settings of the stages; without a ranker no features are made
   * @param excludeSeen whether items of the history may not come back
   * @param name of the part, for the steps
   * @param folder an existing folder for tables and indexes
   * @param steps notified of each step
   */
  public static FittedFunnel fit(
      FittingPart part,
      FittingPart inner,
      Optional<FittingPart> dated,
      FunnelSettings settings,
      boolean excludeSeen,
      String name,
      Path folder,
      StepTimer steps) {
    Retrieval retrieval =
        steps.time(
            "candidate-gen: fit on the " + name + " part",
            () ->
                Retrieval.fit(
                    part,
                    settings.candidates(),
                    settings.seed(),
                    settings.threads(),
                    folder,
                    steps.progress()));
    List<String> sources = retrieval.sources().stream().map(CandidateSource::name).toList();
    FeatureAssembler assembler =
        settings.ranks()
            ? steps.time(
                "features: tables of the " + name + " part",
                () ->
                    FeatureAssembler.fit(
                        part,
                        inner,
                        dated.orElse(part),
                        retrieval.embeddings(),
                        retrieval::graph,
                        sources,
                        settings.features(),
                        folder,
                        settings.threads(),
                        steps.progress()))
            : FeatureAssembler.none(part, sources, settings.features());
    Eligibility eligibility = Eligibility.of(part, excludeSeen);
    return new FittedFunnel(part, retrieval, assembler, eligibility, settings.seed());
  }

  /** Returns the same with other feature rows. */
  FittedFunnel with(FeatureAssembler next) {
    return new FittedFunnel(part, retrieval, next, eligibility, seed);
  }

  /** Returns the same with other weights of fusion. */
  FittedFunnel with(FusionWeights weights) {
    return new FittedFunnel(part, retrieval.with(weights), assembler, eligibility, seed);
  }

  /** Returns the same with sources that forget as was chosen. */
  FittedFunnel with(ForgettingChoice choice) {
    return new FittedFunnel(
        part, retrieval.forgetting(choice.exponents()), assembler, eligibility, seed);
  }

  /** Returns what the stages were fitted on. */
  public FittingPart part() {
    return part;
  }

  /** Returns sources and fusion. */
  public Retrieval retrieval() {
    return retrieval;
  }

  /** Returns what makes feature rows. */
  public FeatureAssembler assembler() {
    return assembler;
  }

  /** Returns the seed of ties. */
  public long seed() {
    return seed;
  }

  /** Returns which items may be recommended; valid for this thread until its next request. */
  public IntPredicate eligible(Request request) {
    return eligibility.forRequest(request);
  }

  /** Returns the order among equal scores. */
  public TieBreak ties(Request request) {
    return TieBreak.of(seed, request, part.catalogue());
  }

  /** Returns what one source, fused or compared, brings. */
  public RankedItems list(CandidateSource source, Request request) {
    return list(source, request, eligible(request), retrieval.n(source));
  }

  /** Returns what one source brings of some items. */
  public RankedItems list(CandidateSource source, Request request, IntPredicate among, int n) {
    return source.retrieve(request, among, ties(request), n);
  }

  /** Returns the fused candidates of a request. */
  public Candidates candidates(Request request) {
    return candidates(
        request, eligible(request), retrieval::n, SourcePolicy.IN_FULL, StageObserver.NONE);
  }

  /**
   * Asks every source and fuses what those bring that are fused.
   *
   * @param among which items may come back
   * @param n how many a source is asked for
   * @param policy how sources are asked
   * @param observer notified of each source and of the fused list
   */
  public Candidates candidates(
      Request request,
      IntPredicate among,
      ToIntFunction<CandidateSource> n,
      SourcePolicy policy,
      StageObserver observer) {
    int items = part.catalogue().size();
    List<RankedItems> lists = new ArrayList<>();
    for (CandidateSource source : retrieval.all()) {
      SourceOutcome outcome =
          policy.ask(
              source.name(), items, () -> list(source, request, among, n.applyAsInt(source)));
      observer.source(outcome);
      if (lists.size() < retrieval.sources().size()) {
        lists.add(outcome.list());
      }
    }
    long start = System.nanoTime();
    Candidates candidates = retrieval.fuse(request, lists, ties(request));
    observer.fused(candidates, System.nanoTime() - start);
    return candidates;
  }

  /** Fills the feature rows of candidates, one each in their order. */
  public void features(
      Candidates candidates, FeatureMatrix into, FeatureAssembler.Scratch scratch) {
    assembler.assemble(candidates, into, scratch);
  }

  /** Returns the feature rows of a request's candidates, in their order. */
  public FeatureMatrix features(Request request) {
    FeatureMatrix rows = new FeatureMatrix(assembler.schema(), 1);
    features(candidates(request), rows, assembler.newScratch());
    return rows;
  }
}
