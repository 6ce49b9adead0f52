package sluice.pipeline.funnel;

import java.nio.file.Path;
import sluice.ingestion.split.Dataset;
import sluice.ingestion.split.DatasetLoader;
import sluice.pipeline.audit.AuditResult;
import sluice.pipeline.audit.LeakageAudit;
import sluice.pipeline.config.PipelineConfig;
import sluice.pipeline.console.Console;
import sluice.pipeline.run.StageClock;

/** The leakage audit of the project's own funnel on the data that a config names. */
public final class AuditRun {
  private AuditRun() {}

  /** Prepares the data and audits; files go into a folder that the caller removes. */
  public static AuditResult run(PipelineConfig config, Console console, Path folder) {
    StageClock clock = new StageClock(console);
    PreparedData prepared = PreparedData.prepare(config, console, clock, folder.resolve("tables"));
    Dataset data = DatasetLoader.load(prepared.tables(), config.threads());
    return new LeakageAudit(
            (_, split, work) -> new FunnelStages(split, prepared.config(), work, clock),
            data,
            prepared.protocol(),
            config.data().seen(),
            prepared.tables().relevance(),
            config.seed(),
            folder)
        .run();
  }
}
