package sluice.features.families;

import java.time.Duration;
import java.util.List;
import sluice.core.Feature;
import sluice.core.FittingPart;
import sluice.core.History;
import sluice.features.Declared;
import sluice.features.FeatureGroup;
import sluice.features.RequestFacts;
import sluice.features.tables.AsOfCounts;
import sluice.features.tables.CountColumn;
import sluice.features.tables.FeatureTables;

/**
 * How much a user did, how recently, how kindly, and how popular the user's items are; the same for
 * all candidates.
 */
final class UserActivity implements FeatureGroup {
  private static final int[] WINDOWS = {1, 7, 30};
  private static final double DAY = 86_400_000.0;
  private final boolean timed;
  private final Declared declared;
  private final int length;
  private final int popularity;
  private final int gap;
  private final int meanValue;
  private final int[] counts = new int[WINDOWS.length];
  private final int sinceLast;
  private final int tenure;
  private final int clickRate;

  UserActivity(FittingPart part, boolean values, Duration lag) {
    this.timed = part.timed();
    declared = new Declared("user activity", "assembler", Duration.ZERO);
    length =
        declared.add(
            "user_interactions", Feature.Type.NUMBER, 0, "ln(1 + interactions of the user).");
    popularity =
        declared.add(
            "user_mean_popularity",
            Feature.Type.NUMBER,
            Float.NaN,
            "Mean of item_share_all over the user's latest positive interactions.",
            "assembler",
            lag);
    gap =
        declared.add(
            "user_popularity_gap",
            Feature.Type.NUMBER,
            0,
            "item_share_all of the candidate less user_mean_popularity.",
            "assembler",
            lag);
    meanValue =
        values
            ? declared.add(
                "user_mean_value", Feature.Type.NUMBER, Float.NaN, "Mean value the user recorded.")
            : -1;
    for (int w = 0; timed && w < WINDOWS.length; w++) {
      counts[w] =
          declared.add(
              "user_count_" + WINDOWS[w] + "d",
              Feature.Type.NUMBER,
              0,
              "ln(1 + interactions of the user in the "
                  + 24 * WINDOWS[w]
                  + " hours before the request).");
    }
    sinceLast =
        timed
            ? declared.add(
                "user_days_since_last",
                Feature.Type.DAYS,
                Float.NaN,
                "Days since the user's last interaction.")
            : -1;
    tenure =
        timed
            ? declared.add(
                "user_tenure_days",
                Feature.Type.DAYS,
                Float.NaN,
                "Days since the user's first interaction.")
            : -1;
    clickRate =
        timed && part.impressions().isPresent()
            ? declared.add(
                "user_click_rate",
                Feature.Type.RATE,
                Float.NaN,
                "Clicks per impression of the user, (clicks + 1) / (impressions + 20).",
                "features",
                lag)
            : -1;
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
    History history = facts.request().history();
    int size = history.size();
    if (size > 0) {
      rows.setAll(n, length, (float) Math.log1p(size));
      if (meanValue >= 0) {
        fillMeanValue(history, rows, n);
      }
      if (timed) {
        fillTimes(facts, rows, n);
      }
    }
    fillPopularity(facts, rows, n);
    int user = facts.request().user();
    if (clickRate >= 0 && user >= 0) {
      AsOfCounts users = facts.tables().users();
      int row = users.row(user, facts.day());
      long shown = users.at(CountColumn.IMPRESSIONS, row);
      if (shown > 0) {
        rows.setAll(
            n, clickRate, (float) ((users.at(CountColumn.CLICKS, row) + 1.0) / (shown + 20.0)));
      }
    }
  }

  private void fillMeanValue(History history, Rows rows, int n) {
    double sum = 0;
    int valued = 0;
    for (int k = 0; k < history.size(); k++) {
      if (!Float.isNaN(history.value(k))) {
        sum += history.value(k);
        valued++;
      }
    }
    if (valued > 0) {
      rows.setAll(n, meanValue, (float) (sum / valued));
    }
  }

  private void fillTimes(RequestFacts facts, Rows rows, int n) {
    History history = facts.request().history();
    long time = facts.request().time();
    int k = history.size() - 1;
    rows.setAll(n, sinceLast, (float) ((time - history.time(k)) / DAY));
    rows.setAll(n, tenure, (float) ((time - history.time(0)) / DAY));
    for (int w = 0; w < WINDOWS.length; w++) {
      while (k >= 0 && time - history.time(k) <= WINDOWS[w] * DAY) {
        k--;
      }
      rows.setAll(n, counts[w], (float) Math.log1p(history.size() - 1 - k));
    }
  }

  private void fillPopularity(RequestFacts facts, Rows rows, int n) {
    if (facts.recent() == 0) {
      return;
    }
    FeatureTables tables = facts.tables();
    AsOfCounts items = tables.items();
    long total = tables.total().before(CountColumn.INTERACTIONS, 0, facts.day());
    double sum = 0;
    for (int k = 0; k < facts.recent(); k++) {
      sum +=
          RequestFacts.share(
              items.before(CountColumn.INTERACTIONS, facts.recentItem(k), facts.day()), total);
    }
    float mean = (float) (sum / facts.recent());
    rows.setAll(n, popularity, mean);
    for (int c = 0; c < n; c++) {
      rows.set(c, gap, facts.share(c) - mean);
    }
  }
}
