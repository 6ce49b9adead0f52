package sluice.serving.feedback;

import java.io.IOException;
import java.io.Reader;
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

  /**
   * Reads one record, which may go over several lines.
   *
   * @param raw receives it as it stands, with its end of line
   * @param values receives its values
   * @return false where there is none left
   */
  static boolean next(Reader in, StringBuilder raw, List<String> values) throws IOException {
    raw.setLength(0);
    values.clear();
    StringBuilder value = new StringBuilder();
    boolean quoted = false;
    int c = in.read();
    while (c >= 0 && (quoted || c != '\n')) {
      raw.append((char) c);
      if (c == '"') {
        // a quote within quotes stands twice: out and in again, and it is kept
        if (!quoted && raw.length() > 1 && raw.charAt(raw.length() - 2) == '"') {
          value.append('"');
        }
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        values.add(value.toString());
        value.setLength(0);
      } else {
        value.append((char) c);
      }
      c = in.read();
    }
    if (c < 0 && raw.isEmpty()) {
      return false;
    }
    values.add(value.toString());
    raw.append(c < 0 ? "" : "\n");
    return true;
  }

  private static String quotedIfNeeded(String value) {
    boolean plain = value.chars().noneMatch(c -> c <= ' ' || c == ',' || c == '"');
    return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
  }
}
