package sluice.funnel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import sluice.candidates.Retrieval;
import sluice.candidates.fusion.FusionSettings;
import sluice.candidates.fusion.FusionWeights;
import sluice.core.CandidateSource;
import sluice.core.Fold;
import sluice.core.ReportSection;
import sluice.core.ReportSection.Figure;

/**
 * Finds the weights of fusion: several are made on train requests, and those that are best on the
 * tune requests are taken.
 *
 * <p>What is tried: reciprocal ranks and scaled scores with equal weights; reciprocal ranks with
 * weights by coordinate ascent; a logistic regression over ranks and scores ({@link
 * LearnedFusion}); and the best single source with the other sources' items below its own, so that
 * fusion is never worse than a source by choice. Quality is nDCG@10 plus recall of the fused list,
 * each as a ratio to that of equal weights. The test requests take no part.
 *
 * @param weights what was found
 * @param sections what the report says of it
 */
record FusionFitting(FusionWeights weights, List<ReportSection> sections) {
  private static final int EXAMPLES = 400;
  private static final double[] STEPS = {0, 0.33, 0.6, 1.7, 3};
  private static final double[] KS = {10, 30, 60};
  private static final int ROUNDS = 2;

  /** A weight is moved only where it gains more than this, so that noise moves none. */
  private static final double LEAST_GAIN = 0.002;

  private record Tried(FusionWeights weights, FusionQuality tune) {}

  FusionFitting {
    sections = List.copyOf(sections);
  }

  /**
   * Finds weights.
   *
   * @param stages fitted on the train split
   * @param fold whose train and tune requests are asked
   * @param settings that ask for weights to be found
   * @param threads how many threads; changes nothing but the time
   */
  static FusionFitting of(FittedFunnel stages, Fold fold, FusionSettings settings, int threads) {
    List<FusionExample> train = FusionExample.of(fold.train(), stages, EXAMPLES, threads);
    List<FusionExample> tune = FusionExample.of(fold.tune(), stages, EXAMPLES, threads);
    Retrieval retrieval = stages.retrieval();
    List<String> sources = retrieval.sources().stream().map(CandidateSource::name).toList();
    FusionWeights equal = ranks(60, ones(sources.size()), sources);
    if (train.isEmpty() || tune.isEmpty() || sources.size() < 2) {
      return new FusionFitting(equal, List.of());
    }
    Search search = new Search(retrieval, train, sources, threads);
    List<FusionWeights> options = new ArrayList<>();
    if (settings.type() == FusionSettings.Method.AUTO) {
      options.add(equal);
      options.add(scores(sources));
      options.add(search.ascend());
      options.add(search.bestAlone());
    }
    LearnedFusion.fit(train, sources, stages.seed()).ifPresent(options::add);
    if (options.isEmpty()) {
      options.add(equal);
    }
    List<Tried> tried = new ArrayList<>();
    for (FusionWeights option : options) {
      tried.add(new Tried(option, search.quality(option, tune)));
    }
    FusionQuality base = tried.getFirst().tune;
    tried.sort(Comparator.comparingDouble((Tried t) -> t.tune.against(base)).reversed());
    return new FusionFitting(
        tried.getFirst().weights, List.of(section(tried, tune, stages, search)));
  }

  private static double[] ones(int n) {
    double[] ones = new double[n];
    java.util.Arrays.fill(ones, 1);
    return ones;
  }

  private static FusionWeights ranks(double k, double[] weights, List<String> sources) {
    return ranks("reciprocal-rank", k, weights, sources);
  }

  private static FusionWeights ranks(
      String method, double k, double[] weights, List<String> sources) {
    List<FusionWeights.Source> each = new ArrayList<>();
    for (int s = 0; s < weights.length; s++) {
      each.add(FusionWeights.Source.ofRank(sources.get(s), weights[s]));
    }
    return new FusionWeights(method, k, each);
  }

  private static FusionWeights scores(List<String> sources) {
    return new FusionWeights(
        "weighted",
        60,
        sources.stream().map(s -> new FusionWeights.Source(s, 0, 0, 1, 0)).toList());
  }

  /** What is tried on the train requests. */
  private record Search(
      Retrieval retrieval, List<FusionExample> train, List<String> sources, int threads) {

    FusionQuality quality(FusionWeights weights, List<FusionExample> examples) {
      return FusionQuality.of(retrieval.fusion(weights), examples, retrieval.items(), threads);
    }

    /** Moves one weight at a time for as long as that gains. */
    FusionWeights ascend() {
      double[] weights = ones(sources.size());
      FusionQuality base = quality(ranks(60, weights, sources), train);
      double k = 60;
      double best = 2;
      for (double other : KS) {
        double value = quality(ranks(other, weights, sources), train).against(base);
        if (value > best + LEAST_GAIN) {
          best = value;
          k = other;
        }
      }
      for (int round = 0; round < ROUNDS; round++) {
        for (int s = 0; s < weights.length; s++) {
          double from = weights[s];
          double kept = from;
          for (double step : STEPS) {
            weights[s] = from == 0 ? step : from * step;
            double value = quality(ranks(k, weights, sources), train).against(base);
            if (value > best + LEAST_GAIN) {
              best = value;
              kept = weights[s];
            }
          }
          weights[s] = kept;
        }
      }
      return ranks("reciprocal-rank with weights found on the train requests", k, weights, sources);
    }

    /** Returns the best source on the train requests, with the items of the others below. */
    FusionWeights bestAlone() {
      int best = 0;
      double highest = -1;
      for (int s = 0; s < sources.size(); s++) {
        double value = source(s, train).ndcg();
        if (value > highest) {
          highest = value;
          best = s;
        }
      }
      double[] weights = new double[sources.size()];
      weights[best] = 1;
      return ranks("the order of " + sources.get(best), 60, weights, sources);
    }

    FusionQuality source(int s, List<FusionExample> examples) {
      return FusionQuality.of(e -> e.lists().get(s), examples, retrieval.items(), threads);
    }
  }

  private static ReportSection section(
      List<Tried> tried, List<FusionExample> tune, FittedFunnel stages, Search search) {
    FusionWeights chosen = tried.getFirst().weights;
    List<String> silent =
        chosen.sources().stream()
            .filter(FusionWeights.Source::silent)
            .map(FusionWeights.Source::name)
            .toList();
    String text =
        "Fusion goes by "
            + chosen.method()
            + ", which is best on the "
            + tune.size()
            + " tune requests by nDCG@10 and recall together. The test requests took no part."
            + (silent.isEmpty()
                ? ""
                : " Weight 0: " + String.join(", ", silent) + "; their items stand last.");
    List<List<Object>> methods =
        tried.stream()
            .map(t ->
                List.<Object>of(
                    t.weights.method(),
                    Figure.measure(t.tune.ndcg()),
                    Figure.measure(t.tune.recall())))
            .toList();
    List<List<Object>> sources = new ArrayList<>();
    for (int s = 0; s < chosen.sources().size(); s++) {
      FusionWeights.Source source = chosen.sources().get(s);
      FusionQuality own = search.source(s, tune);
      sources.add(
          List.of(
              source.name(),
              stages.retrieval().n(stages.retrieval().sources().get(s)),
              Figure.measure(own.ndcg()),
              Figure.measure(own.recall()),
              Figure.measure(60 * source.at(1, chosen.k()) + source.score()),
              Figure.measure(60 * source.at(100, chosen.k()))));
    }
    return new ReportSection(
        "fusion-weights",
        "How the sources are fused",
        List.of(
            new ReportSection.Text(text),
            new ReportSection.Table(
                "What was tried, on the tune requests",
                List.of("fusion", "nDCG@10", "recall"),
                methods),
            new ReportSection.Table(
                "Sources alone on the tune requests, and what their places are worth",
                List.of("source", "n", "nDCG@10", "recall", "rank 1", "rank 100"),
                sources)));
  }
}
