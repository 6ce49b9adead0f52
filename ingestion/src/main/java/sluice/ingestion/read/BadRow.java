package sluice.ingestion.read;

/**
 * A row that was put into quarantine.
 *
 * @param table the canonical table it was meant for
 * @param file the file it stands in, or the database
 * @param line the line, from 1, on which it begins; the row's number for Parquet and databases
 * @param reason why it is bad
 * @param raw the row as it stands
 */
public record BadRow(String table, String file, long line, String reason, String raw) {
  @Override
  public String toString() {
    return file + ":" + line + ": " + reason;
  }
}
