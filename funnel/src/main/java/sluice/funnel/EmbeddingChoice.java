package sluice.funnel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sluice.candidates.Eligibility;
import sluice.candidates.EmbeddingSpec;
import sluice.candidates.Retrieval;
import sluice.candidates.RetrievalSettings;
import sluice.core.FittingPart;
import sluice.core.JudgedRequest;
import sluice.core.Progress;
import sluice.core.ReportSection;
import sluice.core.ReportSection.Figure;
import sluice.features.FeatureAssembler;

/**
 * Chooses what the config leaves open of embeddings, such as the regularization of {@code ials}:
 * each alternative is trained on the train split and searched for train requests.
 *
 * <p>The quality is nDCG@10 plus recall@400, each as a ratio to the first alternative's. The tune
 * and test requests take no part.
 *
 * @param settings with nothing left open
 * @param sections what the report says of the choice
 */
record EmbeddingChoice(RetrievalSettings settings, List<ReportSection> sections) {
  private static final int EXAMPLES = 400;

  private record Tried(EmbeddingSpec spec, FusionQuality quality) {}

  EmbeddingChoice {
    sections = List.copyOf(sections);
  }

  /** Where alternatives are trained and asked. */
  record Trials(
      FittingPart part,
      List<JudgedRequest> requests,
      boolean excludeSeen,
      FunnelSettings settings,
      Path folder,
      Progress progress) {

    private FusionQuality quality(EmbeddingSpec alternative) {
      Retrieval retrieval =
          Retrieval.fit(
              part,
              settings.candidates().searching(alternative.trial()),
              settings.seed(),
              settings.threads(),
              folder,
              progress);
      FittedFunnel stages =
          new FittedFunnel(
              part,
              retrieval,
              FeatureAssembler.none(part, List.of(alternative.name()), settings.features()),
              Eligibility.of(part, excludeSeen),
              settings.seed());
      List<FusionExample> examples =
          FusionExample.of(requests, stages, EXAMPLES, settings.threads());
      return FusionQuality.of(
          e -> e.lists().getFirst(), examples, retrieval.items(), settings.threads());
    }
  }

  /** Says whether anything is left open. */
  static boolean open(RetrievalSettings settings, FittingPart part) {
    return settings.embeddings().stream().anyMatch(e -> e.alternatives(part).size() > 1);
  }

  /** Chooses; where no request can be asked, the first alternatives. */
  static EmbeddingChoice of(Trials trials) {
    RetrievalSettings chosen = trials.settings.candidates();
    List<ReportSection.Block> blocks = new ArrayList<>();
    boolean asked = trials.requests.stream().anyMatch(r -> !r.relevant().isEmpty());
    for (EmbeddingSpec embedding : chosen.shared()) {
      List<EmbeddingSpec> alternatives = embedding.alternatives(trials.part);
      if (alternatives.size() < 2) {
        continue;
      }
      if (!asked) {
        chosen = chosen.with(alternatives.getFirst());
        continue;
      }
      List<Tried> tried = alternatives.stream().map(a -> new Tried(a, trials.quality(a))).toList();
      FusionQuality base = tried.getFirst().quality;
      Tried best = tried.getFirst();
      for (Tried t : tried) {
        best = t.quality.against(base) > best.quality.against(base) ? t : best;
      }
      chosen = chosen.with(best.spec);
      blocks.add(
          new ReportSection.Text(
              embedding.name()
                  + " is trained with "
                  + best.spec.describe()
                  + ", which found most for train requests of the nested split."));
      blocks.add(table(embedding, tried));
    }
    return new EmbeddingChoice(
        chosen,
        blocks.isEmpty()
            ? List.of()
            : List.of(
                new ReportSection("embedding-settings", "How the embeddings are trained", blocks)));
  }

  private static ReportSection.Table table(EmbeddingSpec embedding, List<Tried> tried) {
    return new ReportSection.Table(
        "Settings of " + embedding.name() + " on train requests",
        List.of("settings", "nDCG@10", "recall@400"),
        tried.stream()
            .map(t ->
                List.<Object>of(
                    t.spec.describe(),
                    Figure.measure(t.quality.ndcg()),
                    Figure.measure(t.quality.recall())))
            .toList());
  }
}
