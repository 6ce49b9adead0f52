package sluice.pipeline.funnel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sluice.candidates.EmbeddingSpec;
import sluice.candidates.RetrievalSettings;
import sluice.candidates.SuitedRetrieval;
import sluice.core.Fold;
import sluice.core.ReportSection;
import sluice.core.UserError;
import sluice.evaluation.Measure;
import sluice.features.SuitedFeatures;
import sluice.ingestion.CanonicalTables;
import sluice.ingestion.EmbeddingTables;
import sluice.ingestion.dataset.TableSpec;
import sluice.ingestion.describe.DatasetDescription;
import sluice.ingestion.read.Ingestion;
import sluice.ingestion.split.Dataset;
import sluice.ingestion.split.DatasetLoader;
import sluice.ingestion.split.DefaultProtocol;
import sluice.ingestion.split.Protocol;
import sluice.ingestion.split.Split;
import sluice.ingestion.split.Splitter;
import sluice.pipeline.config.PipelineConfig;
import sluice.pipeline.console.Console;
import sluice.pipeline.run.StageClock;
import sluice.ranking.rerank.ReRankerSpec;

/**
 * Data that is read, checked and split: where every run begins.
 *
 * @param config as configured, less what this data has nothing for: candidate sources, features of
 *     tags
 * @param source where the raw data is
 * @param tables the clean tables
 * @param description what is in them, for the report
 * @param protocol how they are split
 * @param split the parts
 * @param oneTime whether the data has timestamps, all of them the same
 * @param notes what the report says below its headline, one sentence each
 */
record PreparedData(
    PipelineConfig config,
    DatasetSource source,
    CanonicalTables tables,
    ReportSection description,
    Protocol protocol,
    Split split,
    boolean oneTime,
    List<String> notes) {
  /** Copies. */
  PreparedData {
    notes = List.copyOf(notes);
  }

  /**
   * Reads, checks and splits the data that a config names.
   *
   * @param folder for the clean tables; {@code quarantine.csv} in it holds bad rows
   */
  static PreparedData prepare(
      PipelineConfig config, Console console, StageClock clock, Path folder) {
    DatasetSource source = DatasetSource.of(config, clock);
    config.candidates().checkEmbeddings(brought(source));
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
    Dataset dataset =
        clock.time(
            "ingestion: load the clean tables", () -> DatasetLoader.load(tables, config.threads()));
    DefaultProtocol usual = DefaultProtocol.of(dataset);
    Protocol protocol = config.data().protocol().orElse(usual.protocol());
    Split split =
        clock.time(
            "ingestion: split by " + protocol.type(),
            () ->
                Splitter.split(
                    dataset, protocol, config.data().seen(), tables.relevance(), config.seed()));
    split = TestUsers.limit(split, config.evaluation().testUsers(), config.seed());
    TestUsers.checkMemory(split, config);
    SuitedRetrieval suited =
        SuitedRetrieval.of(
            config.candidates(),
            split.folds().stream().map(Fold::fitting).toList(),
            split.excludeSeen());
    checkReRankers(config.reranking(), suited.settings(), split.folds());
    List<String> notes = new ArrayList<>(suited.notes());
    SuitedFeatures features =
        SuitedFeatures.of(
            config.features(),
            split.folds().stream().map(Fold::inner).toList(),
            split.folds().stream().map(Fold::fitting).toList());
    notes.addAll(features.notes());
    unusedSessions(source, protocol).ifPresent(notes::add);
    if (config.data().protocol().isEmpty()) {
      usual.note().ifPresent(notes::add);
    }
    notes.forEach(console::warn);
    split.warnings().forEach(console::warn);
    notes.addAll(split.warnings());
    return new PreparedData(
        config.with(
            config.funnel().with(suited.settings()).with(features.settings()),
            config.evaluation().measures()),
        source,
        tables,
        description,
        protocol,
        split,
        dataset.timed() && DefaultProtocol.oneTime(dataset.interactions()),
        notes);
  }

  /** Returns the names of the embeddings whose vectors a dataset declares. */
  private static List<String> brought(DatasetSource source) {
    return source.spec().tables().stream()
        .map(TableSpec::table)
        .filter(EmbeddingTables::ofItems)
        .map(EmbeddingTables::name)
        .toList();
  }

  private static void checkReRankers(
      List<ReRankerSpec> reRankers, RetrievalSettings suited, List<Fold> folds) {
    List<String> embeddings = suited.embeddings().stream().map(EmbeddingSpec::name).toList();
    for (ReRankerSpec spec : reRankers) {
      spec.checkEmbedding(embeddings);
      folds.forEach(fold -> spec.checkData(fold.fitting()));
    }
  }

  /**
   * Says that a column of sessions changes nothing; the built-in world has one for who wants it.
   */
  private static Optional<String> unusedSessions(DatasetSource source, Protocol protocol) {
    boolean rolling = protocol instanceof Protocol.GlobalTemporal g && g.rolling().isPresent();
    TableSpec interactions = source.spec().table("interactions").orElseThrow();
    Optional<String> session = interactions.sourceColumn("session");
    boolean isUser = session.equals(interactions.sourceColumn("user"));
    return session.isPresent() && !isUser && !rolling && source.world().isEmpty()
        ? Optional.of(
            "The column session changes nothing here: only protocol: {type: global-temporal,"
                + " requests: rolling} splits users' interactions into sessions.")
        : Optional.empty();
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
}
