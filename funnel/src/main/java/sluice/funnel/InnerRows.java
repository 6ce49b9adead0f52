package sluice.funnel;

import java.util.function.BiConsumer;
import java.util.function.Predicate;
import sluice.core.Candidates;
import sluice.core.FeatureMatrix;
import sluice.core.FeatureSchema;
import sluice.core.JudgedRequest;
import sluice.core.Request;
import sluice.features.FeatureAssembler;
import sluice.ranking.training.RequestFeatures;

/** Candidates and features of the inner holdout's requests; one thread's own. */
final class InnerRows implements RequestFeatures {
  private final FittedFunnel stages;
  private final FeatureAssembler.Scratch scratch;
  private final BiConsumer<Request, FeatureMatrix> looked;

  InnerRows(FittedFunnel stages, BiConsumer<Request, FeatureMatrix> looked) {
    this.stages = stages;
    this.scratch = stages.assembler().newScratch();
    this.looked = looked;
  }

  @Override
  public FeatureSchema schema() {
    return stages.assembler().schema();
  }

  @Override
  public Candidates candidates(JudgedRequest request, Predicate<String> leftOut) {
    return stages.candidates(
        request.request(),
        stages.eligible(request.request()),
        stages.retrieval()::n,
        SourcePolicy.without(leftOut),
        StageObserver.NONE);
  }

  @Override
  public void features(Candidates candidates, FeatureMatrix out) {
    stages.features(candidates, out, scratch);
    looked.accept(candidates.request(), out);
  }
}
