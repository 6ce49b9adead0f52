package sluice.serving.live;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import sluice.candidates.Eligibility;
import sluice.candidates.Retrieval;
import sluice.candidates.RetrievalSettings;
import sluice.core.Catalogue;
import sluice.core.ConfigNode;
import sluice.core.Dictionary;
import sluice.core.EntityTable;
import sluice.core.FeatureMatrix;
import sluice.core.FittingPart;
import sluice.core.Histories;
import sluice.core.Interactions;
import sluice.core.Progress;
import sluice.core.Ranker;
import sluice.core.Tags;
import sluice.features.FeatureAssembler;
import sluice.features.FeatureSettings;
import sluice.ranking.rerank.Slate;
import sluice.serving.funnel.FittedFunnel;
import sluice.serving.funnel.ServedFunnel;

/** A funnel of five items, popularity alone, no features. */
final class TinyFunnel {
  private TinyFunnel() {}

  static ServedFunnel make() {
    Dictionary users = Dictionary.of(List.of("u"));
    Catalogue catalogue = Catalogue.always(Dictionary.of(List.of("a", "b", "c", "d", "e")));
    Interactions rows =
        new Interactions.Builder(List.of("click"), 1).add(0, 2, 1, Float.NaN, 1, 0, -1).build();
    FittingPart part =
        new FittingPart(
            users,
            catalogue,
            rows,
            new Histories(rows, 1),
            EntityTable.empty(5),
            EntityTable.empty(1),
            Tags.none(),
            Optional.empty(),
            10,
            true);
    ConfigNode popularity = ConfigNode.scalar("test", "sources", "popularity");
    RetrievalSettings settings =
        RetrievalSettings.read(
            ConfigNode.map(
                "test",
                "candidates",
                Map.of("sources", ConfigNode.list("test", "sources", List.of(popularity)))));
    Retrieval retrieval =
        Retrieval.fit(part, settings, 1, 1, java.nio.file.Path.of(""), Progress.SILENT);
    FeatureAssembler none =
        FeatureAssembler.none(
            part,
            List.of("popularity"),
            FeatureSettings.read(ConfigNode.map("test", "features", Map.of())));
    FittedFunnel fitted = new FittedFunnel(part, retrieval, none, Eligibility.of(part, true), 1);
    return new ServedFunnel(fitted, new InOrder(), new Slate(List.of(), 3));
  }

  private record InOrder() implements Ranker {
    @Override
    public String name() {
      return "in-order";
    }

    @Override
    public void score(FeatureMatrix candidates, float[] scores) {
      for (int row = 0; row < candidates.rows(); row++) {
        scores[row] = -row;
      }
    }
  }
}
