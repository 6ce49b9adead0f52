package sluice.ranking.calibration;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import sluice.core.ConfigNode;

/** How the probability of a score is fitted: {@code ranking.calibration}. */
public enum CalibrationMethod {
  /** Not at all: answers hold no probability. */
  NONE,
  /** A sigmoid of two parameters, see {@link Platt}. */
  PLATT,
  /** A step function that never falls, see {@link Isotonic}. */
  ISOTONIC,
  /** {@link #PLATT}, which needs the fewest relevant rows. */
  AUTO;

  /** Reads the key of a config; {@code auto} where it has none. */
  public static CalibrationMethod read(ConfigNode node, String key) {
    List<String> words = Arrays.stream(values()).map(CalibrationMethod::word).toList();
    return values()[words.indexOf(node.oneOf(key, AUTO.word(), words))];
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
