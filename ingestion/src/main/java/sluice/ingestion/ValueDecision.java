package sluice.ingestion;

import java.math.BigDecimal;
import java.math.MathContext;
import sluice.core.ValueKind;

/**
 * What the interactions' values are taken for, and why.
 *
 * @param kind what they are
 * @param declared whether the dataset says so; else it was decided from the data
 * @param reason what the data shows, such as {@code 10 distinct values from 0.5 to 5}
 */
public record ValueDecision(ValueKind kind, boolean declared, String reason) {
  /** Returns it in words, for reports and terminals. */
  public String toText() {
    String scale = kind.scale() == 1 ? "" : ", one unit is " + plain(kind.scale());
    return kind.type().word()
        + scale
        + " ("
        + (declared ? "as declared" : "decided from the data")
        + ": "
        + reason
        + ")";
  }

  private static String plain(double scale) {
    return new BigDecimal(scale).round(new MathContext(6)).stripTrailingZeros().toPlainString();
  }
}
