package sluice.pipeline.funnel;

import java.nio.file.Path;
import java.util.Optional;
import sluice.candidates.Eligibility;
import sluice.candidates.Retrieval;
import sluice.core.CandidateSource;
import sluice.core.FittingPart;
import sluice.core.Fold;
import sluice.core.Progress;
import sluice.core.Ranker;
import sluice.core.RankerTrainer;
import sluice.core.RankingSet;
import sluice.features.FeatureAssembler;
import sluice.funnel.FittedFunnel;
import sluice.funnel.FoldFitting;
import sluice.ingestion.split.Dataset;
import sluice.ingestion.split.Split;
import sluice.pipeline.config.PipelineConfig;

/**
 * The funnel's own fitting of one fold, in which a subclass can also break what retrieval and
 * features are fitted on.
 */
class NoPeekingFunnel extends FoldFitting {
  final Dataset data;
  final Fold fold;
  final PipelineConfig config;
  private final boolean excludeSeen;

  NoPeekingFunnel(Dataset data, Split split, PipelineConfig config, Path work) {
    super(split.folds().getFirst(), split.excludeSeen(), config.funnel(), work);
    this.data = data;
    this.fold = split.folds().getFirst();
    this.config = config;
    this.excludeSeen = split.excludeSeen();
  }

  /** Returns what embeddings, indexes, sources and item graphs are fitted on. */
  FittingPart retrievalPart(FittingPart right) {
    return right;
  }

  /** Returns what feature tables and affinities are fitted on. */
  FittingPart featuresPart(FittingPart right) {
    return right;
  }

  /** Returns what the rankers, and with them the scaler, are fitted on. */
  RankingSet rankerRows() {
    return train().set();
  }

  /** Fits the ranker that a config names. */
  Ranker ranker(String name) {
    RankerTrainer trainer =
        config.ranking().compare().stream().filter(t -> t.name().equals(name)).findFirst().get();
    return trainer.fit(rankerRows(), tune().set(), config.seed(), config.threads());
  }

  @Override
  protected FittedFunnel fit(FittingPart part, Optional<FittingPart> dated, boolean training) {
    FittedFunnel right = super.fit(part, dated, training);
    FittingPart forRetrieval = retrievalPart(part);
    FittingPart forFeatures = featuresPart(part);
    if (forRetrieval.equals(part) && forFeatures.equals(part)) {
      return right;
    }
    Retrieval retrieval =
        Retrieval.fit(
            forRetrieval,
            config.candidates(),
            config.seed(),
            config.threads(),
            tables(training),
            Progress.SILENT);
    FeatureAssembler assembler =
        FeatureAssembler.fit(
            forFeatures,
            innerPart(),
            forFeatures,
            retrieval.embeddings(),
            retrieval::graph,
            retrieval.sources().stream().map(CandidateSource::name).toList(),
            config.features(),
            tables(training),
            config.threads(),
            Progress.SILENT);
    return new FittedFunnel(
        part, retrieval, assembler, Eligibility.of(part, excludeSeen), config.seed());
  }
}
