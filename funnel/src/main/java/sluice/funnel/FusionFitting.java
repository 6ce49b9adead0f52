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
    FusionSearch search = new FusionSearch(retrieval, train, sources, threads);
    FusionWeights equal = search.equal();
    if (train.isEmpty() || tune.isEmpty() || sources.size() < 2) {
      return new FusionFitting(equal, List.of());
    }
    List<FusionWeights> options = new ArrayList<>();
    if (settings.type() == FusionSettings.Method.AUTO) {
      options.add(equal);
      options.add(FusionWeights.ofScores(sources, search.ones()));
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

  private static ReportSection section(
      List<Tried> tried, List<FusionExample> tune, FittedFunnel stages, FusionSearch search) {
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
