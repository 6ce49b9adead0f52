package sluice.pipeline.funnel;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import sluice.core.Candidates;
import sluice.core.FeatureMatrix;
import sluice.core.FeatureSchema;
import sluice.core.FittingPart;
import sluice.core.RankedItems;
import sluice.core.Ranker;
import sluice.core.Request;
import sluice.evaluation.Measure;
import sluice.evaluation.UserValues;
import sluice.features.FeatureAssembler;
import sluice.funnel.FittedFunnel;
import sluice.funnel.Funnel;
import sluice.pipeline.check.Recommender;
import sluice.ranking.rerank.Slate;

/** The funnel of a fold as checks question it. Not thread-safe. */
final class FittedRecommender implements Recommender {
  private final FittedFunnel funnel;
  private final Ranker ranker;
  private final Slate slate;
  private final UserValues values;
  private final Measure headline;
  private final FeatureAssembler.Scratch scratch;
  private final Funnel.Worker worker;

  FittedRecommender(FoldFunnel.Outcome outcome, UserValues values, Measure headline) {
    this.funnel = outcome.funnel();
    this.ranker = outcome.measuring().servedRanker();
    this.slate = outcome.measuring().slate();
    this.values = values;
    this.headline = headline;
    this.scratch = funnel.assembler().newScratch();
    this.worker = new Funnel(funnel, ranker, slate).newWorker();
  }

  @Override
  public FittingPart part() {
    return funnel.part();
  }

  @Override
  public FeatureSchema schema() {
    return funnel.assembler().schema();
  }

  @Override
  public int slateSize() {
    return slate.size();
  }

  @Override
  public IntPredicate eligible(Request request) {
    return funnel.eligible(request);
  }

  @Override
  public Candidates candidates(Request request) {
    return funnel.candidates(request);
  }

  @Override
  public void features(Candidates candidates, FeatureMatrix into) {
    funnel.assembler().assemble(candidates, into, scratch);
  }

  @Override
  public void score(FeatureMatrix rows, float[] scores) {
    ranker.score(rows, scores);
  }

  @Override
  public RankedItems order(Request request, int[] items, float[] scores) {
    return RankedItems.sort(items, scores, items.length, funnel.ties(request));
  }

  @Override
  public RankedItems slate(Request request) {
    return worker.answer(request).slate();
  }

  @Override
  public boolean logOdds() {
    return ranker.logOdds();
  }

  @Override
  public Optional<double[]> advantage(String system) {
    int own = values.system(ranker.name());
    int other = values.system(system);
    double @Nullable [] mine = own < 0 ? null : values.column(headline, own);
    double @Nullable [] theirs = other < 0 ? null : values.column(headline, other);
    if (own == other || mine == null || theirs == null) {
      return Optional.empty();
    }
    double[] difference = new double[mine.length];
    for (int u = 0; u < mine.length; u++) {
      difference[u] = mine[u] - theirs[u];
    }
    return Optional.of(Arrays.stream(difference).filter(d -> !Double.isNaN(d)).toArray());
  }
}
