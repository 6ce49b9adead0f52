package sluice.features.families;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import sluice.core.Column;
import sluice.core.Feature;
import sluice.features.Declared;
import sluice.features.FeatureGroup;
import sluice.features.RequestFacts;
import sluice.features.SharedSettings;
import sluice.features.tables.AsOfCounts;
import sluice.features.tables.CountColumn;

/**
 * How a candidate's categories in one column of the item table (genres, creator, …) agree with the
 * user's history.
 *
 * <p>p(c) is the share of the latest positive interactions, each counting ½^(k / halfLife) for the
 * k-th latest, whose item has category c; g(c) the same share over all users' interactions as of
 * the request; idf(c) = ln((N + 1) / (n_c + 1)).
 */
final class CategoryAffinity implements FeatureGroup {
  private final String name;
  private final Column.Categories column;
  private final EqualSets sets;
  private final SharedSettings settings;
  private final Declared declared;
  private final int affinity;
  private final int cosine;
  private final int lift;
  private final int latest;
  private final int count;
  private final int entropy;
  private final int value;

  CategoryAffinity(
      String prefix,
      String name,
      Column.Categories column,
      boolean hasValues,
      SharedSettings settings) {
    this.name = name;
    this.column = column;
    this.sets = new EqualSets(column);
    this.settings = settings;
    Duration lag = settings.lag();
    declared = new Declared("affinity by " + name, "assembler", Duration.ZERO);
    affinity =
        declared.add(
            prefix + "affinity",
            Feature.Type.RATE,
            0,
            "Mean over the candidate's "
                + name
                + " of their share in the user's history, later ones counting more.");
    cosine =
        declared.add(
            prefix + "cosine",
            Feature.Type.SCORE,
            0,
            "Cosine of the candidate's "
                + name
                + " and those of the history, both weighted by idf.",
            "assembler",
            lag);
    lift =
        declared.add(
            prefix + "lift",
            Feature.Type.NUMBER,
            0,
            "Mean over the candidate's "
                + name
                + " of ln((share in the history + 0.02) / (share in all interactions + 0.02)).",
            "assembler",
            lag);
    latest =
        declared.add(
            prefix + "latest",
            Feature.Type.RATE,
            0,
            "Share of the user's last "
                + settings.last()
                + " items with the candidate's most frequent of "
                + name
                + ".");
    count =
        declared.add(
            prefix + "count",
            Feature.Type.NUMBER,
            0,
            "ln(1 + items of the history with the candidate's most frequent of " + name + ").");
    entropy =
        declared.add(
            prefix + "user_entropy",
            Feature.Type.NUMBER,
            0,
            "Entropy in nats of " + name + " in the user's history: how varied it is.");
    value =
        hasValues
            ? declared.add(
                prefix + "value",
                Feature.Type.NUMBER,
                0,
                "Mean over the candidate's "
                    + name
                    + " of the user's recorded values there less the user's mean,"
                    + " drawn to 0 by two votes.")
            : -1;
  }

  @Override
  public List<Feature> features() {
    return declared.features();
  }

  @Override
  public Filler newFiller() {
    return new AffinityFiller();
  }

  private final class AffinityFiller implements Filler {
    private final int codes = column.values().size();
    private final SparseProfile shares = new SparseProfile(codes);
    private final SparseProfile plain = new SparseProfile(codes);
    private final SparseProfile latestPlain = new SparseProfile(codes);
    private final SparseProfile values = new SparseProfile(codes);
    private final SparseProfile valued = new SparseProfile(codes);
    private final double[] idfs = new double[codes];
    private final double[] lifts = new double[codes];
    private final int[] knownFor = new int[codes];
    private final int[] knownOn = new int[codes];
    private final long[] known = new long[codes];
    private int stamp;
    private AsOfCounts counts = AsOfCounts.none(0);

    /** The first candidate of the request that has a set, −1 for none. */
    private final int[] firsts = new int[sets.size()];

    AffinityFiller() {
      Arrays.fill(knownOn, Integer.MIN_VALUE);
      Arrays.fill(firsts, -1);
    }

    @Override
    public void fill(RequestFacts facts, Rows rows) {
      int recent = facts.recent();
      if (recent == 0) {
        return;
      }
      profile(facts, recent);
      nextStamp();
      int n = facts.size();
      int day = facts.day();
      counts = facts.tables().categories(name);
      long all = facts.tables().total().before(CountColumn.INTERACTIONS, 0, day);
      double norm = 0;
      double sum = 0;
      for (int k = 0; k < shares.size(); k++) {
        double w = shares.get(shares.code(k)) * idf(shares.code(k), day, all);
        norm += w * w;
        sum += shares.get(shares.code(k));
      }
      rows.setAll(n, entropy, entropyOf(sum));
      int lastN = Math.min(recent, settings.last());
      int width = declared.features().size();
      for (int c = 0; c < n; c++) {
        int set = set(facts, c);
        if (set >= 0 && firsts[set] >= 0) {
          rows.copy(c, firsts[set], width);
        } else if (set >= 0) {
          firsts[set] = c;
          fillRow(rows, c, facts.row(c), column.count(facts.row(c)), day, all, norm, lastN);
        }
      }
      for (int c = 0; c < n; c++) {
        int set = set(facts, c);
        if (set >= 0) {
          firsts[set] = -1;
        }
      }
      clear();
    }

    private int set(RequestFacts facts, int c) {
      int row = facts.row(c);
      return row < 0 ? -1 : sets.of(row);
    }

    private void fillRow(
        Rows rows, int c, int row, int m, int day, long all, double norm, int lastN) {
      double share = 0;
      double dot = 0;
      double own = 0;
      double lifted = 0;
      float most = 0;
      float mostLatest = 0;
      double liking = 0;
      for (int k = 0; k < m; k++) {
        int code = column.code(row, k);
        double p = shares.get(code);
        double idf = idf(code, day, all);
        share += p;
        dot += p * idf * idf;
        own += idf * idf;
        lifted += lifts[code];
        most = Math.max(most, plain.get(code));
        mostLatest = Math.max(mostLatest, latestPlain.get(code));
        liking += values.get(code) / (valued.get(code) + 2);
      }
      rows.set(c, affinity, (float) (share / m));
      rows.set(c, cosine, norm > 0 && own > 0 ? (float) (dot / Math.sqrt(norm * own)) : 0);
      rows.set(c, lift, (float) (lifted / m));
      rows.set(c, latest, mostLatest / lastN);
      rows.set(c, count, (float) Math.log(1.0 + most));
      if (value >= 0) {
        rows.set(c, value, (float) (liking / m));
      }
    }

    private void profile(RequestFacts facts, int recent) {
      double weights = 0;
      double valueSum = 0;
      int valueCount = 0;
      for (int k = 0; k < recent; k++) {
        weights += Math.pow(0.5, k / settings.halfLifeItems());
        if (!Float.isNaN(facts.recentValue(k))) {
          valueSum += facts.recentValue(k);
          valueCount++;
        }
      }
      double mean = valueSum / Math.max(1, valueCount);
      for (int k = 0; k < recent; k++) {
        int row = facts.recentRow(k);
        float weight = (float) (Math.pow(0.5, k / settings.halfLifeItems()) / weights);
        float v = facts.recentValue(k);
        for (int j = 0; row >= 0 && j < column.count(row); j++) {
          int code = column.code(row, j);
          shares.add(code, weight);
          plain.add(code, 1);
          if (k < settings.last()) {
            latestPlain.add(code, 1);
          }
          if (!Float.isNaN(v)) {
            values.add(code, (float) (v - mean));
            valued.add(code, 1);
          }
        }
      }
    }

    private float entropyOf(double sum) {
      double h = 0;
      for (int k = 0; k < shares.size() && sum > 0; k++) {
        double p = shares.get(shares.code(k)) / sum;
        h -= p > 0 ? p * Math.log(p) : 0;
      }
      return (float) Math.max(0, h);
    }

    /** Looks a category up: its idf once a day, its lift in the user's history once a request. */
    private double idf(int code, int day, long all) {
      if (knownFor[code] != stamp) {
        knownFor[code] = stamp;
        if (knownOn[code] != day) {
          knownOn[code] = day;
          known[code] = counts.before(CountColumn.INTERACTIONS, code, day);
          idfs[code] = Math.log((all + 1.0) / (known[code] + 1.0));
        }
        double everyone = all == 0 ? 0 : (double) known[code] / all;
        lifts[code] = Math.log((shares.get(code) + 0.02) / (everyone + 0.02));
      }
      return idfs[code];
    }

    private void nextStamp() {
      if (++stamp == 0) {
        Arrays.fill(knownFor, 0);
        stamp = 1;
      }
    }

    private void clear() {
      shares.clear();
      plain.clear();
      latestPlain.clear();
      values.clear();
      valued.clear();
    }
  }
}
