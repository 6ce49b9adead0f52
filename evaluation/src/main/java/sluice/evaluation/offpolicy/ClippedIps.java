package sluice.evaluation.offpolicy;

/**
 * IPS with weights cut at a bound: {@code V = 1/n Σ_rows min(w, bound) r} (Ionides 2008; Bottou and
 * others 2013).
 *
 * <p>Assumes what {@link Ips} does. Biased downwards where rewards are not negative, by what is cut
 * off; less spread. The interval is that of chance alone: it is not promised to cover the true
 * value.
 *
 * @param bound largest weight, above 0
 */
public record ClippedIps(double bound) implements Estimator {
  /** Checks the bound. */
  public ClippedIps {
    if (!(bound > 0)) {
      throw new IllegalArgumentException("bound: " + bound);
    }
  }

  @Override
  public String name() {
    return "IPS clipped at " + (bound == Math.rint(bound) ? Long.toString((long) bound) : bound);
  }

  @Override
  public String assumption() {
    return "As IPS; weights are cut at "
        + bound
        + ", which biases it downwards. The interval leaves that bias out.";
  }

  @Override
  public boolean biased() {
    return true;
  }

  @Override
  public Statistic statistic(WeightedLog weighted) {
    return Ips.of(weighted, bound);
  }
}
