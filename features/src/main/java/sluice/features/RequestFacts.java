package sluice.features;

import java.util.Arrays;
import sluice.core.Candidates;
import sluice.core.FittingPart;
import sluice.core.History;
import sluice.core.Request;
import sluice.features.tables.CountColumn;
import sluice.features.tables.Cutoff;
import sluice.features.tables.FeatureTables;

/**
 * What all groups of features read of one request, worked out once: its candidates and where each
 * stands, the time and day before which data may be read, and the user's latest positive
 * interactions. Reused from request to request; not thread-safe.
 */
public final class RequestFacts {
  private final FittingPart part;
  private final Cutoff cutoff;
  private final FeatureTables tables;
  private final int[] slots;
  private Candidates candidates;
  private int[] items = new int[512];
  private int[] rows = new int[512];
  private final DayRows shares;
  private long total;
  private long time;
  private int day;
  private final int[] recentItems;
  private final int[] recentRows;
  private final int[] recentPlaces;
  private int recent;
  private long[] order = new long[512];
  private float[] quantiles = new float[512];

  RequestFacts(
      FittingPart part, Cutoff cutoff, FeatureTables tables, int longest, Candidates none) {
    this.part = part;
    this.cutoff = cutoff;
    this.tables = tables;
    this.candidates = none;
    this.slots = new int[part.catalogue().size()];
    Arrays.fill(slots, -1);
    this.shares = new DayRows(slots.length, 1);
    this.recentItems = new int[longest];
    this.recentRows = new int[longest];
    this.recentPlaces = new int[longest];
  }

  /** Starts another request; {@link #end} must follow. */
  void begin(Candidates next) {
    candidates = next;
    Request request = next.request();
    time = cutoff.time(request.time());
    day = cutoff.day(request.time());
    int n = next.size();
    if (n > items.length) {
      items = new int[n + n / 2];
      rows = new int[items.length];
      order = new long[items.length];
      quantiles = new float[items.length];
    }
    total = tables.total().before(CountColumn.INTERACTIONS, 0, day);
    for (int c = 0; c < n; c++) {
      int item = next.item(c);
      items[c] = item;
      rows[c] = part.items().row(item, time);
      slots[item] = c;
    }
    History history = request.history();
    recent = 0;
    for (int k = history.size() - 1; k >= 0 && recent < recentItems.length; k--) {
      if (history.weight(k) > 0) {
        recentItems[recent] = history.item(k);
        recentRows[recent] = part.items().row(history.item(k), time);
        recentPlaces[recent++] = k;
      }
    }
  }

  /** Forgets where the candidates stand. */
  void end() {
    for (int c = 0; c < candidates.size(); c++) {
      slots[items[c]] = -1;
    }
  }

  /** Returns the candidates. */
  public Candidates candidates() {
    return candidates;
  }

  /** Returns the request. */
  public Request request() {
    return candidates.request();
  }

  /** Returns the counts, to be read as of {@link #day}. */
  public FeatureTables tables() {
    return tables;
  }

  /** Returns the number of candidates. */
  public int size() {
    return candidates.size();
  }

  /** Returns the item of candidate c. */
  public int item(int c) {
    return items[c];
  }

  /** Returns the items of the candidates, which are the first of the array; not to be changed. */
  public int[] items() {
    return items;
  }

  /** Returns the row of candidate c in the item table as of the request, −1 for none. */
  public int row(int c) {
    return rows[c];
  }

  /** Returns ln(1 + interactions with candidate c per 10,000 of all) as of the request. */
  public float share(int c) {
    int item = items[c];
    int row = shares.row(item);
    if (shares.claim(item, day)) {
      long count = tables.items().before(CountColumn.INTERACTIONS, item, day);
      shares.values()[row] = share(count, total);
    }
    return shares.values()[row];
  }

  /** Returns ln(1 + count per 10,000 of total). */
  public static float share(long count, long total) {
    return total <= 0 ? 0 : (float) Math.log(1 + 1e4 * count / total);
  }

  /** Returns which candidate an item is, −1 for none. */
  public int slot(int item) {
    return slots[item];
  }

  /** Returns the time before which data may be read. */
  public long time() {
    return time;
  }

  /** Returns the day before which whole days may be read. */
  public int day() {
    return day;
  }

  /** Returns how many positive interactions are held, at most the settings' {@code history}. */
  public int recent() {
    return recent;
  }

  /** Returns the item of the k-th latest positive interaction, 0 the latest. */
  public int recentItem(int k) {
    return recentItems[k];
  }

  /** Returns the row in the item table of the k-th latest positive interaction's item. */
  public int recentRow(int k) {
    return recentRows[k];
  }

  /** Returns the value of the k-th latest positive interaction, NaN for none. */
  public float recentValue(int k) {
    return request().history().value(recentPlaces[k]);
  }

  /**
   * Returns for each candidate the share of the candidates with a lower value, plus half of those
   * with the same: in (0, 1), whatever the order of the candidates. The array is overwritten by the
   * next call.
   */
  public float[] quantiles(float[] values) {
    int n = size();
    for (int c = 0; c < n; c++) {
      int bits = Float.floatToIntBits(values[c] + 0f);
      int sortable = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
      order[c] = ((long) sortable << 32) | c;
    }
    Arrays.sort(order, 0, n);
    for (int from = 0; from < n; ) {
      int to = from + 1;
      while (to < n && (int) (order[to] >> 32) == (int) (order[from] >> 32)) {
        to++;
      }
      float quantile = (from + to) / (2f * n);
      for (int k = from; k < to; k++) {
        quantiles[(int) order[k]] = quantile;
      }
      from = to;
    }
    return quantiles;
  }
}
