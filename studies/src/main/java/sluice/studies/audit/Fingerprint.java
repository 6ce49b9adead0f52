package sluice.studies.audit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sluice.core.CandidateSource;
import sluice.core.Embedding;
import sluice.core.FittingPart;
import sluice.core.RankedItems;
import sluice.core.Ranker;
import sluice.core.ReRanker;
import sluice.core.Request;
import sluice.core.graph.ItemRelation;
import sluice.funnel.FittedFunnel;
import sluice.funnel.FoldFitting;

/**
 * The SHA-256 of every component that a funnel learns or computes, by name: what the contract of no
 * peeking compares. Floats count by their bits.
 */
final class Fingerprint {
  private Fingerprint() {}

  /**
   * Computes hashes.
   *
   * @param funnel whose components
   * @param inner requests of the inner holdout that are put through the inner stages
   * @param test requests that are put through the outer stages
   * @param innerOnly whether what is fitted on the whole fitting part, and the ranker, are left out
   */
  static Map<String, String> of(
      FoldFitting funnel, List<Request> inner, List<Request> test, boolean innerOnly) {
    Map<String, String> hashes = new LinkedHashMap<>();
    for (boolean training : innerOnly ? new boolean[] {true} : new boolean[] {true, false}) {
      String level = training ? "inner." : "outer.";
      List<Request> requests = training ? inner : test;
      FittingPart right = training ? funnel.fold().inner() : funnel.fold().fitting();
      hashes.put(level + "part", FunnelDigest.of(p -> p.part(right, right.asOf() - 1)));
      FittedFunnel stage = funnel.stages(training);
      for (Embedding e : stage.retrieval().embeddings()) {
        hashes.put(level + "embedding." + e.name(), FunnelDigest.of(p -> p.embedding(e)));
      }
      for (CandidateSource s : stage.retrieval().all()) {
        hashes.put(
            level + "source." + s.name(),
            FunnelDigest.of(p -> requests.forEach(r -> p.ranked(stage.list(s, r)))));
      }
      hashes.put(level + "tables", FunnelDigest.of(p -> p.tables(funnel.tables(training))));
      for (ItemRelation r : stage.assembler().graphs()) {
        hashes.put(level + r.name(), FunnelDigest.of(p -> p.graph(stage.retrieval().graph(r))));
      }
      hashes.put(
          level + "candidates",
          FunnelDigest.of(p -> requests.forEach(r -> p.candidates(stage.candidates(r)))));
      hashes.put(
          level + "features",
          FunnelDigest.of(p -> requests.forEach(r -> p.values(stage.features(r)))));
    }
    if (!innerOnly) {
      hashes.put("ranking.labels", FunnelDigest.of(p -> p.labels(funnel.fold().train())));
      hashes.put("ranking.train", FunnelDigest.of(p -> p.set(funnel.train().set())));
      hashes.put("ranking.tune", FunnelDigest.of(p -> p.set(funnel.tune().set())));
      for (Ranker ranker : funnel.rankers()) {
        hashes.put(
            "ranking." + ranker.name(),
            FunnelDigest.of(p -> {
              p.scores(ranker, funnel.tune().set().features());
              test.forEach(r -> p.scores(ranker, funnel.outer().features(r)));
            }));
      }
      for (ReRanker reRanker : funnel.slate().rerankers()) {
        hashes.put(
            "reranking." + reRanker.name(),
            FunnelDigest.of(p -> test.forEach(r -> p.ranked(reranked(funnel, reRanker, r)))));
      }
    }
    return hashes;
  }

  /** Returns what a re-ranker makes of fusion's list, which other checks look at. */
  private static RankedItems reranked(FoldFitting funnel, ReRanker reRanker, Request request) {
    FittedFunnel stage = funnel.outer();
    RankedItems fused = stage.candidates(request).fused();
    return reRanker.rerank(request, fused, funnel.slate().size(), stage.ties(request));
  }
}
