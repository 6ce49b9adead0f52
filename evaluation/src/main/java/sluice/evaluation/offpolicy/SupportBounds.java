package sluice.evaluation.offpolicy;

import java.util.Locale;
import java.util.Optional;

/**
 * From where on a log is refused as too thin for a target.
 *
 * @param maxUnsupported largest share of the target without support, 0 … 1
 * @param minEffective least effective sample size, in impressions
 */
public record SupportBounds(double maxUnsupported, double minEffective) {
  /** A twentieth without support; thirty effective impressions. */
  public static final SupportBounds DEFAULT = new SupportBounds(0.05, 30);

  /** Checks the ranges. */
  public SupportBounds {
    if (!(maxUnsupported >= 0 && maxUnsupported <= 1) || !(minEffective >= 0)) {
      throw new IllegalArgumentException(maxUnsupported + ", " + minEffective);
    }
  }

  /** Returns why nothing can be estimated, empty where it can. */
  public Optional<String> refusal(Support support) {
    if (!support.drawn() && 1 - support.same() > maxUnsupported) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "every propensity in the log is 1: nothing was drawn, so the log says nothing of the"
                  + " %.1f %% that it shows otherwise",
              100 * (1 - support.same())));
    }
    if (support.unsupported() > maxUnsupported) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "%.1f %% of what it shows was never shown at that position in the log (bound %.1f"
                  + " %%)",
              100 * support.unsupported(),
              100 * maxUnsupported));
    }
    if (support.effective() < minEffective) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "only %.1f effective impressions (bound %.0f)",
              support.effective(),
              minEffective));
    }
    return Optional.empty();
  }

  /**
   * Returns why estimators that read a request's slate as a whole cannot be used, empty where they
   * can: where the log has not a row for each position, what is not there would count 0.
   */
  public Optional<String> partial(Support support) {
    return 1 - support.covered() > maxUnsupported
        ? Optional.of(
            (support.rows() == 1 ? "one row" : number(support.rows()) + " rows")
                + " a request against a list of "
                + number(support.shown())
                + ": what has no row would count 0")
        : Optional.empty();
  }

  private static String number(double mean) {
    return String.format(Locale.ROOT, mean == Math.rint(mean) ? "%.0f" : "%.1f", mean);
  }
}
