package sluice.pipeline.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import sluice.core.ConfigNode;
import sluice.ingestion.read.IngestionSettings;
import sluice.ingestion.split.Protocol;
import sluice.ingestion.split.SeenPolicy;
import sluice.sample.SampleSettings;

/**
 * Which data, and how it is split.
 *
 * @param dataset a name, or a path, relative ones counting from {@code base}
 * @param place where that stands, for messages
 * @param base the config file's folder, or the working directory for a value of {@code --set}
 * @param sample the size and kind of the sample world, where that is the dataset
 * @param ingestion how raw files are read
 * @param protocol what is held out; empty: the dataset's own test file where it has one, else a
 *     global cutoff
 * @param seen whether seen items may be recommended again
 */
public record DataSettings(
    String dataset,
    String place,
    Path base,
    SampleSettings sample,
    IngestionSettings ingestion,
    Optional<Protocol> protocol,
    SeenPolicy seen) {
  /** The name of the built-in dataset. */
  public static final String SAMPLE = "sample";

  /** Says whether the built-in sample world is the dataset. */
  public boolean isSample() {
    return dataset.equals(SAMPLE);
  }

  static DataSettings read(ConfigNode root, Path configFolder, long seed, SeenPolicy seen) {
    ConfigNode name = root.require("dataset");
    String dataset = name.asText();
    return new DataSettings(
        dataset,
        name.place(),
        name.place().startsWith(ConfigFile.SET) ? Path.of("") : configFolder,
        SampleSettings.read(sample(root, dataset), seed),
        IngestionSettings.read(root.child("ingestion")),
        root.get("protocol").map(Protocol::read),
        seen);
  }

  /** Returns the settings of the sample world; with another dataset there must be none. */
  private static ConfigNode sample(ConfigNode root, String dataset) {
    if (dataset.equals(SAMPLE)) {
      return root.child("sample");
    }
    root.get("sample")
        .flatMap(sample -> sample.entries().values().stream().findFirst())
        .ifPresent(key -> {
          throw key.error(
              "it is for the built-in sample world and changes nothing with dataset: "
                  + dataset
                  + "; remove it");
        });
    return ConfigNode.map("defaults", SAMPLE, Map.of());
  }
}
