package sluice.candidates.content;

import java.util.List;
import sluice.core.SettingError;
import sluice.core.YamlFile;

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
  static final String DEFAULTS = YamlFile.resource(ContentSettings.class, "content.yaml");

  /** What is used where the config says nothing. */
  public static final ContentSettings DEFAULT =
      YamlFile.parse(DEFAULTS, "defaults").bind(ContentSettings.class);

  /** Checks and copies. */
  public ContentSettings {
    fields = List.copyOf(fields);
    SettingError.check("dimension", dimension, 1, 1_024);
    SettingError.check("halfLife", halfLife, 0.1, 1e6);
  }
}
