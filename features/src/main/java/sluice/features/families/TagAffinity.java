package sluice.features.families;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import sluice.core.Feature;
import sluice.core.Tags;
import sluice.features.Declared;
import sluice.features.FeatureGroup;
import sluice.features.RequestFacts;
import sluice.features.SharedSettings;

/**
 * How the tags that people gave a candidate before the request agree with those of the user's
 * history.
 *
 * <p>Exact in time: tags strictly before the request's time less the lag; the latest 50 of each
 * item. Undated tags count as always there. idf(tag) = ln((N + 1) / (n + 1)), N all tags given by
 * then, n those of this text.
 */
final class TagAffinity implements FeatureGroup {
  static final String GROUP = "affinity by tags";

  private static final int LATEST = 50;
  private final Tags tags;
  private final SharedSettings settings;
  private final int[] itemOffsets;
  private final int[] itemRows;
  private final int[] tagOffsets;
  private final int[] tagRows;
  private final Declared declared;
  private final int affinity;
  private final int cosine;
  private final int count;

  TagAffinity(Tags tags, int items, SharedSettings settings) {
    this.tags = tags;
    this.settings = settings;
    int n = tags.size();
    itemOffsets = new int[items + 1];
    tagOffsets = new int[tags.values().size() + 1];
    for (int r = 0; r < n; r++) {
      itemOffsets[tags.item(r) + 1]++;
      tagOffsets[tags.tag(r) + 1]++;
    }
    Arrays.parallelPrefix(itemOffsets, Integer::sum);
    Arrays.parallelPrefix(tagOffsets, Integer::sum);
    itemRows = new int[n];
    tagRows = new int[n];
    int[] nextItem = itemOffsets.clone();
    int[] nextTag = tagOffsets.clone();
    for (int r = 0; r < n; r++) {
      itemRows[nextItem[tags.item(r)]++] = r;
      tagRows[nextTag[tags.tag(r)]++] = r;
    }
    Duration lag = settings.lag();
    declared = new Declared(GROUP, "assembler", lag);
    affinity =
        declared.add(
            "tag_affinity",
            Feature.Type.RATE,
            0,
            "Mean over the candidate's tags of the share of the user's latest items that bear them.");
    cosine =
        declared.add(
            "tag_cosine",
            Feature.Type.SCORE,
            0,
            "Cosine of the candidate's tags and those of the user's latest items, both weighted by idf.");
    count =
        declared.add(
            "tag_count",
            Feature.Type.NUMBER,
            0,
            "ln(1 + tags given to the candidate before the request).");
  }

  @Override
  public List<Feature> features() {
    return declared.features();
  }

  @Override
  public Filler newFiller() {
    return new TagFiller();
  }

  /** Returns how many of the rows from … to − 1 are from before a time. */
  private int before(int[] rows, int from, int to, long time) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (tags.time(rows[middle]) < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - from;
  }

  private final class TagFiller implements Filler {
    private final SparseProfile shares = new SparseProfile(tags.values().size());
    private final SparseProfile own = new SparseProfile(tags.values().size());
    private final double[] idfs = new double[tags.values().size()];
    private final int[] idfFor = new int[tags.values().size()];
    private int stamp;

    @Override
    public void fill(RequestFacts facts, Rows rows) {
      stamp++;
      long time = facts.time();
      int recent = Math.min(facts.recent(), settings.related());
      for (int k = 0; k < recent; k++) {
        bag(facts.recentItem(k), time);
        for (int j = 0; j < own.size(); j++) {
          shares.add(own.code(j), 1f / recent);
        }
        own.clear();
      }
      double norm = 0;
      for (int k = 0; k < shares.size(); k++) {
        double w = shares.get(shares.code(k)) * idf(shares.code(k), time);
        norm += w * w;
      }
      for (int c = 0; c < facts.size(); c++) {
        int all = bag(facts.item(c), time);
        if (all > 0) {
          rows.set(c, count, (float) Math.log1p(all));
          fillRow(rows, c, norm, time);
        }
        own.clear();
      }
      shares.clear();
    }

    private void fillRow(Rows rows, int c, double norm, long time) {
      if (norm == 0) {
        return;
      }
      double share = 0;
      double dot = 0;
      double length = 0;
      for (int k = 0; k < own.size(); k++) {
        int code = own.code(k);
        double idf = idf(code, time);
        double w = own.get(code) * idf;
        share += shares.get(code);
        dot += w * shares.get(code) * idf;
        length += w * w;
      }
      rows.set(c, affinity, (float) (share / own.size()));
      rows.set(c, cosine, length > 0 ? (float) (dot / Math.sqrt(norm * length)) : 0);
    }

    /**
     * Puts an item's latest tags from before a time into {@code own}; returns how many it has from
     * before it in all.
     */
    private int bag(int item, long time) {
      int from = itemOffsets[item];
      int all = before(itemRows, from, itemOffsets[item + 1], time);
      for (int k = Math.max(0, all - LATEST); k < all; k++) {
        own.add(tags.tag(itemRows[from + k]), 1);
      }
      return all;
    }

    private double idf(int code, long time) {
      if (idfFor[code] != stamp) {
        idfFor[code] = stamp;
        int n = before(tagRows, tagOffsets[code], tagOffsets[code + 1], time);
        idfs[code] = Math.log((allBefore(time) + 1.0) / (n + 1.0));
      }
      return idfs[code];
    }

    private int allBefore(long time) {
      int low = 0;
      int high = tags.size();
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (tags.time(middle) < time) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }
  }
}
