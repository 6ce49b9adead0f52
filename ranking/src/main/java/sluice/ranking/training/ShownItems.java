package sluice.ranking.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sluice.core.Fold;
import sluice.core.History;
import sluice.core.Impressions;
import sluice.core.JudgedRequest;
import sluice.core.UserError;

/**
 * What was shown to the users of train requests in the inner holdout, and what they did about it.
 *
 * <p>An impression belongs to the user's latest request that is not after it. An interaction
 * belongs to the latest impression of its item within the label window before it. Immutable, safe
 * for use by many threads.
 */
public final class ShownItems {
  /** The place of a row that is no impression. */
  static final int NOT_SHOWN = -1;

  /** The position of an item that was shown by itself: no place in a list. */
  static final int ALONE = 0;

  private static final int[] NO_ROWS = {};

  private final Fold fold;
  private final Impressions all;
  private final long window;
  private final Map<Integer, long[]> times = new HashMap<>();

  private ShownItems(Fold fold, Impressions all, long window) {
    this.fold = fold;
    this.all = all;
    this.window = window;
    Map<Integer, List<Long>> byUser = new HashMap<>();
    for (JudgedRequest judged : fold.train()) {
      byUser
          .computeIfAbsent(judged.request().user(), u -> new ArrayList<>())
          .add(judged.request().time());
    }
    byUser.forEach((user, of) -> times.put(user, of.stream().mapToLong(t -> t).sorted().toArray()));
  }

  /**
   * Finds what was shown.
   *
   * @param fold whose train requests are asked for
   * @param all the impressions of its fitting part
   * @param settings say how long after an impression an interaction is its label
   * @throws UserError where nothing was shown to a user of the train requests, or a correction of
   *     position bias lacks positions
   */
  public static ShownItems of(Fold fold, Impressions all, TrainingSettings settings) {
    ShownItems shown = new ShownItems(fold, all, Math.round(settings.labelHours() * 3_600_000));
    int rows = 0;
    boolean unplaced = false;
    for (JudgedRequest judged : fold.train()) {
      for (int row : shown.rows(judged)) {
        rows++;
        unplaced |= all.positions()[row] == 0;
      }
    }
    if (rows == 0 && !fold.train().isEmpty()) {
      throw new UserError(
          "ranking.training.rows: none of the data's "
              + all.size()
              + " impressions was shown to a training user in the inner holdout. Fix: bring"
              + " impressions of its time, or set rows: candidates");
    }
    if (unplaced && settings.positionBias() != TrainingSettings.PositionRemedy.NONE) {
      throw new UserError(
          "ranking.training.positionBias: there are impressions without a position. Fix: name the"
              + " column position under impressions in dataset.yaml, or set positionBias: none");
    }
    return shown;
  }

  /** Impressions of one request, and which of them led to a positive interaction. */
  @SuppressWarnings("ArrayRecordComponent") // columns of one table
  record Rows(int[] items, int[] positions, BitSet clicked) {}

  /** Returns what was shown for a request, without history items that are not judged again. */
  Rows of(JudgedRequest judged) {
    BitSet left = new BitSet();
    History history = judged.request().history();
    for (int k = 0; k < history.size(); k++) {
      left.set(history.item(k));
    }
    for (int i = 0; i < judged.size(); i++) {
      left.clear(Math.max(0, judged.item(i)));
    }
    int[] rows = Arrays.stream(rows(judged)).filter(row -> !left.get(all.items()[row])).toArray();
    Rows shown = new Rows(new int[rows.length], new int[rows.length], new BitSet(rows.length));
    Map<Integer, Integer> places = new HashMap<>();
    for (int r = 0; r < rows.length; r++) {
      shown.items[r] = all.items()[rows[r]];
      shown.positions[r] = position(rows[r]);
      places.put(rows[r], r);
    }
    History held = judged.held();
    attribute(
        rows,
        held,
        (row, act) -> {
          if (held.weight(act) > 0) {
            shown.clicked.set(places.getOrDefault(row, -1));
          }
        });
    return shown;
  }

  /** Receives an impression and an interaction that it led to. */
  private interface Led {
    void to(int row, int act);
  }

  /**
   * Tells the positions of all impressions of lists that may be learned from: those from before the
   * inner holdout, and those shown to train users in it.
   *
   * @param clicked is told of each row whether a positive interaction followed
   */
  void each(Placed clicked) {
    for (int user = 0; user < all.users(); user++) {
      List<Integer> rows = new ArrayList<>();
      for (int row = all.starts()[user]; row < all.starts()[user + 1]; row++) {
        if (position(row) != ALONE
            && (all.times()[row] < fold.inner().asOf() || times.containsKey(user))) {
          rows.add(row);
        }
      }
      if (!rows.isEmpty()) {
        BitSet led = new BitSet();
        History acts = fold.fitting().histories().all(user);
        attribute(
            rows.stream().mapToInt(r -> r).toArray(),
            acts,
            (row, act) -> led.set(row, led.get(row) || acts.weight(act) > 0));
        rows.forEach(row ->
            clicked.shown(
                all.positions()[row], all.items()[row], all.propensities()[row], led.get(row)));
      }
    }
  }

  /** Receives an impression of a list. */
  interface Placed {
    void shown(int position, int item, double propensity, boolean clicked);
  }

  /** Returns the position of a row, {@link #ALONE} where its request showed nothing else. */
  private int position(int row) {
    boolean first = row == 0 || all.requests()[row - 1] != all.requests()[row];
    boolean last = row == all.size() - 1 || all.requests()[row + 1] != all.requests()[row];
    return first && last ? ALONE : all.positions()[row];
  }

  /** Returns the rows of the impressions of a request. */
  private int[] rows(JudgedRequest judged) {
    int user = judged.request().user();
    if (user < 0 || user >= all.users()) {
      return NO_ROWS;
    }
    long from = judged.request().time();
    long[] of = times.getOrDefault(user, new long[0]);
    int next = Arrays.binarySearch(of, from) + 1;
    long until = next > 0 && next < of.length ? of[next] : Long.MAX_VALUE;
    int[] rows = new int[all.starts()[user + 1] - all.starts()[user]];
    int n = 0;
    for (int row = all.starts()[user]; row < all.starts()[user + 1]; row++) {
      if (all.times()[row] >= from && all.times()[row] < until) {
        rows[n++] = row;
      }
    }
    return Arrays.copyOf(rows, n);
  }

  /** Finds for each interaction the impression that it belongs to. */
  private void attribute(int[] rows, History acts, Led led) {
    Map<Integer, List<Integer>> byItem = new HashMap<>();
    for (int row : rows) {
      byItem.computeIfAbsent(all.items()[row], i -> new ArrayList<>()).add(row);
    }
    for (int act = 0; act < acts.size(); act++) {
      int latest = -1;
      long time = acts.time(act);
      for (int row : byItem.getOrDefault(acts.item(act), List.of())) {
        long shown = all.times()[row];
        if (shown <= time && time - shown < window && (latest < 0 || shown > all.times()[latest])) {
          latest = row;
        }
      }
      if (latest >= 0) {
        led.to(latest, act);
      }
    }
  }
}
