package sluice.candidates.embedding;

import java.util.List;
import sluice.core.SettingError;

/**
 * How vectors that the data brings are compared.
 *
 * @param similarity {@code cosine}: all are scaled to length 1; or {@code dot}: as they are
 * @param halfLife after how many further interactions one counts half in the vector of a request
 *     whose user has none
 */
public record BroughtSettings(String similarity, double halfLife) {
  /** Checks. */
  public BroughtSettings {
    SettingError.oneOf("similarity", similarity, List.of("cosine", "dot"));
    SettingError.check("halfLife", halfLife, 0.01, 1e6);
  }

  boolean cosine() {
    return similarity.equals("cosine");
  }
}
