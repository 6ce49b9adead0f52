package sluice.ingestion.read;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import sluice.core.ConfigNode;
import sluice.core.Progress;
import sluice.core.UserError;
import sluice.core.store.TemporaryFolder;
import sluice.ingestion.CanonicalTables;
import sluice.ingestion.ColumnType;
import sluice.ingestion.DuckSession;
import sluice.ingestion.EmbeddingTables;
import sluice.ingestion.EventType;
import sluice.ingestion.Relevance;
import sluice.ingestion.ValueDecision;
import sluice.ingestion.dataset.DatasetSpec;
import sluice.ingestion.dataset.TableSpec;

/**
 * Reads a dataset, checks it, and writes its canonical Parquet tables.
 *
 * <p>DuckDB reads, sorts and writes out of core, so that memory stays within {@link
 * IngestionSettings#memoryLimit} however large the files are. Rows that are not as declared go to
 * {@code quarantine.csv} next to the tables; past {@link IngestionSettings#maxBadRows} of a table's
 * rows ingestion gives up. The same files give the same bytes for any number of threads. Tables
 * appear all at once at the end: where anything fails, what was there before stays, and of this try
 * only {@code quarantine.csv} is left, where there were bad rows.
 */
public final class Ingestion {
  private final DatasetSpec dataset;
  private final Path folder;
  private final IngestionSettings settings;
  private final Progress progress;
  private final List<String> warnings = new ArrayList<>();
  private final Map<String, Long> duplicates = new LinkedHashMap<>();
  private final Map<String, Long> badRows = new LinkedHashMap<>();
  private final Map<String, Long> rowsRead = new LinkedHashMap<>();
  private Map<String, Map<String, Long>> reasons = Map.of();
  private boolean validating;

  private Ingestion(
      DatasetSpec dataset, Path folder, IngestionSettings settings, Progress progress) {
    this.dataset = dataset;
    this.folder = folder;
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * Ingests a dataset.
   *
   * @param tablesFolder where the tables go; made where it is missing
   * @throws UserError where the data is not as declared, or too many rows are bad
   */
  public static CanonicalTables ingest(
      DatasetSpec dataset, Path tablesFolder, IngestionSettings settings, Progress progress) {
    return new Ingestion(dataset, tablesFolder, settings, progress).run();
  }

  /**
   * What ingestion made, and why rows were bad.
   *
   * @param tables the tables
   * @param badRowsByReason counts by table, then reason
   * @param rowsRead source rows by table, good and bad, where there are bad ones
   */
  public record Report(
      CanonicalTables tables,
      Map<String, Map<String, Long>> badRowsByReason,
      Map<String, Long> rowsRead) {}

  /**
   * Ingests a dataset, as {@link #ingest}, and tells also why rows were bad. A table may be empty
   * where all its rows are.
   */
  public static Report report(
      DatasetSpec dataset, Path tablesFolder, IngestionSettings settings, Progress progress) {
    Ingestion self = new Ingestion(dataset, tablesFolder, settings, progress);
    self.validating = true;
    CanonicalTables tables = self.run();
    return new Report(tables, self.reasons, self.rowsRead);
  }

  private CanonicalTables run() {
    try (TemporaryFolder made = WorkFolder.in(folder);
        TemporaryFolder work = WorkFolder.in(settings.temporaryFolder().orElse(folder));
        DuckSession database =
            DuckSession.in(work.path(), settings.threads(), settings.memoryLimit())) {
      // It makes a join of IN with constants; that loses the rows' order, and costs more for a few.
      database.run("SET disabled_optimizers = 'in_clause'");
      return ingest(database, made.path());
    } catch (SQLException e) {
      throw fault(e);
    } catch (IOException e) {
      throw new UncheckedIOException("ingestion failed: " + e.getMessage(), e);
    }
  }

  private CanonicalTables ingest(DuckSession database, Path made) throws SQLException, IOException {
    progress.start("ingest " + dataset.name(), dataset.tables().size() * 2L + 1);
    dataset.notes().forEach(this::warn);
    DataChecksum print = new DataChecksum();
    Staging staging =
        new Staging(database, dataset, settings.threads(), print, System.currentTimeMillis());
    Map<String, Staged> tables = new LinkedHashMap<>();
    for (TableSpec spec : dataset.tables()) {
      tables.put(spec.table(), staging.stage(spec));
      progress.advance(1);
    }
    dataset.valueKind().filter(k -> !k.isRating()).ifPresent(k -> print.add(k.toString()));
    staging.notes().forEach(this::warn);
    check(database, tables);
    quarantine(database, tables, made);
    progress.advance(1);
    Map<String, EventType> events = events(database, tables.values());
    CrossChecks checks = new CrossChecks(database);
    checks.warnOfStrangers(tables, this::warn);
    UnusedParts.of(dataset).forEach(this::warn);
    Staged interactions = java.util.Objects.requireNonNull(tables.get("interactions"));
    Optional<ValueDecision> values =
        new ValueKinds(database)
            .decide(interactions, dataset.valueKind(), dataset.relevant(), this::warn);
    TableWriter writer = new TableWriter(database, events);
    Map<String, Long> rows = new LinkedHashMap<>();
    for (String table : EmbeddingTables.inOrder(tables.keySet())) {
      Staged staged = java.util.Objects.requireNonNull(tables.get(table));
      long written = count(database, staged);
      rows.put(table, written);
      refuseEmpty(staged, written);
      writer.write(staged, made.resolve(table + ".parquet"));
      progress.advance(1);
    }
    CanonicalTables result =
        new CanonicalTables(
            folder,
            dataset.name(),
            print.hex(),
            events,
            attributes("items"),
            attributes("users"),
            values,
            relevance(events),
            dataset.causal(),
            new CanonicalTables.Counts(rows, duplicates, badRows),
            warnings);
    publish(made, result);
    progress.end();
    return result;
  }

  /** Counts the rows that a table will have: where a row holds events, one for each. */
  private long count(DuckSession database, Staged staged) throws SQLException {
    String good = staged.rows() + " WHERE " + staged.good();
    if (!staged.hasEvents()) {
      return database.number("SELECT count(*) FROM " + good);
    }
    long without = database.number("SELECT count(*) FROM " + good + " AND len(event) = 0");
    if (without > 0) {
      warn(
          without
              + " rows of "
              + staged.spec().table()
              + " have none of the events "
              + String.join(", ", dataset.events().keySet())
              + "; they are no interactions");
    }
    return database.number("SELECT sum(len(event)) FROM " + good);
  }

  private void check(DuckSession database, Map<String, Staged> tables) throws SQLException {
    CrossChecks checks = new CrossChecks(database);
    for (Staged staged : tables.values()) {
      long repeats = checks.dropRepeats(staged);
      if (repeats > 0) {
        duplicates.put(staged.spec().table(), repeats);
        warn(repeats + " exact repeats of rows of " + staged.spec().table() + " were dropped");
      }
      checks.keys(staged);
    }
    List<Staged> known =
        Stream.of("interactions", "items").filter(tables::containsKey).map(tables::get).toList();
    for (Staged staged : tables.values()) {
      String table = staged.spec().table();
      if (EmbeddingTables.ofItems(table) || EmbeddingTables.ofUsers(table)) {
        checks.vectors(staged);
      }
      if (EmbeddingTables.ofItems(table) || table.equals("tags")) {
        checks.unknownItems(staged, known);
      }
    }
  }

  /** Writes the bad rows out, and gives up where they are too many. */
  private void quarantine(DuckSession database, Map<String, Staged> tables, Path made)
      throws SQLException, IOException {
    Path file = made.resolve(Quarantine.FILE);
    try (Quarantine quarantine = new Quarantine(file)) {
      for (Staged staged : tables.values()) {
        long before = quarantine.count();
        new BadRows(database, staged).forEach(quarantine::add);
        long bad = quarantine.count() - before;
        if (bad > 0) {
          badRows.put(staged.spec().table(), bad + quarantine.swallowed(staged.spec().table()));
        }
      }
      reasons = quarantine.byReason();
      if (quarantine.count() == 0) {
        Files.delete(file);
        return;
      }
      for (Staged staged : tables.values()) {
        refuseTooManyBad(database, staged, quarantine, file);
      }
    }
    if (!validating) {
      badRows.forEach(
          (table, n) -> warn(n + " bad rows of " + table + " are in " + Quarantine.FILE));
    }
  }

  private void refuseTooManyBad(
      DuckSession database, Staged staged, Quarantine quarantine, Path file)
      throws SQLException, IOException {
    String table = staged.spec().table();
    long bad = badRows.getOrDefault(table, 0L);
    long total =
        staged.rejected()
            + database.number(
                "SELECT count(*) FROM " + staged.rows() + " WHERE reason IS NULL OR reason <> ''");
    long swallowed = quarantine.swallowed(table);
    if (swallowed > 0) {
      warn(
          swallowed
              + " lines of "
              + table
              + " stand within a quoted value and look like rows: a quote is not closed; close it,"
              + " or say quote: '' where quotes are plain characters");
    }
    total += swallowed;
    rowsRead.put(table, total);
    if (bad <= settings.maxBadRows() * total) {
      return;
    }
    quarantine.close();
    Path kept = folder.resolve(Quarantine.FILE);
    Files.move(file, kept, StandardCopyOption.REPLACE_EXISTING);
    StringBuilder message = new StringBuilder();
    message.append(
        String.format(
            java.util.Locale.ROOT,
            "%s: %d of %d rows of %s are bad (%.1f %%, allowed are %s %%). The first:",
            staged.spec().source().place(),
            bad,
            total,
            table,
            100.0 * bad / total,
            plain(100 * settings.maxBadRows())));
    quarantine.first(table).forEach(r -> message.append("\n  ").append(r));
    message.append("\nAll are in ").append(kept);
    message.append(". Fix them, or the declaration, or raise ingestion.maxBadRows");
    throw new UserError(message.toString());
  }

  private static String plain(double number) {
    return new java.math.BigDecimal(number)
        .round(new java.math.MathContext(6))
        .stripTrailingZeros()
        .toPlainString();
  }

  private void refuseEmpty(Staged staged, long rows) {
    boolean allBad = validating && badRows.containsKey(staged.spec().table());
    if (rows == 0 && !allBad && List.of("interactions", "test").contains(staged.spec().table())) {
      throw new UserError(
          staged.spec().source().place()
              + ": "
              + staged.spec().source().label()
              + " holds no row for "
              + staged.spec().table());
    }
  }

  private Map<String, EventType> events(DuckSession database, Iterable<Staged> tables)
      throws SQLException {
    if (!dataset.events().isEmpty()) {
      return dataset.events();
    }
    Map<String, EventType> events = new java.util.TreeMap<>();
    for (Staged staged : tables) {
      if (staged.spec().has("event")) {
        database
            .column("SELECT DISTINCT event FROM " + staged.rows() + " WHERE " + staged.good())
            .forEach(e -> events.put(e, EventType.PLAIN));
      }
    }
    return events.isEmpty() ? Map.of(CanonicalTables.DEFAULT_EVENT, EventType.PLAIN) : events;
  }

  private Relevance relevance(Map<String, EventType> events) {
    DatasetSpec.RelevantRule rule = dataset.relevant();
    for (String event : rule.events()) {
      if (!events.containsKey(event) && !allBad()) {
        throw new UserError(
            rule.place()
                + ": relevant.event names "
                + event
                + ", which no interaction has"
                + ConfigNode.didYouMean(event, events.keySet())
                + "; there are "
                + String.join(", ", events.keySet()));
      }
    }
    List<String> named =
        rule.events().isEmpty()
            ? events.entrySet().stream()
                .filter(e -> !e.getValue().negative())
                .map(Map.Entry::getKey)
                .toList()
            : rule.events();
    return new Relevance(named, rule.value(), rule.grade());
  }

  private boolean allBad() {
    return validating && badRows.getOrDefault("interactions", 0L) > 0;
  }

  private Map<String, ColumnType> attributes(String table) {
    return dataset.table(table).map(TableSpec::attributes).orElse(Map.of());
  }

  /**
   * Puts what is ready in its place; tables of an earlier ingestion that this one does not have go.
   */
  private void publish(Path made, CanonicalTables result) throws IOException {
    Files.deleteIfExists(folder.resolve("tables.json"));
    for (Path earlier : earlier()) {
      Files.delete(earlier);
    }
    for (String table : result.counts().rows().keySet()) {
      Files.move(
          made.resolve(table + ".parquet"),
          result.file(table),
          StandardCopyOption.REPLACE_EXISTING);
    }
    Path quarantine = made.resolve(Quarantine.FILE);
    if (Files.exists(quarantine)) {
      Files.move(quarantine, folder.resolve(Quarantine.FILE), StandardCopyOption.REPLACE_EXISTING);
    } else {
      Files.deleteIfExists(folder.resolve(Quarantine.FILE));
    }
    result.write();
  }

  /** Returns the tables that are in the folder. */
  private List<Path> earlier() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(this::isTable).toList();
    }
  }

  private boolean isTable(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(".parquet")
        && CanonicalTables.TABLES.contains(
            EmbeddingTables.kind(name.substring(0, name.length() - ".parquet".length())));
  }

  private void warn(String message) {
    warnings.add(message);
    progress.warn(message);
  }

  private static RuntimeException fault(SQLException e) {
    String message = String.valueOf(e.getMessage());
    if (message.startsWith("Out of Memory Error") && !message.contains("disk")) {
      return new UserError(
          "the data does not fit the memory that DuckDB may use; raise ingestion.memoryLimit", e);
    }
    return new IllegalStateException(
        "ingestion failed: " + message.lines().findFirst().orElse(""), e);
  }
}
