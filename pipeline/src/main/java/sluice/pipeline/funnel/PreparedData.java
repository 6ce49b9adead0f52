package sluice.pipeline.funnel;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import sluice.core.ReportSection;
import sluice.core.UserError;
import sluice.evaluation.Measure;
import sluice.ingestion.CanonicalTables;
import sluice.ingestion.describe.DatasetDescription;
import sluice.ingestion.read.Ingestion;
import sluice.ingestion.split.Dataset;
import sluice.ingestion.split.DatasetLoader;
import sluice.ingestion.split.Protocol;
import sluice.ingestion.split.Split;
import sluice.ingestion.split.Splitter;
import sluice.pipeline.config.PipelineConfig;
import sluice.pipeline.console.Console;
import sluice.pipeline.run.StageClock;

/**
 * Data that is read, checked and parted: where every run begins.
 *
 * @param source where the raw data is
 * @param tables the clean tables
 * @param description what is in them, for the report
 * @param protocol how they are parted
 * @param split the parts
 */
record PreparedData(
    DatasetSource source,
    CanonicalTables tables,
    ReportSection description,
    Protocol protocol,
    Split split) {

  /**
   * Reads, checks and parts the data that a config names.
   *
   * @param folder for the clean tables; {@code quarantine.csv} in it holds bad rows
   */
  static PreparedData prepare(
      PipelineConfig config, Console console, StageClock clock, Path folder) {
    DatasetSource source = DatasetSource.of(config, clock);
    CanonicalTables tables =
        clock.time(
            "ingestion: read, check and write clean tables",
            () ->
                Ingestion.ingest(
                    source.spec(),
                    folder,
                    config.data().ingestion().withThreads(config.threads()),
                    console));
    tables.warnings().forEach(console::warn);
    refuseBoundsOnWhatIsNoRating(config.evaluation().measures(), tables);
    ReportSection description =
        clock.time(
            "ingestion: describe the data",
            () -> DatasetDescription.describe(tables, config.threads()));
    Protocol protocol = protocol(config.data().protocol(), tables);
    Split split =
        clock.time(
            "ingestion: split by " + protocol.type(),
            () -> {
              Dataset dataset = DatasetLoader.load(tables, config.threads());
              return Splitter.split(
                  dataset, protocol, config.data().seen(), tables.relevance(), config.seed());
            });
    split = TestUsers.limit(split, config.evaluation().testUsers(), config.seed());
    TestUsers.checkMemory(split, config);
    split.warnings().forEach(console::warn);
    return new PreparedData(source, tables, description, protocol, split);
  }

  /** A bound such as [value>=4] is on ratings; on other data it would leave nothing or anything. */
  private static void refuseBoundsOnWhatIsNoRating(List<Measure> measures, CanonicalTables tables) {
    boolean rated = tables.values().map(v -> v.kind().isRating()).orElse(false);
    for (Measure measure : measures) {
      if (measure.condition().isPresent() && !rated) {
        throw new UserError(
            "evaluation.measures: "
                + measure
                + " bounds ratings, but "
                + tables
                    .values()
                    .map(v -> "the value of the interactions is a " + v.toText())
                    .orElse("the interactions have no value")
                + "; leave the bound out"
                + (tables.values().isPresent() ? ", or write valueIs: rating" : ""));
      }
    }
  }

  /** Without a word of the config, a dataset's own test file is used where it has one. */
  private static Protocol protocol(Optional<Protocol> configured, CanonicalTables tables) {
    return configured.orElseGet(() ->
        tables.has("test")
            ? new Protocol.Given(Optional.empty(), Protocol.DEFAULT_TEST)
            : new Protocol.GlobalTemporal(OptionalLong.empty(), Protocol.DEFAULT_TEST));
  }
}
