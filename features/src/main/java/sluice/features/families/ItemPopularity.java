package sluice.features.families;

import java.time.Duration;
import java.util.List;
import sluice.core.Catalogue;
import sluice.core.Feature;
import sluice.core.FittingPart;
import sluice.features.DayRows;
import sluice.features.Declared;
import sluice.features.FeatureGroup;
import sluice.features.RequestFacts;
import sluice.features.tables.AsOfCounts;
import sluice.features.tables.CountColumn;

/**
 * How popular an item is, by windows, and how that changes; what its impressions brought; how old
 * it is.
 */
final class ItemPopularity implements FeatureGroup {
  private static final int[] WINDOWS = {1, 7, 30, 90};
  private static final int[] CLICK_WINDOWS = {7, 30, Integer.MAX_VALUE};
  private final Catalogue catalogue;
  private final boolean timed;
  private final Declared declared;
  private final int[] counts = new int[WINDOWS.length];
  private final int[] shares = new int[WINDOWS.length];
  private final int countAll;
  private final int shareAll;
  private final int quantileAll;
  private final int positives;
  private final int users;
  private final int meanValue;
  private final int quantileMonth;
  private final int trendWeek;
  private final int trendMonth;
  private final int age;
  private final int idle;
  private final int[] clickRates = new int[CLICK_WINDOWS.length];
  private final int expected;

  ItemPopularity(FittingPart part, boolean values, Duration lag) {
    catalogue = part.catalogue();
    timed = part.timed();
    declared = new Declared("item popularity", "features", lag);
    countAll =
        declared.add(
            "item_count_all", Feature.Type.NUMBER, 0, "ln(1 + interactions with the item).");
    shareAll =
        declared.add(
            "item_share_all",
            Feature.Type.NUMBER,
            0,
            "ln(1 + the item's interactions per 10,000 of all).");
    quantileAll =
        declared.add(
            "item_count_all_quantile",
            Feature.Type.SCORE,
            0,
            "Quantile of item_count_all among the candidates.");
    positives =
        declared.add(
            "item_positive_share",
            Feature.Type.RATE,
            Float.NaN,
            "Share of the item's interactions that are positive, (positive + 1) / (all + 2).");
    users =
        declared.add(
            "item_user_share",
            Feature.Type.RATE,
            Float.NaN,
            "Distinct users of the item per interaction with it.");
    meanValue =
        values
            ? declared.add(
                "item_mean_value",
                Feature.Type.NUMBER,
                Float.NaN,
                "Mean value recorded for the item, shrunk towards the mean of all by five votes.")
            : -1;
    if (timed) {
      for (int w = 0; w < WINDOWS.length; w++) {
        String days = WINDOWS[w] + "d";
        String over = WINDOWS[w] == 1 ? "the last day" : "the last " + WINDOWS[w] + " days";
        counts[w] =
            declared.add(
                "item_count_" + days,
                Feature.Type.NUMBER,
                0,
                "ln(1 + interactions with the item in " + over + ").");
        shares[w] =
            declared.add(
                "item_share_" + days,
                Feature.Type.NUMBER,
                0,
                "ln(1 + the item's interactions per 10,000 of all in " + over + ").");
      }
    }
    quantileMonth =
        timed
            ? declared.add(
                "item_count_30d_quantile",
                Feature.Type.SCORE,
                0,
                "Quantile of item_count_30d among the candidates.")
            : -1;
    trendWeek =
        timed
            ? declared.add(
                "item_trend_7d",
                Feature.Type.NUMBER,
                0,
                "ln of interactions in 7 days over the number expected from 30 days, both plus 1.")
            : -1;
    trendMonth =
        timed
            ? declared.add(
                "item_trend_30d",
                Feature.Type.NUMBER,
                0,
                "ln of interactions in 30 days over the number expected from 90 days, both plus 1.")
            : -1;
    age =
        timed
            ? declared.add(
                "item_age_days",
                Feature.Type.DAYS,
                Float.NaN,
                "Days since the item became available, else since its first interaction.")
            : -1;
    idle =
        timed
            ? declared.add(
                "item_idle_days",
                Feature.Type.DAYS,
                Float.NaN,
                "Days since the last day on which anything happened to the item.")
            : -1;
    if (timed && part.impressions().isPresent()) {
      for (int w = 0; w < CLICK_WINDOWS.length; w++) {
        clickRates[w] =
            declared.add(
                "item_click_rate_"
                    + (CLICK_WINDOWS[w] == Integer.MAX_VALUE ? "all" : CLICK_WINDOWS[w] + "d"),
                Feature.Type.RATE,
                Float.NaN,
                "Clicks per impression"
                    + (CLICK_WINDOWS[w] == Integer.MAX_VALUE
                        ? ""
                        : " in the last " + CLICK_WINDOWS[w] + " days")
                    + ", shrunk towards the rate of all items by 20 impressions.");
      }
      expected =
          declared.add(
              "item_clicks_over_expected",
              Feature.Type.NUMBER,
              Float.NaN,
              "Clicks over expected clicks, given the positions of the item's impressions, both plus"
                  + " 1.");
    } else {
      expected = -1;
    }
  }

  @Override
  public List<Feature> features() {
    return declared.features();
  }

  @Override
  public Filler newFiller() {
    return new PopularityFiller();
  }

  private static float logOnePlus(long count) {
    return (float) Math.log(1.0 + count);
  }

  private static float trend(long recent, long longer, double ratio) {
    return (float) Math.log((recent + 1) / (longer * ratio + 1));
  }

  private final class PopularityFiller implements Filler {
    private final long[] totals = new long[WINDOWS.length];
    private final long[] window = new long[WINDOWS.length];
    private final double[] priorRates = new double[CLICK_WINDOWS.length];
    private final int width = declared.features().size();
    private final float[] defaults = new float[width];
    private final DayRows ofDay = new DayRows(catalogue.size(), width);
    private final Rows days = new Rows();
    private float[] all = new float[0];
    private float[] month = new float[0];

    PopularityFiller() {
      days.at(ofDay.values(), width, 0);
      for (int j = 0; j < width; j++) {
        defaults[j] = declared.features().get(j).defaultValue();
      }
    }

    @Override
    public void fill(RequestFacts facts, Rows rows) {
      int n = facts.size();
      int day = facts.day();
      AsOfCounts items = facts.tables().items();
      AsOfCounts total = facts.tables().total();
      if (all.length < n) {
        all = new float[n];
        month = new float[n];
      }
      int totalRow = total.row(0, day);
      long totalAll = total.at(CountColumn.INTERACTIONS, totalRow);
      double mean =
          total.at(CountColumn.VALUE, totalRow)
              / 1e6
              / Math.max(1, total.at(CountColumn.VALUED, totalRow));
      for (int w = 0; timed && w < WINDOWS.length; w++) {
        totals[w] = totalAll - total.before(CountColumn.INTERACTIONS, 0, day - WINDOWS[w]);
      }
      for (int w = 0; expected >= 0 && w < CLICK_WINDOWS.length; w++) {
        int before = total.row(0, start(day, CLICK_WINDOWS[w]));
        long clicks = total.at(CountColumn.CLICKS, totalRow) - total.at(CountColumn.CLICKS, before);
        long shown =
            total.at(CountColumn.IMPRESSIONS, totalRow) - total.at(CountColumn.IMPRESSIONS, before);
        priorRates[w] = (clicks + 1.0) / (shown + 20.0);
      }
      for (int c = 0; c < n; c++) {
        int item = facts.item(c);
        int known = ofDay.row(item);
        if (ofDay.claim(item, day)) {
          fillDay(facts, items, c, known, item, day, mean);
        }
        rows.copy(c, ofDay.values(), known * width, width);
        long from = catalogue.availableFrom(item);
        if (timed && from != Long.MIN_VALUE) {
          rows.set(c, age, Math.max(0, (facts.request().time() - from) / 86_400_000f));
        }
        all[c] = rows.get(c, countAll);
        month[c] = timed ? rows.get(c, counts[2]) : 0;
      }
      float[] quantiles = facts.quantiles(all);
      for (int c = 0; c < n; c++) {
        rows.set(c, quantileAll, quantiles[c]);
      }
      if (timed) {
        quantiles = facts.quantiles(month);
        for (int c = 0; c < n; c++) {
          rows.set(c, quantileMonth, quantiles[c]);
        }
      }
    }

    /** Fills what holds for an item all day: all but quantiles and the age of a dated item. */
    private void fillDay(
        RequestFacts facts, AsOfCounts items, int c, int known, int item, int day, double mean) {
      System.arraycopy(defaults, 0, ofDay.values(), known * width, width);
      int row = items.row(item, day);
      long count = items.at(CountColumn.INTERACTIONS, row);
      if (count > 0) {
        days.set(known, countAll, logOnePlus(count));
        days.set(known, shareAll, facts.share(c));
        days.set(
            known,
            positives,
            (float) ((items.at(CountColumn.POSITIVES, row) + 1.0) / (count + 2.0)));
        days.set(known, users, (float) ((double) items.at(CountColumn.USERS, row) / count));
        if (meanValue >= 0) {
          double sum = items.at(CountColumn.VALUE, row) / 1e6;
          days.set(
              known,
              meanValue,
              (float) ((sum + 5 * mean) / (items.at(CountColumn.VALUED, row) + 5)));
        }
      }
      if (timed && row >= 0) {
        fillWindows(items, known, item, row, count, day);
      }
      if (expected >= 0) {
        fillClicks(items, known, item, row, day);
      }
    }

    private void fillWindows(AsOfCounts items, int known, int item, int row, long count, int day) {
      for (int w = 0; w < WINDOWS.length; w++) {
        window[w] = count - items.before(CountColumn.INTERACTIONS, item, day - WINDOWS[w]);
        days.set(known, counts[w], logOnePlus(window[w]));
        days.set(known, shares[w], RequestFacts.share(window[w], totals[w]));
      }
      days.set(known, trendWeek, trend(window[1], window[2], 7.0 / 30));
      days.set(known, trendMonth, trend(window[2], window[3], 30.0 / 90));
      days.set(known, idle, day - 1f - items.day(row));
      days.set(known, age, day - items.firstDay(item, day));
    }

    private void fillClicks(AsOfCounts items, int known, int item, int row, int day) {
      long clicks = items.at(CountColumn.CLICKS, row);
      long shown = items.at(CountColumn.IMPRESSIONS, row);
      if (shown == 0) {
        return;
      }
      for (int w = 0; w < CLICK_WINDOWS.length; w++) {
        int before = items.row(item, start(day, CLICK_WINDOWS[w]));
        double k = clicks - items.at(CountColumn.CLICKS, before);
        double m = shown - items.at(CountColumn.IMPRESSIONS, before);
        days.set(known, clickRates[w], (float) ((k + 20 * priorRates[w]) / (m + 20)));
      }
      days.set(
          known,
          expected,
          (float) ((clicks + 1) / (items.at(CountColumn.EXPECTED, row) / 1e6 + 1)));
    }

    private int start(int day, int width) {
      return width == Integer.MAX_VALUE ? Integer.MIN_VALUE : day - width;
    }
  }
}
