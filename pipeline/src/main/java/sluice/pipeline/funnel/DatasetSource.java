package sluice.pipeline.funnel;

import java.nio.file.Path;
import java.util.Optional;
import sluice.core.Randomness;
import sluice.ingestion.dataset.DatasetResolver;
import sluice.ingestion.dataset.DatasetSpec;
import sluice.pipeline.config.DataSettings;
import sluice.pipeline.config.PipelineConfig;
import sluice.pipeline.run.StageClock;
import sluice.sample.SampleWorld;

/**
 * Where a run's raw data is: a described dataset and, for the sample world, the folder that knows
 * the truth.
 *
 * @param spec the dataset as described
 * @param world the sample world's folder
 */
public record DatasetSource(DatasetSpec spec, Optional<Path> world) {
  /**
   * Finds the dataset that a config names; makes the sample world where it is not there yet.
   *
   * <p>The world is kept under the data folder, one folder for each setting, so that a second run
   * does not make it again.
   */
  public static DatasetSource of(PipelineConfig config, StageClock clock) {
    DataSettings data = config.data();
    if (!data.isSample()) {
      return new DatasetSource(
          new DatasetResolver(data.place(), data.base(), dataFolder()).resolve(data.dataset()),
          Optional.empty());
    }
    String settings = data.sample().toString();
    Path world =
        dataFolder()
            .resolve("sample-" + Long.toHexString(Randomness.hash(settings + SampleWorld.VERSION)));
    if (!SampleWorld.isComplete(data.sample(), world)) {
      clock.run(
          "sample world: simulate " + data.sample().impressions() + " impressions",
          () -> SampleWorld.generate(data.sample(), world, config.threads(), clock.progress()));
    }
    return new DatasetSource(DatasetSpec.read(world.resolve("dataset.yaml")), Optional.of(world));
  }

  /**
   * Returns where downloaded and simulated data is kept: {@code SLUICE_DATA}, else {@code data}.
   */
  public static Path dataFolder() {
    String folder = System.getenv("SLUICE_DATA");
    return Path.of(folder == null || folder.isBlank() ? "data" : folder);
  }
}
