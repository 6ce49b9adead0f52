package sluice.pipeline.funnel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sluice.core.Candidates;
import sluice.core.FeatureMatrix;
import sluice.core.FeatureSchema;
import sluice.core.JudgedRequest;
import sluice.features.FeatureAssembler;
import sluice.funnel.FittedFunnel;
import sluice.ranking.training.RequestFeatures;

/**
 * Candidates and features of the inner holdout's requests, as the ranker's training asks for them;
 * one thread's own.
 *
 * <p>Some rows of each request are kept for the comparison with what is measured on.
 */
final class InnerFeatures implements RequestFeatures {
  private final FittedFunnel inner;
  private final FeatureAssembler.Scratch scratch;
  private final ShiftSample sample;
  private final Map<String, Integer> places;

  private InnerFeatures(FittedFunnel inner, ShiftSample sample, Map<String, Integer> places) {
    this.inner = inner;
    this.scratch = inner.assembler().newScratch();
    this.sample = sample;
    this.places = places;
  }

  /** Makes one for each thread. */
  static java.util.function.Supplier<RequestFeatures> perThread(
      FittedFunnel inner, ShiftSample sample, List<JudgedRequest> sampled) {
    Map<String, Integer> places = new HashMap<>();
    for (JudgedRequest r : sampled) {
      places.put(r.request().id(), places.size());
    }
    return () -> new InnerFeatures(inner, sample, places);
  }

  @Override
  public FeatureSchema schema() {
    return inner.assembler().schema();
  }

  @Override
  public Candidates candidates(JudgedRequest request) {
    return inner.candidates(request.request());
  }

  @Override
  public void features(Candidates candidates, FeatureMatrix out) {
    inner.assembler().assemble(candidates, out, scratch);
    Integer place = places.get(candidates.request().id());
    if (place != null) {
      sample.take(place, candidates.request(), out);
    }
  }
}
