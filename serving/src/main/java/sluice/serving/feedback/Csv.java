package sluice.serving.feedback;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;

/**
 * The comma-separated values of an export, as ingestion reads them (RFC 4180, but LF at the end).
 */
final class Csv {
  /** An edited file that is not quite right is read all the same: its users can be forgotten. */
  static final CSVFormat FORMAT =
      CSVFormat.DEFAULT
          .builder()
          .setRecordSeparator('\n')
          .setIgnoreEmptyLines(false)
          .setLenientEof(true)
          .setTrailingData(true)
          .get();

  private Csv() {}

  static CSVPrinter writer(Path file) throws IOException {
    return new CSVPrinter(Files.newBufferedWriter(file), FORMAT);
  }

  static CSVParser reader(Path file) throws IOException {
    return CSVParser.parse(file, StandardCharsets.UTF_8, FORMAT);
  }
}
