package sluice.ranking.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import sluice.core.Catalogue;
import sluice.core.Dictionary;
import sluice.core.EntityTable;
import sluice.core.FittingPart;
import sluice.core.Fold;
import sluice.core.Histories;
import sluice.core.History;
import sluice.core.Impressions;
import sluice.core.Interactions;
import sluice.core.JudgedRequest;
import sluice.core.Request;
import sluice.core.Tags;

/**
 * A log for tests: users 0 … 9 and items 0 … 199; hours are times; the inner holdout begins at hour
 * 100, where each user who then does something positive has a request.
 */
final class ShownLog {
  static final long HOUR = 3_600_000;
  static final long CUTOFF = 100 * HOUR;
  private static final int USERS = 10;
  private static final int ITEMS = 200;

  private record Row(int user, int request, int item, long time, int position, double p) {}

  private record Act(int user, int item, long time, int event) {}

  private final List<Row> rows = new ArrayList<>();
  private final List<Act> acts = new ArrayList<>();

  /** An item was shown. */
  ShownLog shown(int user, int request, int item, double hour, int position, double propensity) {
    rows.add(new Row(user, request, item, (long) (hour * HOUR), position, propensity));
    return this;
  }

  /** An item was viewed (event 0), bought (1) or hidden (2). */
  ShownLog did(int user, int item, double hour, int event) {
    acts.add(new Act(user, item, (long) (hour * HOUR), event));
    return this;
  }

  Impressions impressions() {
    List<Row> sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.comparingInt(Row::user).thenComparingInt(Row::request));
    int[] starts = new int[USERS + 1];
    for (int u = 0; u <= USERS; u++) {
      int user = u;
      starts[u] = (int) sorted.stream().filter(r -> r.user < user).count();
    }
    return new Impressions(
        starts,
        sorted.stream().mapToInt(Row::request).toArray(),
        sorted.stream().mapToInt(Row::item).toArray(),
        sorted.stream().mapToLong(Row::time).toArray(),
        sorted.stream().mapToInt(Row::position).toArray(),
        sorted.stream().mapToDouble(Row::p).toArray());
  }

  Fold fold() {
    List<JudgedRequest> train = new ArrayList<>();
    for (int user = 0; user < USERS; user++) {
      History held = history(user, true);
      int[] relevant =
          IntStream.range(0, held.size())
              .filter(k -> held.weight(k) > 0)
              .map(held::item)
              .distinct()
              .toArray();
      if (relevant.length > 0) {
        float[] gains = new float[relevant.length];
        Arrays.fill(gains, 2);
        train.add(
            new JudgedRequest(
                new Request(
                    "q" + user, user, "u" + user, CUTOFF - 1, history(user, false), Map.of()),
                relevant,
                Arrays.stream(relevant).mapToObj(i -> "i" + i).toArray(String[]::new),
                gains,
                new float[relevant.length],
                held));
      }
    }
    return new Fold(0, part(Long.MAX_VALUE), List.of(), part(CUTOFF), train, List.of(), List.of());
  }

  /** What happened before a time. */
  FittingPart part(long asOf) {
    Interactions.Builder table = new Interactions.Builder(List.of("view", "buy", "hide"), 1);
    acts.stream()
        .filter(a -> a.time < asOf)
        .sorted(Comparator.comparingLong(Act::time))
        .forEach(a -> table.add(a.user, a.item, a.time, Float.NaN, weight(a.event), a.event, -1));
    Interactions interactions = table.build();
    return new FittingPart(
        Dictionary.of(IntStream.range(0, USERS).mapToObj(u -> "u" + u).toList()),
        catalogue(),
        interactions,
        new Histories(interactions, USERS),
        EntityTable.empty(ITEMS),
        EntityTable.empty(USERS),
        Tags.none(),
        Optional.empty(),
        asOf,
        true);
  }

  private static Catalogue catalogue() {
    long[] until = new long[ITEMS];
    Arrays.fill(until, Long.MAX_VALUE);
    return new Catalogue(
        Dictionary.of(IntStream.range(0, ITEMS).mapToObj(i -> "i" + i).toList()),
        new long[ITEMS],
        until);
  }

  private History history(int user, boolean held) {
    List<Act> own =
        acts.stream()
            .filter(a -> a.user == user && a.time >= CUTOFF == held)
            .sorted(Comparator.comparingLong(Act::time))
            .toList();
    float[] values = new float[own.size()];
    float[] weights = new float[own.size()];
    byte[] events = new byte[own.size()];
    for (int k = 0; k < own.size(); k++) {
      weights[k] = weight(own.get(k).event);
      events[k] = (byte) own.get(k).event;
    }
    return new History(
        own.stream().mapToInt(Act::item).toArray(),
        own.stream().mapToLong(Act::time).toArray(),
        values,
        weights,
        events);
  }

  private static float weight(int event) {
    return event == 2 ? -1 : 1;
  }
}
