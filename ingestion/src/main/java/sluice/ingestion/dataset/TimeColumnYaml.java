package sluice.ingestion.dataset;

import sluice.core.ConfigNode;

/**
 * Reads a column that may be a time: {@code timestamp: ts}, or {@code timestamp: {column: ts,
 * format: "%d/%m/%Y %H:%M"}}.
 */
final class TimeColumnYaml {
  private TimeColumnYaml() {}

  static Field read(ConfigNode node, String name, Field.Kind kind, boolean required) {
    boolean time = kind == Field.Kind.TIME || kind == Field.Kind.PAST_TIME;
    if (!time || !node.isMap()) {
      return Field.of(name, node.asText(), kind, required);
    }
    Field field = Field.of(name, node.require("column").asText(), kind, required);
    String format = format(node);
    node.finish();
    return field.with(new Field.Writing(java.util.List.of(), format));
  }

  static String format(ConfigNode node) {
    String format = node.text("format", "");
    if (!format.isEmpty() && !format.contains("%") && !Field.Writing.FORMATS.contains(format)) {
      throw node.require("format")
          .error(
              "one of "
                  + String.join(", ", Field.Writing.FORMATS)
                  + ", or a pattern such as \"%d/%m/%Y %H:%M\" is expected"
                  + ConfigNode.didYouMean(format, Field.Writing.FORMATS));
    }
    return format;
  }
}
