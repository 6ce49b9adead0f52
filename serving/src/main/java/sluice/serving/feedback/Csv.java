package sluice.serving.feedback;

import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Lines of comma-separated values, as ingestion reads them (RFC 4180). */
final class Csv {
  private Csv() {}

  /** Writes a line, quoting what needs it. */
  static void line(Writer out, List<String> values) throws IOException {
    for (int i = 0; i < values.size(); i++) {
      out.write(i == 0 ? "" : ",");
      out.write(quotedIfNeeded(values.get(i)));
    }
    out.write('\n');
  }

  private static String quotedIfNeeded(String value) {
    boolean plain = value.chars().noneMatch(c -> c <= ' ' || c == ',' || c == '"');
    return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
  }
}
