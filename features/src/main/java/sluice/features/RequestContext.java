package sluice.features;

import java.time.Duration;
import java.util.List;
import sluice.core.Feature;
import sluice.features.ops.Hashing;

/**
 * Time of day and week as sine and cosine (UTC), and the settings' context columns hashed into
 * flags.
 */
final class RequestContext implements Family {
  private static final long DAY = 86_400_000L;
  private static final long WEEK = 7 * DAY;
  private final boolean timed;
  private final FeatureSettings settings;
  private final Hashing hashing;
  private final Declared declared = new Declared("context", "assembler", Duration.ZERO);

  RequestContext(boolean timed, FeatureSettings settings, FeatureNames names) {
    this.timed = timed;
    this.settings = settings;
    this.hashing = new Hashing(settings.buckets());
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
    for (String column : settings.context()) {
      String prefix = names.prefix("context", column);
      for (int b = 0; b < settings.buckets(); b++) {
        declared.add(
            prefix + "bucket" + b,
            Feature.Type.FLAG,
            0,
            "Whether the request's "
                + column
                + " hashes to bucket "
                + b
                + " of "
                + settings.buckets()
                + ".");
      }
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
    int column = 0;
    if (timed) {
      long time = facts.request().time();
      double hour = 2 * Math.PI * Math.floorMod(time, DAY) / DAY;
      double week = 2 * Math.PI * Math.floorMod(time + 3 * DAY, WEEK) / WEEK;
      rows.setAll(n, column++, (float) StrictMath.sin(hour));
      rows.setAll(n, column++, (float) StrictMath.cos(hour));
      rows.setAll(n, column++, (float) StrictMath.sin(week));
      rows.setAll(n, column++, (float) StrictMath.cos(week));
    }
    for (String name : settings.context()) {
      String value = facts.request().context().get(name);
      if (value != null) {
        rows.setAll(n, column + hashing.bucket(value), 1);
      }
      column += settings.buckets();
    }
  }
}
