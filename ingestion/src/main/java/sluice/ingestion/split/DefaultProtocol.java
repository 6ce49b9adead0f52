package sluice.ingestion.split;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntToDoubleFunction;
import sluice.core.Histories;
import sluice.core.Interactions;

/**
 * The protocol where the config names none: what the data can be split by.
 *
 * <p>A dataset's own test file is used where it has one. With times, the last part of all is held
 * out. Without, the order of the rows is all there is, and across users it says nothing: most files
 * are sorted by user, so that a cut through the rows would hold out whole users. Within a user it
 * may be time: then the last row of each user is held out, as sequence recommenders are tested.
 * Where each user's rows are sorted by value or by item, or all times are the same, the order is
 * plainly something else, and a part of each user's items is drawn at random.
 *
 * @param protocol the choice
 * @param note why, in a sentence; empty where the data has times or a test file
 */
public record DefaultProtocol(Protocol protocol, Optional<String> note) {
  /** With fewer users to look at, an order may be chance. */
  private static final int ENOUGH = 5;

  /** Two rows lie in an order half the time, three one time in six. */
  private static final int SHORTEST = 3;

  private static final double ALMOST_ALL = 0.95;

  /** Chooses. */
  public static DefaultProtocol of(Dataset data) {
    if (data.given().isPresent()) {
      return new DefaultProtocol(
          new Protocol.Given(Optional.empty(), Protocol.defaultTest()), Optional.empty());
    }
    boolean oneTime = data.timed() && oneTime(data.interactions());
    if (data.timed() && !oneTime) {
      return new DefaultProtocol(
          new Protocol.GlobalTemporal(OptionalLong.empty(), Protocol.defaultTest()),
          Optional.empty());
    }
    if (oneTime) {
      return new DefaultProtocol(
          new Protocol.RandomPerUser(Protocol.defaultTest()),
          Optional.of(
              "All timestamps are the same, so that nothing is first or last: the default protocol"
                  + " is random-per-user."));
    }
    String why = "The data has no timestamps, so that no cutoff can split it";
    Optional<String> order = sortedBy(data);
    return order.isPresent()
        ? new DefaultProtocol(
            new Protocol.RandomPerUser(Protocol.defaultTest()),
            Optional.of(
                why
                    + ", and the rows of each user are sorted by "
                    + order.get()
                    + ", not by time: the default protocol is random-per-user."))
        : new DefaultProtocol(
            new Protocol.LeaveOneOut(),
            Optional.of(
                why
                    + ": the default protocol is leave-one-out, which takes the rows of each user"
                    + " to be in the order of time. Where they are not, set"
                    + " protocol: random-per-user."));
  }

  /** Says whether all interactions have one time. */
  public static boolean oneTime(Interactions rows) {
    return rows.size() > 1 && rows.time(0) == rows.time(rows.size() - 1);
  }

  private static Optional<String> sortedBy(Dataset data) {
    Interactions rows = data.interactions();
    Histories users = new Histories(rows, data.users().size());
    if (sorted(users, rows::value)) {
      return Optional.of("value");
    }
    int[] places = places(data);
    return sorted(users, row -> places[rows.item(row)]) ? Optional.of("item") : Optional.empty();
  }

  /** Says whether almost all users' rows ascend, or almost all descend, by a key that varies. */
  private static boolean sorted(Histories users, IntToDoubleFunction key) {
    int looked = 0;
    int ascending = 0;
    int descending = 0;
    for (int user = 0; user < users.users(); user++) {
      boolean up = true;
      boolean down = true;
      for (int k = 1; k < users.size(user); k++) {
        double before = key.applyAsDouble(users.row(user, k - 1));
        double now = key.applyAsDouble(users.row(user, k));
        up &= now >= before;
        down &= now <= before;
      }
      if (users.size(user) >= SHORTEST && !(up && down)) {
        looked++;
        ascending += up ? 1 : 0;
        descending += down ? 1 : 0;
      }
    }
    return looked >= ENOUGH && Math.max(ascending, descending) >= ALMOST_ALL * looked;
  }

  /**
   * Returns where each item stands among all: by number where all ids are numbers, else by text.
   */
  private static int[] places(Dataset data) {
    Integer[] items = new Integer[data.items().size()];
    boolean numbers = true;
    for (int i = 0; i < items.length; i++) {
      items[i] = i;
      numbers &= data.items().id(i).matches("[0-9]{1,18}");
    }
    if (numbers) {
      Arrays.sort(items, Comparator.comparingLong(i -> Long.parseLong(data.items().id(i))));
    }
    int[] places = new int[items.length];
    for (int place = 0; place < items.length; place++) {
      places[items[place]] = place;
    }
    return places;
  }
}
