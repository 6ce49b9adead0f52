package sluice.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import sluice.core.Dictionary;
import sluice.core.JudgedRequest;
import sluice.core.Request;

/**
 * What counts as good for whom: user → item → gain (qrels), as flat rows by user.
 *
 * <p>A user here is whatever one list is made for: a user, or a request where a user is judged more
 * than once. Items are ints: those of the catalogue keep their index; items outside it get indexes
 * from {@code catalogue.size()} on, so that they stay in every denominator though nothing can
 * retrieve them. An item with gain 0 is judged and not relevant. Immutable, safe for use by many
 * threads.
 */
public final class Judgements {
  private final Dictionary catalogue;
  private final List<String> outside;
  private final Dictionary users;
  private final int[] offsets;
  private final int[] items;
  private final float[] gains;
  private final float @Nullable [] values;

  private Judgements(Builder b) {
    this.catalogue = b.catalogue;
    this.outside = List.copyOf(b.outside.keySet());
    this.users = Dictionary.of(b.users);
    this.offsets = Arrays.copyOf(b.offsets, users.size() + 1);
    this.items = Arrays.copyOf(b.items, b.size);
    this.gains = Arrays.copyOf(b.gains, b.size);
    this.values = b.anyValue ? Arrays.copyOf(b.values, b.size) : null;
  }

  /**
   * Makes the judgements of a fold's test requests.
   *
   * @param catalogue whose indexes the requests' items are
   * @param requests what was held out
   * @param name what a list's owner is called: {@code Request::userId}, or {@code Request::id}
   *     where a user has several requests
   */
  public static Judgements of(
      Dictionary catalogue, List<JudgedRequest> requests, Function<Request, String> name) {
    Builder builder = new Builder(catalogue);
    for (JudgedRequest r : requests) {
      builder.user(name.apply(r.request()));
      for (int i = 0; i < r.size(); i++) {
        if (r.item(i) == Dictionary.UNKNOWN) {
          builder.judgeOutside(r.itemId(i), r.gain(i), r.value(i));
        } else {
          builder.judge(r.item(i), r.gain(i), r.value(i));
        }
      }
    }
    return builder.build();
  }

  /** Returns the number of users, with or without relevant items. */
  public int users() {
    return users.size();
  }

  /** Returns a user's external id. */
  public String userId(int user) {
    return users.id(user);
  }

  /** Returns a user's index, or {@link Dictionary#UNKNOWN}. */
  public int user(String id) {
    return users.index(id);
  }

  /** Returns the items that may be recommended. */
  public Dictionary catalogue() {
    return catalogue;
  }

  /** Returns how many items have an index: the catalogue's and the judged ones outside it. */
  public int itemBound() {
    return catalogue.size() + outside.size();
  }

  /** Returns an item's external id. */
  public String itemId(int item) {
    return item < catalogue.size() ? catalogue.id(item) : outside.get(item - catalogue.size());
  }

  /** Returns how many distinct judged items lie outside the catalogue. */
  public int itemsOutside() {
    return outside.size();
  }

  /** Returns the first row of a user; {@code start(users())} is the number of rows. */
  public int start(int user) {
    return offsets[user];
  }

  /** Returns the item of a row. */
  public int item(int row) {
    return items[row];
  }

  /** Returns the gain of a row, 0 or more. */
  public float gain(int row) {
    return gains[row];
  }

  /** Returns the recorded value of a row, NaN where there is none. */
  public float value(int row) {
    return values == null ? Float.NaN : values[row];
  }

  /** Says whether any row has a recorded value. */
  public boolean hasValues() {
    return values != null;
  }

  /** Says whether a row is relevant under a condition, or at all where there is none. */
  public boolean relevant(int row, Optional<Condition> condition) {
    return gains[row] > 0 && (condition.isEmpty() || condition.get().meets(value(row)));
  }

  /** Returns how many relevant items a user has under a condition. */
  public int relevantItems(int user, Optional<Condition> condition) {
    int n = 0;
    for (int row = offsets[user]; row < offsets[user + 1]; row++) {
      if (relevant(row, condition)) {
        n++;
      }
    }
    return n;
  }

  /** Returns how many items of the catalogue are not relevant to a user under a condition. */
  int others(int user, Optional<Condition> condition) {
    int inside = 0;
    for (int row = offsets[user]; row < offsets[user + 1]; row++) {
      inside += items[row] < catalogue.size() && relevant(row, condition) ? 1 : 0;
    }
    return catalogue.size() - inside;
  }

  /** Collects judgements user by user. Not thread-safe. */
  public static final class Builder {
    private final Dictionary catalogue;
    private final Map<String, Integer> outside = new LinkedHashMap<>();
    private final List<String> users = new ArrayList<>();
    private int[] offsets = new int[16];
    private int[] items = new int[64];
    private float[] gains = new float[64];
    private float[] values = new float[64];
    private int size;
    private boolean anyValue;

    /** Begins over the items that may be recommended. */
    public Builder(Dictionary catalogue) {
      this.catalogue = catalogue;
    }

    /** Begins a user; what is judged next is this user's. */
    public Builder user(String id) {
      endUser();
      users.add(id);
      if (users.size() >= offsets.length) {
        offsets = Arrays.copyOf(offsets, offsets.length * 2);
      }
      offsets[users.size()] = size;
      return this;
    }

    /** Judges an item of the catalogue for the current user. */
    public Builder judge(int item, float gain, float value) {
      if (item < 0 || item >= catalogue.size()) {
        throw new IllegalArgumentException("item " + item + " of " + catalogue.size());
      }
      return add(item, gain, value);
    }

    /** Judges an item by its id, in the catalogue or outside it, for the current user. */
    public Builder judgeOutside(String itemId, float gain, float value) {
      int known = catalogue.index(itemId);
      if (known != Dictionary.UNKNOWN) {
        return add(known, gain, value);
      }
      return add(
          outside.computeIfAbsent(itemId, id -> catalogue.size() + outside.size()), gain, value);
    }

    private Builder add(int item, float gain, float value) {
      if (users.isEmpty()) {
        throw new IllegalStateException("name a user first");
      }
      if (!(gain >= 0) || gain == Float.POSITIVE_INFINITY) {
        throw new IllegalArgumentException("gain " + gain + " is not a finite number from 0 on");
      }
      if (size == items.length) {
        items = Arrays.copyOf(items, size * 2);
        gains = Arrays.copyOf(gains, size * 2);
        values = Arrays.copyOf(values, size * 2);
      }
      items[size] = item;
      gains[size] = gain;
      values[size] = value;
      anyValue |= !Float.isNaN(value);
      size++;
      offsets[users.size()] = size;
      return this;
    }

    private void endUser() {
      if (users.isEmpty()) {
        return;
      }
      int[] own = Arrays.copyOfRange(items, offsets[users.size() - 1], size);
      Arrays.sort(own);
      for (int i = 1; i < own.length; i++) {
        if (own[i] == own[i - 1]) {
          throw new IllegalArgumentException("user " + users.getLast() + " judged an item twice");
        }
      }
    }

    /**
     * Returns the judgements collected.
     *
     * @throws IllegalArgumentException where a user occurs twice, or an item twice for one user
     */
    public Judgements build() {
      endUser();
      return new Judgements(this);
    }
  }
}
