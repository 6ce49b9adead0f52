package sluice.serving.batch;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * One JSON object a line, {@code {"user":"u1","rank":1,"item":"i7","score":0.25,
 * "probability":0.03,"propensity":1.0}}, in UTF-8.
 */
final class JsonLinesWriter implements RecommendationWriter {
  private static final JsonFactory JSON = JsonFactory.builder().rootValueSeparator("").build();

  @Override
  public String extension() {
    return "jsonl";
  }

  @Override
  public void writePart(Path file, Rows rows) throws IOException {
    try (Writer out = TextParts.open(file);
        JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      rows.writeTo((user, rank, item, score, probability, propensity) -> {
        json.writeStartObject();
        json.writeStringProperty("user", user);
        json.writeNumberProperty("rank", rank);
        json.writeStringProperty("item", item);
        json.writeNumberProperty("score", RecommendationWriter.finite(score));
        if (!Double.isNaN(probability)) {
          json.writeNumberProperty("probability", probability);
        }
        json.writeNumberProperty("propensity", propensity);
        json.writeEndObject();
        json.writeRaw('\n');
      });
    }
  }

  @Override
  public void merge(List<Path> parts, Path file) throws IOException {
    TextParts.merge("", parts, file);
  }
}
