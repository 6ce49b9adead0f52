package sluice.serving.live;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sluice.candidates.Eligibility;
import sluice.candidates.Retrieval;
import sluice.candidates.RetrievalSettings;
import sluice.candidates.SourcesForTests;
import sluice.candidates.source.PopularitySource;
import sluice.core.CandidateSource;
import sluice.core.Catalogue;
import sluice.core.ConfigNode;
import sluice.core.Dictionary;
import sluice.core.EntityTable;
import sluice.core.FeatureMatrix;
import sluice.core.FittingPart;
import sluice.core.Histories;
import sluice.core.Interactions;
import sluice.core.Ranker;
import sluice.core.Tags;
import sluice.features.FeatureAssembler;
import sluice.features.FeatureSettings;
import sluice.funnel.FittedFunnel;
import sluice.funnel.Funnel;
import sluice.ranking.rerank.ReRankerInput;
import sluice.ranking.rerank.ReRankerSpec;
import sluice.ranking.rerank.Slate;

/** A funnel of five items, popularity alone or next to a source of a test, no features. */
public final class TinyFunnel {
  private TinyFunnel() {}

  /** Returns the funnel with popularity alone. */
  public static Funnel make() {
    return make(List.of());
  }

  /** Returns the funnel with sources of a test's own before popularity. */
  public static Funnel make(List<CandidateSource> more) {
    List<CandidateSource> sources = new ArrayList<>(more);
    sources.add(
        PopularitySource.fit(
            "popularity", part(), Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY));
    return make(sources, List.of(), 200);
  }

  /** Returns the part: items a to e, of which the only user clicked c. */
  public static FittingPart part() {
    Dictionary users = Dictionary.of(List.of("u"));
    Catalogue catalogue = Catalogue.always(Dictionary.of(List.of("a", "b", "c", "d", "e")));
    Interactions rows =
        new Interactions.Builder(List.of("click"), 1).add(0, 2, 1, Float.NaN, 1, 0, -1).build();
    return new FittingPart(
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
  }

  /**
   * Returns the funnel with these sources alone.
   *
   * @param n how many each is asked for
   */
  public static Funnel make(List<CandidateSource> sources, List<ReRankerSpec> reranking, int n) {
    FittingPart part = part();
    List<String> names = sources.stream().map(CandidateSource::name).toList();
    ConfigNode configured =
        ConfigNode.list(
            "test", "sources", names.stream().map(name -> popularity(name, n)).toList());
    RetrievalSettings settings =
        RetrievalSettings.read(ConfigNode.map("test", "candidates", Map.of("sources", configured)));
    Retrieval retrieval = SourcesForTests.with(settings, part, sources);
    FeatureAssembler none =
        FeatureAssembler.none(
            part, names, FeatureSettings.read(ConfigNode.map("test", "features", Map.of())));
    FittedFunnel fitted = new FittedFunnel(part, retrieval, none, Eligibility.of(part, true), 1);
    Slate slate = Slate.fit(reranking, new ReRankerInput(part, List.of(), 1), 3);
    return new Funnel(fitted, new InOrder(), List.of(), slate);
  }

  private static ConfigNode popularity(String name, int n) {
    return ConfigNode.map(
        "test",
        "source",
        Map.of(
            "type",
            ConfigNode.scalar("test", "type", "popularity"),
            "name",
            ConfigNode.scalar("test", "name", name),
            "n",
            ConfigNode.scalar("test", "n", (long) n)));
  }

  private record InOrder() implements Ranker {
    @Override
    public String name() {
      return "in-order";
    }

    @Override
    public String type() {
      return "in-order";
    }

    @Override
    public void write(Path folder) {
      // There is nothing that scoring needs.
    }

    @Override
    public void score(FeatureMatrix candidates, float[] scores) {
      for (int row = 0; row < candidates.rows(); row++) {
        scores[row] = -row;
      }
    }
  }
}
