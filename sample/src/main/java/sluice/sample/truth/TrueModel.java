package sluice.sample.truth;

/**
 * The strengths of everything that makes a user watch an item, in units of the logit; see
 * docs/concepts/sample-world.md.
 *
 * @param start first moment of the logged period, milliseconds since 1970 UTC
 * @param days length of the logged period
 * @param base logit of an average item for a user whose taste it does not touch
 * @param season amplitude of the yearly wave of each genre
 * @param hour amplitude of the daily wave of each genre
 * @param freshness what a new upload gains, and how fast that fades
 * @param sequence what the items watched last add to those that follow them
 */
public record TrueModel(
    long start,
    int days,
    double base,
    double season,
    double hour,
    Freshness freshness,
    Sequence sequence) {
  /** Dimensions of tastes. */
  public static final int DIMENSIONS = 16;

  /** How many genres there are. */
  public static final int GENRES = 12;

  /** How many topics there are; topic c belongs to genre c / 4. */
  public static final int TOPICS = 48;

  /** How many successors an item has at most. */
  public static final int SUCCESSORS = 4;

  /** How many of the items watched last are remembered. */
  public static final int MEMORY = 5;

  /** A day in milliseconds. */
  public static final long DAY = 86_400_000L;

  private static final double[] COS = new double[GENRES];
  private static final double[] SIN = new double[GENRES];

  static {
    for (int g = 0; g < GENRES; g++) {
      COS[g] = StrictMath.cos(2 * Math.PI * g / GENRES);
      SIN[g] = StrictMath.sin(2 * Math.PI * g / GENRES);
    }
  }

  /**
   * A bonus that fades with the age of an item.
   *
   * @param strength the bonus at age 0
   * @param days the age at which 1/e of it is left
   */
  public record Freshness(double strength, double days) {}

  /**
   * What follows what.
   *
   * @param successor bonus of a successor of the item watched last
   * @param creator bonus of an item by the same creator
   * @param topic bonus of an item of the same topic
   * @param decay factor from each remembered item to the one before it
   * @param days time after the last watch at which 1/e of all this is left
   */
  public record Sequence(
      double successor, double creator, double topic, double decay, double days) {}

  /** Returns the end of the logged period, exclusive: the cutoff. */
  public long end() {
    return start + days * DAY;
  }

  /** Returns how far a time is through the period, 0 before it, 1 after it. */
  public double progress(long time) {
    return Math.clamp((time - start) / (double) (days * DAY), 0.0, 1.0);
  }

  /**
   * Writes what season and hour add to each genre g at a time: {@code season cos(2π (y − g / 12)) +
   * hour cos(2π (d − h / 12))} with y in years of 365.25 days since the start, d the part of the
   * UTC day that has passed, h = 5 g mod 12.
   */
  void genreWaves(long time, double[] out) {
    double year = (time - start) / (365.25 * DAY);
    double day = Math.floorMod(time, DAY) / (double) DAY;
    double cosYear = StrictMath.cos(2 * Math.PI * year);
    double sinYear = StrictMath.sin(2 * Math.PI * year);
    double cosDay = StrictMath.cos(2 * Math.PI * day);
    double sinDay = StrictMath.sin(2 * Math.PI * day);
    for (int g = 0; g < GENRES; g++) {
      int h = 5 * g % GENRES;
      out[g] =
          season * (cosYear * COS[g] + sinYear * SIN[g])
              + hour * (cosDay * COS[h] + sinDay * SIN[h]);
    }
  }

  /** Returns the logistic function. */
  public static double sigmoid(double logit) {
    return 1 / (1 + StrictMath.exp(-logit));
  }
}
