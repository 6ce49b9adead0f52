package sluice.pipeline.funnel;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import sluice.candidates.Eligibility;
import sluice.candidates.Retrieval;
import sluice.core.CandidateSource;
import sluice.core.FittingPart;
import sluice.features.FeatureAssembler;
import sluice.funnel.FittedFunnel;
import sluice.pipeline.config.PipelineConfig;
import sluice.pipeline.run.StageClock;

/** The fitting of a {@link FittedFunnel}: retrieval, then features, each told to the clock. */
final class FunnelFitting {
  private FunnelFitting() {}

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
}
