package sluice.ingestion.dataset;

import java.util.List;
import java.util.Map;
import sluice.core.ConfigNode;
import sluice.core.UserError;
import sluice.ingestion.ColumnType;

/**
 * Reads one attribute column of items or users: {@code title: text} or {@code genres: {type: set,
 * separator: "|"}}.
 */
final class AttributeYaml {
  private AttributeYaml() {}

  static Field read(String name, ConfigNode bare, Map<String, ColumnType> attributes) {
    ConfigNode node = bare.typed();
    ColumnType type = ColumnType.of(node.require("type").asOneOf(ColumnType.words()));
    attributes.put(name, type);
    String column = node.text("column", name);
    boolean required = node.flag("required", false);
    List<String> missing = node.list("missing", List.of(), ConfigNode::asText);
    String format = type == ColumnType.TIME ? TimeColumnYaml.format(node) : "";
    String separator = type == ColumnType.SET ? node.text("separator", "|") : "";
    double min = Double.NEGATIVE_INFINITY;
    double max = Double.POSITIVE_INFINITY;
    List<String> allowed = List.of();
    if (type == ColumnType.NUMBER) {
      min = node.number("min", min, -Double.MAX_VALUE, Double.MAX_VALUE);
      max = node.number("max", max, -Double.MAX_VALUE, Double.MAX_VALUE);
      if (min > max) {
        throw new UserError(
            node.place() + ": " + node.path() + " has min " + min + " above max " + max);
      }
    }
    if (type == ColumnType.CATEGORY || type == ColumnType.SET) {
      allowed = node.list("allowed", List.of(), ConfigNode::asText);
    }
    node.finish();
    return Field.of(name, column, Field.Kind.of(type), required)
        .with(new Field.Checks(min, max, allowed))
        .with(new Field.Derivation.Plain(separator))
        .with(new Field.Writing(missing, format));
  }
}
