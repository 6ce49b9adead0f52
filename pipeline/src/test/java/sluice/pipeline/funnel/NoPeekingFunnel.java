package sluice.pipeline.funnel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import sluice.candidates.Eligibility;
import sluice.candidates.Retrieval;
import sluice.core.CandidateSource;
import sluice.core.FittingPart;
import sluice.core.Fold;
import sluice.core.JudgedRequest;
import sluice.core.Progress;
import sluice.core.Ranker;
import sluice.core.RankerTrainer;
import sluice.core.RankingSet;
import sluice.features.FeatureAssembler;
import sluice.funnel.FittedFunnel;
import sluice.ingestion.split.Dataset;
import sluice.ingestion.split.Split;
import sluice.pipeline.config.PipelineConfig;
import sluice.pipeline.run.StageClock;
import sluice.ranking.training.RequestFeatures;
import sluice.ranking.training.TrainingSetBuilder;

/**
 * The funnel of one fold, composed as {@link FoldFunnel} composes it, each stage made when first
 * asked for. What each stage is fitted on is a method of its own, so that a subclass can break
 * exactly one.
 */
class NoPeekingFunnel {
  final Dataset data;
  final Fold fold;
  final PipelineConfig config;
  private final boolean excludeSeen;
  private final Path work;
  private @Nullable FittedFunnel inner;
  private @Nullable FittedFunnel outer;
  private @Nullable RankingSet train;
  private @Nullable RankingSet tune;

  NoPeekingFunnel(Dataset data, Split split, PipelineConfig config, Path work) {
    this.data = data;
    this.fold = split.folds().getFirst();
    this.config = config;
    this.excludeSeen = split.excludeSeen();
    this.work = work;
  }

  /** Returns what the retrievers and features that make training rows are fitted on. */
  FittingPart innerPart() {
    return fold.inner();
  }

  /** Returns what embeddings, indexes and sources are fitted on. */
  FittingPart retrievalPart(FittingPart right) {
    return right;
  }

  /** Returns what feature tables, graphs of transitions and affinities are fitted on. */
  FittingPart featuresPart(FittingPart right) {
    return right;
  }

  /** Returns where negatives of the catalogue come from. */
  FittingPart negativesPart() {
    return innerPart();
  }

  /** Returns what the rankers, and with them the scaler, are fitted on. */
  RankingSet rankerRows() {
    return train();
  }

  FittedFunnel inner() {
    if (inner == null) {
      inner = fit(innerPart(), true);
    }
    return inner;
  }

  FittedFunnel outer() {
    if (outer == null) {
      outer = fit(fold.fitting(), false);
    }
    return outer;
  }

  RankingSet train() {
    if (train == null) {
      train = builder().train(fold.train(), features()).set();
    }
    return train;
  }

  RankingSet tune() {
    if (tune == null) {
      tune = builder().tune(fold.tune(), features()).set();
    }
    return tune;
  }

  /** Fits the ranker that a config names. */
  Ranker ranker(String name) {
    RankerTrainer trainer =
        config.ranking().compare().stream().filter(t -> t.name().equals(name)).findFirst().get();
    return trainer.fit(rankerRows(), tune(), config.seed(), config.threads());
  }

  /** Returns the folder with the feature tables of the inner or the whole fitting part. */
  Path tables(boolean training) {
    return work.resolve(training ? "inner" : "outer");
  }

  private TrainingSetBuilder builder() {
    return new TrainingSetBuilder(
        config.ranking().training(), negativesPart(), config.seed(), config.threads());
  }

  private Supplier<RequestFeatures> features() {
    ShiftSample sample = new ShiftSample(inner().assembler().schema(), 0, config.seed());
    return InnerFeatures.perThread(inner(), sample, List.<JudgedRequest>of());
  }

  /**
   * As {@link FunnelFitting#fit}, which the right composition calls; a broken one gives retrieval
   * and features parts of their own.
   */
  private FittedFunnel fit(FittingPart part, boolean training) {
    Path folder;
    try {
      folder = Files.createDirectories(tables(training));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    FittingPart forRetrieval = retrievalPart(part);
    FittingPart forFeatures = featuresPart(part);
    if (forRetrieval.equals(part) && forFeatures.equals(part)) {
      return FunnelFitting.fit(
          part, config, excludeSeen, training, folder, new StageClock(Progress.SILENT));
    }
    Retrieval retrieval =
        Retrieval.fitForTraining(
            forRetrieval,
            config.candidates(),
            config.seed(),
            config.threads(),
            folder,
            Progress.SILENT);
    FeatureAssembler assembler =
        FeatureAssembler.fit(
            forFeatures,
            retrieval.embeddings(),
            retrieval.sources().stream().map(CandidateSource::name).toList(),
            config.features(),
            folder,
            config.seed(),
            config.threads(),
            Progress.SILENT);
    return new FittedFunnel(
        part, retrieval, assembler, Eligibility.of(part, excludeSeen), config.seed());
  }
}
