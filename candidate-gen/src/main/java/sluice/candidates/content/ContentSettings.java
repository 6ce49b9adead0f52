package sluice.candidates.content;

import java.util.List;
import sluice.core.ConfigNode;

/**
 * How content vectors are made.
 *
 * @param dimension floats a vector, 1 … 1,024
 * @param fields which columns of the items are read ({@code tags} for the users' tags); empty for
 *     every text, category and set column and the tags
 * @param halfLife after how many further interactions one of the user's counts half in the user's
 *     vector
 */
public record ContentSettings(int dimension, List<String> fields, double halfLife) {
  /** What is used where the config says nothing. */
  public static final ContentSettings DEFAULT = new ContentSettings(64, List.of(), 20);

  /** Checks and copies. */
  public ContentSettings {
    fields = List.copyOf(fields);
    if (dimension < 1 || !(halfLife > 0)) {
      throw new IllegalArgumentException("dimension is 1 or more, halfLife above 0");
    }
  }

  /** Reads the settings; every key has a default. */
  public static ContentSettings read(ConfigNode node) {
    ContentSettings settings =
        new ContentSettings(
            node.integer("dimension", DEFAULT.dimension, 1, 1024),
            node.list("fields", DEFAULT.fields, ConfigNode::asText),
            node.number("halfLife", DEFAULT.halfLife, 0.1, 1e6));
    node.finish();
    return settings;
  }
}
