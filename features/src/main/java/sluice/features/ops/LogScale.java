package sluice.features.ops;

/** Draws large values together: sign(x) · ln(1 + |x|). */
public record LogScale() implements NumberOperation {
  @Override
  public int width() {
    return 1;
  }

  @Override
  public void apply(float value, float[] out, int offset) {
    out[offset] = (float) (Math.signum(value) * Math.log1p(Math.abs((double) value)));
  }
}
