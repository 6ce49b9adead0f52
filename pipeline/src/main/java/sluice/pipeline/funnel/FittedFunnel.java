package sluice.pipeline.funnel;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import sluice.candidates.Eligibility;
import sluice.candidates.Retrieval;
import sluice.core.CandidateSource;
import sluice.core.Candidates;
import sluice.core.FittingPart;
import sluice.core.Request;
import sluice.core.TieBreak;
import sluice.features.FeatureAssembler;
import sluice.pipeline.config.PipelineConfig;
import sluice.pipeline.run.StageClock;

/**
 * Retrieval and features fitted on one part: turns a request into candidates with feature rows.
 *
 * <p>Everything in it is a function of the part, the config and the seed. Safe for use by many
 * threads.
 *
 * @param part what it was fitted on
 * @param retrieval sources and fusion
 * @param assembler feature rows
 * @param eligibility which items may be recommended for a request
 * @param seed of ties
 */
record FittedFunnel(
    FittingPart part,
    Retrieval retrieval,
    FeatureAssembler assembler,
    Eligibility eligibility,
    long seed) {

  /**
   * Fits both stages.
   *
   * @param training whether this is the inner part, which only makes training rows
   * @param folder an existing folder for tables and indexes
   */
  static FittedFunnel fit(
      FittingPart part,
      PipelineConfig config,
      boolean excludeSeen,
      boolean training,
      Path folder,
      StageClock clock) {
    return fit(part, Optional.empty(), config, excludeSeen, training, folder, clock);
  }

  /**
   * As the other {@code fit}, with counts that go on after the part's end.
   *
   * @param dated what counts are read of as of a request's time, where not of the part itself
   */
  static FittedFunnel fit(
      FittingPart part,
      Optional<FittingPart> dated,
      PipelineConfig config,
      boolean excludeSeen,
      boolean training,
      Path folder,
      StageClock clock) {
    String which = training ? "inner" : "whole fitting";
    Retrieval retrieval =
        clock.time(
            "candidate-gen: fit on the " + which + " part",
            () ->
                training
                    ? Retrieval.fitForTraining(
                        part,
                        config.candidates(),
                        config.seed(),
                        config.threads(),
                        folder,
                        clock.progress())
                    : Retrieval.fit(
                        part,
                        config.candidates(),
                        config.seed(),
                        config.threads(),
                        folder,
                        clock.progress()));
    List<String> sources = retrieval.sources().stream().map(CandidateSource::name).toList();
    FeatureAssembler assembler =
        config.ranks()
            ? clock.time(
                "features: tables of the " + which + " part",
                () ->
                    dated.isPresent()
                        ? FeatureAssembler.fit(
                            part,
                            dated.get(),
                            retrieval.embeddings(),
                            sources,
                            config.features(),
                            folder,
                            config.seed(),
                            config.threads(),
                            clock.progress())
                        : FeatureAssembler.fit(
                            part,
                            retrieval.embeddings(),
                            sources,
                            config.features(),
                            folder,
                            config.seed(),
                            config.threads(),
                            clock.progress()))
            : FeatureAssembler.none(part, sources, config.features());
    return new FittedFunnel(
        part, retrieval, assembler, Eligibility.of(part, excludeSeen), config.seed());
  }

  /** Returns which items may be recommended; valid for this thread until its next request. */
  IntPredicate eligible(Request request) {
    return eligibility.forRequest(request);
  }

  /** Returns the order among equal scores. */
  TieBreak ties(Request request) {
    return TieBreak.of(seed, request, part.catalogue());
  }

  /** Returns the fused candidates of a request. */
  Candidates candidates(Request request) {
    return retrieval.candidates(request, eligible(request), ties(request));
  }
}
