package sluice.serving.batch;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;

/**
 * CSV as in RFC 4180: a line of names, CRLF at every line's end, quotes where an id is empty or
 * holds a comma, a quote or a line break; UTF-8 without a byte order mark.
 *
 * <p>Written here: Commons CSV leaves an empty id without quotes, which then reads as no id, or
 * puts every id in quotes.
 *
 * <p>Ids are written as they are: a spreadsheet may take one that begins with {@code =} for a
 * formula.
 */
final class CsvWriter implements RecommendationWriter {
  @Override
  public String extension() {
    return "csv";
  }

  @Override
  public void writePart(Path file, Rows rows) throws IOException {
    try (Writer out = TextParts.open(file)) {
      rows.writeTo((user, rank, item, score, probability, propensity) -> {
        field(out, user);
        out.write(',');
        out.write(Integer.toString(rank));
        out.write(',');
        field(out, item);
        out.write(',');
        out.write(Float.toString(RecommendationWriter.finite(score)));
        out.write(',');
        out.write(Double.isNaN(probability) ? "" : Double.toString(probability));
        out.write(',');
        out.write(Double.toString(propensity));
        out.write("\r\n");
      });
    }
  }

  @Override
  public void merge(List<Path> parts, Path file) throws IOException {
    TextParts.merge("user,rank,item,score,probability,propensity\r\n", parts, file);
  }

  private static void field(Writer out, String value) throws IOException {
    if (value.isEmpty() || value.chars().anyMatch(c -> "\",\r\n".indexOf(c) >= 0)) {
      out.write('"');
      out.write(value.replace("\"", "\"\""));
      out.write('"');
    } else {
      out.write(value);
    }
  }
}
