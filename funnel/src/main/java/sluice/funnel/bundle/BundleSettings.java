package sluice.funnel.bundle;

import java.nio.file.Path;
import sluice.candidates.RetrievalSettings;
import sluice.core.ConfigNode;
import sluice.core.YamlFile;
import sluice.features.FeatureSettings;

/**
 * What serving reads of a run's config.
 *
 * @param candidates sources and fusion
 * @param features how features are made
 */
record BundleSettings(RetrievalSettings candidates, FeatureSettings features) {
  static final String FILE = "config.json";

  /** Reads the config that the run resolved; JSON is YAML. */
  static BundleSettings read(Path bundle) {
    ConfigNode root = YamlFile.read(bundle.resolve(FILE));
    return new BundleSettings(
        RetrievalSettings.read(root.child("candidates")),
        FeatureSettings.read(root.child("features")));
  }
}
