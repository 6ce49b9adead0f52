package sluice.features.families;

import java.time.Duration;
import java.util.List;
import sluice.core.Candidates;
import sluice.core.Feature;
import sluice.features.Declared;
import sluice.features.FeatureGroup;
import sluice.features.FeatureNames;
import sluice.features.RequestFacts;

/** Which sources brought a candidate, at what rank and score, and what fusion made of it. */
final class SourceEvidence implements FeatureGroup {
  private static final float RANK_SHIFT = 60;
  private static final int PER_SOURCE = 3;
  private final List<String> sources;
  private final Declared declared = new Declared("candidate sources", "candidates", Duration.ZERO);
  private final int brought;
  private final int fusedRank;
  private final int fusedScore;
  private final int fusedQuantile;

  SourceEvidence(List<String> sources, FeatureNames names) {
    this.sources = List.copyOf(sources);
    for (String source : sources) {
      String prefix = names.prefix("src", source);
      declared.add(
          prefix + "rank",
          Feature.Type.SCORE,
          0,
          "60 / (60 + rank in " + source + "), 0 where it did not bring the candidate.");
      declared.add(
          prefix + "quantile",
          Feature.Type.SCORE,
          0,
          "Share of what " + source + " brought that ranks no higher than the candidate.");
      declared.add(
          prefix + "score",
          Feature.Type.NUMBER,
          Float.NaN,
          "Raw score of the candidate in " + source + ".");
    }
    brought =
        declared.add("src_count", Feature.Type.COUNT, 0, "How many sources brought the candidate.");
    fusedRank =
        declared.add("fused_rank", Feature.Type.SCORE, 0, "61 / (60 + rank in the fused list).");
    fusedScore = declared.add("fused_score", Feature.Type.NUMBER, 0, "Fusion's score.");
    fusedQuantile =
        declared.add(
            "fused_quantile",
            Feature.Type.SCORE,
            0.5,
            "Quantile of fusion's score among the candidates.");
  }

  @Override
  public List<Feature> features() {
    return declared.features();
  }

  @Override
  public Filler newFiller() {
    return new EvidenceFiller();
  }

  private final class EvidenceFiller implements Filler {
    private float[] scores = new float[512];

    @Override
    public void fill(RequestFacts facts, Rows rows) {
      Candidates candidates = facts.candidates();
      int n = facts.size();
      if (scores.length < n) {
        scores = new float[n];
      }
      for (int c = 0; c < n; c++) {
        int count = 0;
        for (int s = 0; s < sources.size(); s++) {
          int rank = candidates.rank(s, c);
          if (rank > 0) {
            count++;
            float all = Math.max(rank, candidates.retrieved(s));
            rows.set(c, PER_SOURCE * s, RANK_SHIFT / (RANK_SHIFT + rank));
            rows.set(c, PER_SOURCE * s + 1, (all - rank + 1) / all);
            rows.set(c, PER_SOURCE * s + 2, candidates.score(s, c));
          }
        }
        rows.set(c, brought, count);
        scores[c] = candidates.fused().score(c);
        rows.set(c, fusedScore, scores[c]);
      }
      float[] quantiles = facts.quantiles(scores);
      for (int c = 0; c < n; c++) {
        rows.set(c, fusedQuantile, quantiles[c]);
        float rank = n * (1 - quantiles[c]) + 0.5f;
        rows.set(c, fusedRank, (RANK_SHIFT + 1) / (RANK_SHIFT + rank));
      }
    }
  }
}
