package sluice.funnel.bundle;

import java.nio.file.Path;
import java.util.List;
import sluice.candidates.RetrievalSettings;
import sluice.core.ConfigNode;
import sluice.core.YamlFile;
import sluice.features.FeatureSettings;
import sluice.funnel.FunnelSettings;
import sluice.ranking.rerank.ReRankerSpec;
import sluice.ranking.training.TrainingSettings;

/**
 * What serving reads of a run's config.
 *
 * @param candidates sources and fusion
 * @param features how features are made
 * @param reranking re-rankers, in the order they are applied
 */
record BundleSettings(
    RetrievalSettings candidates, FeatureSettings features, List<ReRankerSpec> reranking) {

  static final String FILE = "config.json";

  /** Reads the config that the run resolved; JSON is YAML. */
  static BundleSettings read(Path bundle) {
    ConfigNode root = YamlFile.read(bundle.resolve(FILE));
    return new BundleSettings(
        RetrievalSettings.read(root.child("candidates")),
        FunnelSettings.features(
            FeatureSettings.read(root.child("features")),
            TrainingSettings.read(root.child("ranking").child("training"))),
        root.list("reranking", List.of(), ReRankerSpec::read));
  }
}
