package sluice.features.ops;

/**
 * Puts a value of a repeating scale (hour of day, day of week) on a circle: sin and cos of 2π · x /
 * period.
 */
public record Cyclic(double period) implements NumberOperation {
  /** Checks. */
  public Cyclic {
    if (!(period > 0)) {
      throw new IllegalArgumentException("period is " + period);
    }
  }

  @Override
  public int width() {
    return 2;
  }

  @Override
  public void apply(float value, float[] out, int offset) {
    double angle = 2 * Math.PI * value / period;
    out[offset] = (float) StrictMath.sin(angle);
    out[offset + 1] = (float) StrictMath.cos(angle);
  }
}
