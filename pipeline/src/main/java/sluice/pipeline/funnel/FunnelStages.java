package sluice.pipeline.funnel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import sluice.core.CandidateSource;
import sluice.core.Candidates;
import sluice.core.Embedding;
import sluice.core.FeatureMatrix;
import sluice.core.FittingPart;
import sluice.core.Fold;
import sluice.core.RankedItems;
import sluice.core.Ranker;
import sluice.core.RankingSet;
import sluice.core.Request;
import sluice.features.graph.ItemGraph;
import sluice.funnel.FittedFunnel;
import sluice.ingestion.split.Split;
import sluice.pipeline.audit.AuditedFunnel;
import sluice.pipeline.config.PipelineConfig;
import sluice.pipeline.run.StageClock;
import sluice.ranking.training.RequestFeatures;
import sluice.ranking.training.TrainingSetBuilder;

/**
 * The funnel of the first fold, composed as {@link FoldFunnel} composes it of the same {@link
 * FittedFunnel}s, each stage made when first asked for and open to an audit. Not thread-safe.
 */
class FunnelStages implements AuditedFunnel {
  private final Fold fold;
  private final boolean excludeSeen;
  private final PipelineConfig config;
  private final Path work;
  private final StageClock clock;
  private @Nullable FittedFunnel inner;
  private @Nullable FittedFunnel outer;
  private @Nullable RankingSet train;
  private @Nullable RankingSet tune;

  FunnelStages(Split split, PipelineConfig config, Path work, StageClock clock) {
    this.fold = split.folds().getFirst();
    this.excludeSeen = split.excludeSeen();
    this.config = config;
    this.work = work;
    this.clock = clock;
  }

  /** Fits retrieval and features. */
  FittedFunnel fit(FittingPart part, boolean training) {
    return FunnelFitting.fit(part, config, excludeSeen, training, tables(training), clock);
  }

  /** Returns the part that training's retrievers are fitted on. */
  FittingPart innerPart() {
    return fold.inner();
  }

  /** Returns where negatives of the catalogue come from. */
  FittingPart negativesPart() {
    return fold.inner();
  }

  @Override
  public Fold fold() {
    return fold;
  }

  @Override
  public Stage stage(boolean training) {
    return new Fitted(fitted(training), tables(training));
  }

  private FittedFunnel fitted(boolean training) {
    if (training) {
      inner = inner == null ? fit(innerPart(), true) : inner;
      return inner;
    }
    outer = outer == null ? fit(fold.fitting(), false) : outer;
    return outer;
  }

  @Override
  public RankingSet train() {
    train = train == null ? builder().train(fold.train(), features()).set() : train;
    return train;
  }

  @Override
  public RankingSet tune() {
    tune = tune == null ? builder().tune(fold.tune(), features()).set() : tune;
    return tune;
  }

  @Override
  public List<Ranker> rankers() {
    RankingSet rows = train();
    boolean positive = false;
    boolean negative = false;
    for (int row = 0; row < rows.rows(); row++) {
      positive |= rows.label(row) > 0;
      negative |= rows.label(row) <= 0;
    }
    if (!positive || !negative) {
      return List.of();
    }
    return config.ranking().compare().stream()
        .map(t -> t.fit(rows, tune(), config.seed(), config.threads()))
        .toList();
  }

  private TrainingSetBuilder builder() {
    return new TrainingSetBuilder(
        config.ranking().training(), negativesPart(), config.seed(), config.threads());
  }

  private Supplier<RequestFeatures> features() {
    FittedFunnel stage = fitted(true);
    ShiftSample unused = new ShiftSample(stage.assembler().schema(), 0, config.seed());
    return InnerFeatures.perThread(stage, unused, List.of());
  }

  /** Returns the folder of the tables of one stage. */
  Path tables(boolean training) {
    try {
      return Files.createDirectories(work.resolve(training ? "inner" : "outer"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + work, e);
    }
  }

  /** A fitted funnel as an audit looks at it. */
  private record Fitted(FittedFunnel funnel, Path tables) implements Stage {
    @Override
    public FittingPart part() {
      return funnel.part();
    }

    @Override
    public List<Embedding> embeddings() {
      return funnel.retrieval().embeddings();
    }

    @Override
    public List<CandidateSource> sources() {
      List<CandidateSource> all = new ArrayList<>(funnel.retrieval().sources());
      all.addAll(funnel.retrieval().compared());
      return all;
    }

    @Override
    public RankedItems list(CandidateSource source, Request request) {
      return funnel
          .retrieval()
          .retrieve(source, request, funnel.eligible(request), funnel.ties(request));
    }

    @Override
    public Candidates candidates(Request request) {
      return funnel.candidates(request);
    }

    @Override
    public FeatureMatrix features(Request request) {
      FeatureMatrix out = new FeatureMatrix(funnel.assembler().schema(), 1);
      funnel.assembler().assemble(candidates(request), out, funnel.assembler().newScratch());
      return out;
    }

    @Override
    public ItemGraph transitions() {
      return funnel.assembler().transitions();
    }

    @Override
    public ItemGraph coOccurrence() {
      return funnel.assembler().coOccurrence();
    }
  }
}
