package sluice.ingestion.split;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import sluice.core.BroughtVectors;
import sluice.core.Catalogue;
import sluice.core.Dictionary;
import sluice.core.FittingPart;
import sluice.core.Histories;
import sluice.core.Interactions;
import sluice.core.Tags;

/**
 * What remains of a dataset when something is held out of it: a dataset again (so that it can be
 * split once more), the {@link FittingPart} made of it, and where the ids of the whole went.
 *
 * <p>An outer part has dictionaries of its own, without a trace of what is held out. The part of a
 * nested split shares those of the part around it, so that codes mean the same in both; there, an
 * item that is neither in the inner interactions nor listed by then is never available.
 */
final class Part {
  private final Dataset around;
  private final Holdout holdout;
  private final boolean nested;
  private final long asOf;
  private final BitSet touched;
  private final long[] firstTime;
  private final int[] userMap;
  private final int[] itemMap;
  private final Dataset data;
  private final FittingPart fitting;

  /**
   * Makes what remains of a dataset.
   *
   * @param around the dataset
   * @param holdout what is held out of it
   * @param nested whether the dictionaries are shared
   */
  Part(Dataset around, Holdout holdout, boolean nested) {
    this.around = around;
    this.holdout = holdout;
    this.nested = nested;
    this.asOf = holdout.cutoff();
    int users = around.users().size();
    int items = around.items().size();
    this.touched = new BitSet(items);
    this.firstTime = new long[items];
    boolean[] keptUsers = new boolean[users];
    int sessions = 0;
    Interactions rows = around.interactions();
    BitSet kept = holdout.kept();
    for (int i = kept.nextSetBit(0); i >= 0; i = kept.nextSetBit(i + 1)) {
      int item = rows.item(i);
      keptUsers[rows.user(i)] = true;
      if (!touched.get(item)) {
        touched.set(item);
        firstTime[item] = rows.time(i);
      }
      sessions = Math.max(sessions, rows.session(i) + 1);
    }
    boolean[] keptItems = new boolean[items];
    for (int item = 0; item < items; item++) {
      keptItems[item] = touched.get(item) || listed(item);
    }
    this.userMap = new int[users];
    this.itemMap = new int[items];
    Dictionary userIds = AttributeRows.subset(around.users(), keptUsers, userMap);
    Dictionary itemIds = AttributeRows.subset(around.items(), keptItems, itemMap);
    if (nested) {
      userIds = around.users();
      itemIds = around.items();
      shareNumbers(keptUsers, userMap);
      shareNumbers(keptItems, itemMap);
    }
    int[] itemsKept = nested ? all(items) : marked(keptItems, itemIds.size());
    int[] usersKept = nested ? all(users) : marked(keptUsers, userIds.size());
    Interactions interactions = interactions(sessions);
    AttributeRows itemRows = around.itemRows().select(itemsKept, asOf, !nested);
    AttributeRows userRows = around.userRows().select(usersKept, asOf, !nested);
    Tags tags = tags();
    this.data =
        new Dataset(
            userIds,
            itemIds,
            interactions,
            Optional.empty(),
            itemRows,
            userRows,
            tags,
            holdout.timing() == Timing.ONE_TIME ? around.impressions() : Optional.empty(),
            around.edges().before(asOf),
            vectors(itemsKept),
            around.timed());
    this.fitting =
        new FittingPart(
            userIds,
            catalogue(itemIds, itemsKept),
            interactions,
            new Histories(interactions, userIds.size()),
            itemRows.table(),
            userRows.table(),
            tags,
            data.impressions(),
            data.edges(),
            data.vectors(),
            asOf,
            holdout.timing() != Timing.NONE);
  }

  /** Returns what remains, as a dataset. */
  Dataset data() {
    return data;
  }

  /** Returns what remains, as the other stages take it. */
  FittingPart fitting() {
    return fitting;
  }

  /** Returns the index that a user of the whole has here, or unknown without interactions here. */
  int user(int userAround) {
    return userMap[userAround];
  }

  /** Returns the index that an item of the whole has here, or unknown outside the catalogue. */
  int item(int itemAround) {
    return itemMap[itemAround];
  }

  /** Says whether the item table tells of an item that is available before the part's end. */
  private boolean listed(int item) {
    int row = around.itemRows().latest(item, asOf);
    return row >= 0
        && (holdout.timing() != Timing.ONE_TIME || around.itemRows().availableFrom(row) < asOf);
  }

  private static void shareNumbers(boolean[] kept, int[] map) {
    for (int i = 0; i < map.length; i++) {
      map[i] = kept[i] ? i : Dictionary.UNKNOWN;
    }
  }

  private static int[] all(int n) {
    int[] numbers = new int[n];
    Arrays.setAll(numbers, i -> i);
    return numbers;
  }

  private static int[] marked(boolean[] marks, int n) {
    int[] numbers = new int[n];
    int next = 0;
    for (int i = 0; i < marks.length; i++) {
      if (marks[i]) {
        numbers[next++] = i;
      }
    }
    return numbers;
  }

  /** Copies the kept rows; sessions, and times where the data has none, are renumbered. */
  private Interactions interactions(int sessions) {
    Interactions from = around.interactions();
    Interactions.Columns to = new Interactions.Columns(from, holdout.keptRows());
    int[] sessionMap = new int[sessions];
    Arrays.fill(sessionMap, -1);
    int nextSession = 0;
    int row = 0;
    BitSet kept = holdout.kept();
    for (int i = kept.nextSetBit(0); i >= 0; i = kept.nextSetBit(i + 1)) {
      int session = from.session(i);
      if (session >= 0) {
        if (sessionMap[session] < 0) {
          sessionMap[session] = nextSession++;
        }
        session = sessionMap[session];
      }
      to.set(
          row,
          userMap[from.user(i)],
          itemMap[from.item(i)],
          around.timed() ? from.time(i) : row,
          from.value(i),
          from.weight(i),
          from.event(i),
          session);
      row++;
    }
    return to.build();
  }

  /** Returns the vectors of the items that are here; zero for one that a nested part lacks. */
  private Map<String, BroughtVectors> vectors(int[] itemsKept) {
    int[] numbers =
        Arrays.stream(itemsKept)
            .map(item -> itemMap[item] == Dictionary.UNKNOWN ? -1 : item)
            .toArray();
    Map<String, BroughtVectors> vectors = new HashMap<>();
    around.vectors().forEach((name, v) -> vectors.put(name, v.select(numbers)));
    return vectors;
  }

  private Catalogue catalogue(Dictionary ids, int[] itemsKept) {
    long[] from = new long[itemsKept.length];
    long[] until = new long[itemsKept.length];
    for (int c = 0; c < itemsKept.length; c++) {
      int item = itemsKept[c];
      from[c] = Long.MIN_VALUE;
      until[c] = Long.MAX_VALUE;
      int row = around.itemRows().latest(item, asOf);
      if (row >= 0 && holdout.timing() != Timing.NONE) {
        from[c] = around.itemRows().availableFrom(row);
        until[c] = around.itemRows().availableUntil(row);
        if (touched.get(item)) {
          from[c] = Math.min(from[c], firstTime[item]);
        }
      }
      if (itemMap[item] == Dictionary.UNKNOWN) {
        from[c] = Long.MAX_VALUE;
      }
    }
    return new Catalogue(ids, from, until);
  }

  private Tags tags() {
    TagFilter filter = new TagFilter(around, holdout);
    Tags all = around.tags();
    int[] rows = new int[all.size()];
    boolean[] used = new boolean[all.values().size()];
    int n = 0;
    for (int i = 0; i < all.size(); i++) {
      if (itemMap[all.item(i)] != Dictionary.UNKNOWN && filter.stays(i)) {
        used[all.tag(i)] = true;
        rows[n++] = i;
      }
    }
    int[] tagMap = nested ? all(used.length) : new int[used.length];
    Dictionary values = nested ? all.values() : AttributeRows.subset(all.values(), used, tagMap);
    int[] users = new int[n];
    int[] items = new int[n];
    int[] tags = new int[n];
    long[] times = new long[n];
    for (int k = 0; k < n; k++) {
      int user = all.user(rows[k]);
      users[k] = user == Dictionary.UNKNOWN ? user : userMap[user];
      items[k] = itemMap[all.item(rows[k])];
      tags[k] = tagMap[all.tag(rows[k])];
      times[k] = all.time(rows[k]);
    }
    return new Tags(values, users, items, tags, times);
  }
}
