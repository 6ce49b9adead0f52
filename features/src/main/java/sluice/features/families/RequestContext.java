package sluice.features.families;

import java.time.Duration;
import java.util.List;
import sluice.core.Feature;
import sluice.features.Declared;
import sluice.features.FeatureGroup;
import sluice.features.RequestFacts;

/** Time of day and week as sine and cosine (UTC). */
final class RequestContext implements FeatureGroup {
  private static final long DAY = 86_400_000L;
  private static final long WEEK = 7 * DAY;
  private final boolean timed;
  private final Declared declared = new Declared("context", "assembler", Duration.ZERO);

  RequestContext(boolean timed) {
    this.timed = timed;
    if (timed) {
      declared.add(
          "hour_sin",
          Feature.Type.SCORE,
          0,
          "Sine of the time of day (UTC), a day being a circle.");
      declared.add("hour_cos", Feature.Type.SCORE, 0, "Cosine of the time of day (UTC).");
      declared.add(
          "weekday_sin",
          Feature.Type.SCORE,
          0,
          "Sine of the time of week, from Monday 00:00 UTC, a week being a circle.");
      declared.add("weekday_cos", Feature.Type.SCORE, 0, "Cosine of the time of week.");
    }
  }

  @Override
  public List<Feature> features() {
    return declared.features();
  }

  @Override
  public Filler newFiller() {
    return this::fill;
  }

  private void fill(RequestFacts facts, Rows rows) {
    int n = facts.size();
    if (timed) {
      long time = facts.request().time();
      double hour = 2 * Math.PI * Math.floorMod(time, DAY) / DAY;
      double week = 2 * Math.PI * Math.floorMod(time + 3 * DAY, WEEK) / WEEK;
      rows.setAll(n, 0, (float) StrictMath.sin(hour));
      rows.setAll(n, 1, (float) StrictMath.cos(hour));
      rows.setAll(n, 2, (float) StrictMath.sin(week));
      rows.setAll(n, 3, (float) StrictMath.cos(week));
    }
  }
}
