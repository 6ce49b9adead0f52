package sluice.pipeline.funnel;

import java.nio.file.Path;
import sluice.funnel.Funnel;
import sluice.funnel.bundle.BundleWriter;
import sluice.ingestion.dataset.NamedDatasets;
import sluice.pipeline.Version;
import sluice.pipeline.config.PipelineConfig;

/** The bundle of a run: the funnel of its first fold, as the report measured it. */
final class RunBundle {
  private RunBundle() {}

  /** Writes {@code bundle/} into a run folder. */
  static void write(
      FoldFunnel.Outcome outcome,
      PreparedData data,
      PipelineConfig config,
      String name,
      Path folder) {
    Funnel funnel =
        new Funnel(
            outcome.funnel(), outcome.measuring().servedRanker(), outcome.measuring().slate());
    BundleWriter.Origin origin =
        new BundleWriter.Origin(
            name,
            data.source().spec().name(),
            NamedDatasets.find(name).map(d -> d.terms().licence()).orElse(""),
            Version.current(),
            data.split().excludeSeen(),
            config.resolved());
    BundleWriter.write(funnel, config.candidates(), origin, folder.resolve("bundle"));
  }
}
