package sluice.ingestion.read;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import sluice.core.Progress;
import sluice.core.store.TemporaryFolder;
import sluice.ingestion.CanonicalTables;
import sluice.ingestion.dataset.DatasetSpec;

/**
 * What {@code sluice data validate} tells: whether a dataset can be ingested, and what is wrong
 * with it.
 *
 * @param tables counts and warnings; the tables themselves are gone again
 * @param badRowsByReason counts of bad rows by table, then reason
 * @param rowsRead source rows by table, good and bad, where there are bad ones
 */
public record DataValidation(
    CanonicalTables tables,
    Map<String, Map<String, Long>> badRowsByReason,
    Map<String, Long> rowsRead) {

  /**
   * Ingests a dataset into a temporary folder, which is removed, however many rows are bad.
   *
   * @param quarantine where the bad rows go, replacing what is there; nothing is written where
   *     there are none
   * @throws sluice.core.UserError where the data cannot be read at all
   */
  public static DataValidation validate(
      DatasetSpec dataset, Path quarantine, IngestionSettings settings, Progress progress) {
    Path parent = settings.temporaryFolder().orElse(Path.of(System.getProperty("java.io.tmpdir")));
    try (TemporaryFolder folder = WorkFolder.in(parent)) {
      Ingestion.Report report =
          Ingestion.report(
              dataset, folder.path(), settings.withMaxBadRows(1), withoutWarnings(progress));
      Path bad = folder.path().resolve(Quarantine.FILE);
      if (Files.exists(bad)) {
        Files.copy(bad, quarantine, StandardCopyOption.REPLACE_EXISTING);
      }
      return new DataValidation(report.tables(), report.badRowsByReason(), report.rowsRead());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + quarantine, e);
    }
  }

  /** What is warned of stands among the notes; a warning next to them would say it twice. */
  private static Progress withoutWarnings(Progress progress) {
    return new Progress() {
      @Override
      public void start(String step, long total) {
        progress.start(step, total);
      }

      @Override
      public void advance(long units) {
        progress.advance(units);
      }

      @Override
      public void end() {
        progress.end();
      }
    };
  }

  /** Says whether more rows of a table are bad than a run would allow. */
  public boolean tooManyBad(double maxBadRows) {
    return tables.counts().badRows().entrySet().stream()
        .anyMatch(e -> e.getValue() > maxBadRows * rowsRead.getOrDefault(e.getKey(), 0L));
  }

  /** Returns it as plain text, a line an entry. */
  public String toText() {
    StringBuilder text = new StringBuilder(tables.name()).append('\n');
    tables
        .counts()
        .rows()
        .forEach((table, n) -> text.append(String.format("  %-16s %,12d rows%n", table, n)));
    tables.values().ifPresent(v -> text.append("  value is ").append(v.toText()).append('\n'));
    badRowsByReason.forEach((table, reasons) ->
        reasons.forEach(
            (reason, n) -> text.append(String.format("  bad: %,d of %s: %s%n", n, table, reason))));
    tables.warnings().forEach(w -> text.append("  note: ").append(w).append('\n'));
    return text.toString();
  }

  /**
   * Returns what to do next, one sentence a line.
   *
   * @param dataset the path that was given
   * @param quarantine the file of bad rows
   * @param maxBadRows the share of bad rows that a run allows
   */
  public String next(String dataset, Path quarantine, double maxBadRows) {
    StringBuilder text = new StringBuilder();
    if (!badRowsByReason.isEmpty()) {
      text.append("Bad rows are in ")
          .append(quarantine)
          .append(", each with file, line and reason.\n");
    }
    if (tooManyBad(maxBadRows)) {
      text.append("A run allows ")
          .append(Math.round(1000 * maxBadRows) / 10.0)
          .append(" % of them: fix the rows or the declaration, or raise ingestion.maxBadRows.\n");
    } else {
      text.append("Next: sluice run --set dataset=").append(dataset).append('\n');
    }
    return text.toString();
  }
}
