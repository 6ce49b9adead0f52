package sluice.ingestion.dataset;

import java.util.List;
import java.util.Optional;
import sluice.core.ConfigNode;
import sluice.core.SettingError;

/**
 * Reads a column that may be a time: {@code timestamp: ts}, or {@code timestamp: {column: ts,
 * format: "%d/%m/%Y %H:%M"}}.
 */
record TimeColumnYaml(String column, String format) {
  TimeColumnYaml {
    SettingError.check("format", isFormat(format), problem(format));
  }

  static Field read(ConfigNode node, String name, Field.Kind kind, boolean required) {
    boolean time = kind == Field.Kind.TIME || kind == Field.Kind.PAST_TIME;
    if (!time || !node.isMap()) {
      return Field.of(name, node.asText(), kind, required);
    }
    TimeColumnYaml read = node.bind(TimeColumnYaml.class, "format: ''");
    return Field.of(name, read.column, kind, required)
        .with(new Field.Writing(List.of(), read.format));
  }

  static String format(ConfigNode node) {
    Optional<ConfigNode> format = node.get("format");
    String text = format.map(ConfigNode::asText).orElse("");
    if (!isFormat(text)) {
      throw format.orElseThrow().error(problem(text));
    }
    return text;
  }

  private static boolean isFormat(String format) {
    return format.isEmpty() || format.contains("%") || Field.Writing.FORMATS.contains(format);
  }

  private static String problem(String format) {
    return "one of "
        + String.join(", ", Field.Writing.FORMATS)
        + ", or a pattern such as \"%d/%m/%Y %H:%M\" is expected"
        + ConfigNode.didYouMean(format, Field.Writing.FORMATS);
  }
}
