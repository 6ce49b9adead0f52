package sluice.core;

import java.util.Arrays;
import java.util.List;

/**
 * A column-wise table of interactions (a user did something to an item, with value and time), in
 * time order.
 *
 * <p>Row {@code i} is one interaction. Users and items are dense ints of some {@link Dictionary};
 * times are milliseconds since 1970 UTC, or the row's number where the data has no timestamps;
 * {@code value} is what the data recorded (a rating, a dwell time), NaN where it recorded nothing,
 * and {@link #valueKind} says which of them it is; {@code weight} is the strength as implicit
 * feedback (the event type's weight, 1 by default, below 0 for negative events, times the {@link
 * ValueKind#factor} of the value). Rows are sorted by time, ties as the data had them.
 *
 * <p>Immutable after {@link Builder#build()}, safe for use by many threads. 29 bytes a row.
 */
public final class Interactions {
  private final int[] users;
  private final int[] items;
  private final long[] times;
  private final float[] values;
  private final float[] weights;
  private final byte[] events;
  private final int[] sessions;
  private final List<String> eventTypes;
  private final ValueKind valueKind;

  private Interactions(Builder b) {
    this.users = Arrays.copyOf(b.users, b.size);
    this.items = Arrays.copyOf(b.items, b.size);
    this.times = Arrays.copyOf(b.times, b.size);
    this.values = Arrays.copyOf(b.values, b.size);
    this.weights = Arrays.copyOf(b.weights, b.size);
    this.events = Arrays.copyOf(b.events, b.size);
    this.sessions = Arrays.copyOf(b.sessions, b.size);
    this.eventTypes = b.eventTypes;
    this.valueKind = b.valueKind;
    checkOrder(times);
  }

  private Interactions(Columns c) {
    this.users = c.users;
    this.items = c.items;
    this.times = c.times;
    this.values = c.values;
    this.weights = c.weights;
    this.events = c.events;
    this.sessions = c.sessions;
    this.eventTypes = c.eventTypes;
    this.valueKind = c.valueKind;
    checkOrder(times);
  }

  private static void checkOrder(long[] times) {
    for (int i = 1; i < times.length; i++) {
      if (times[i] < times[i - 1]) {
        throw new IllegalArgumentException("row " + i + " is earlier than the row before it");
      }
    }
  }

  /** Returns the number of rows. */
  public int size() {
    return users.length;
  }

  /** Returns the user of row i. */
  public int user(int i) {
    return users[i];
  }

  /** Returns the item of row i. */
  public int item(int i) {
    return items[i];
  }

  /** Returns the time of row i, in milliseconds since 1970 UTC. */
  public long time(int i) {
    return times[i];
  }

  /** Returns the recorded value of row i (a rating, say), NaN where there is none. */
  public float value(int i) {
    return values[i];
  }

  /** Returns the strength of row i as implicit feedback; 0 or less for negative events. */
  public float weight(int i) {
    return weights[i];
  }

  /** Returns the event type of row i, an index into {@link #eventTypes()}. */
  public int event(int i) {
    return events[i];
  }

  /**
   * Returns the session of row i, a number of its own for each session, −1 where the data names
   * none.
   */
  public int session(int i) {
    return sessions[i];
  }

  /** Returns the names of the event types; at least one. */
  public List<String> eventTypes() {
    return eventTypes;
  }

  /** Returns what the recorded values are. */
  public ValueKind valueKind() {
    return valueKind;
  }

  /**
   * The columns of a table whose number of rows is known beforehand: rows may be set in any order
   * and from several threads, and {@link #build} takes the arrays over without a copy. Every row
   * must be set.
   */
  public static final class Columns {
    private final List<String> eventTypes;
    private final ValueKind valueKind;
    private final int[] users;
    private final int[] items;
    private final long[] times;
    private final float[] values;
    private final float[] weights;
    private final byte[] events;
    private final int[] sessions;
    private boolean built;

    /**
     * Makes room for a table whose values, if it has any, are ratings.
     *
     * @param eventTypes names of the event types, 1 to 127
     * @param rows how many rows the table will have
     */
    public Columns(List<String> eventTypes, int rows) {
      this(eventTypes, ValueKind.RATING, rows);
    }

    /** Makes room for rows of the same event types and the same kind of value as a table's. */
    public Columns(Interactions like, int rows) {
      this(like.eventTypes, like.valueKind, rows);
    }

    /**
     * Makes room.
     *
     * @param eventTypes names of the event types, 1 to 127
     * @param valueKind what the values are
     * @param rows how many rows the table will have
     */
    public Columns(List<String> eventTypes, ValueKind valueKind, int rows) {
      if (eventTypes.isEmpty() || eventTypes.size() > 127) {
        throw new IllegalArgumentException("1 to 127 event types, not " + eventTypes.size());
      }
      this.eventTypes = List.copyOf(eventTypes);
      this.valueKind = valueKind;
      users = new int[rows];
      items = new int[rows];
      times = new long[rows];
      values = new float[rows];
      weights = new float[rows];
      events = new byte[rows];
      sessions = new int[rows];
    }

    /** Sets a row; see {@link Interactions} for what each value means. */
    public void set(
        int row, int user, int item, long time, float value, float weight, int event, int session) {
      if (built) {
        throw new IllegalStateException("the table is built");
      }
      users[row] = user;
      items[row] = item;
      times[row] = time;
      values[row] = value;
      weights[row] = weight;
      events[row] = (byte) event;
      sessions[row] = session;
    }

    /**
     * Makes the table; nothing may be set afterwards.
     *
     * @throws IllegalArgumentException where a row is earlier than the one before it
     */
    public Interactions build() {
      built = true;
      return new Interactions(this);
    }
  }

  /**
   * Collects rows for an {@link Interactions}; not thread-safe. Rows must be added in time order.
   */
  public static final class Builder {
    private final List<String> eventTypes;
    private final ValueKind valueKind;
    private int size;
    private int[] users;
    private int[] items;
    private long[] times;
    private float[] values;
    private float[] weights;
    private byte[] events;
    private int[] sessions;

    /**
     * Starts an empty table whose values, if it has any, are ratings.
     *
     * @param eventTypes names of the event types, 1 to 127
     * @param expected how many rows to make room for; more may be added
     */
    public Builder(List<String> eventTypes, int expected) {
      this(eventTypes, ValueKind.RATING, expected);
    }

    /** Starts an empty table of the same event types and the same kind of value as another. */
    public Builder(Interactions like, int expected) {
      this(like.eventTypes, like.valueKind, expected);
    }

    private Builder(List<String> eventTypes, ValueKind valueKind, int expected) {
      if (eventTypes.isEmpty() || eventTypes.size() > 127) {
        throw new IllegalArgumentException("1 to 127 event types, not " + eventTypes.size());
      }
      this.eventTypes = List.copyOf(eventTypes);
      this.valueKind = valueKind;
      int room = Math.max(16, expected);
      users = new int[room];
      items = new int[room];
      times = new long[room];
      values = new float[room];
      weights = new float[room];
      events = new byte[room];
      sessions = new int[room];
    }

    /** Adds a row; see {@link Interactions} for what each value means. */
    public Builder add(
        int user, int item, long time, float value, float weight, int event, int session) {
      if (size == users.length) {
        grow();
      }
      users[size] = user;
      items[size] = item;
      times[size] = time;
      values[size] = value;
      weights[size] = weight;
      events[size] = (byte) event;
      sessions[size++] = session;
      return this;
    }

    /** Adds row i of another table with the same event types, under new user and item numbers. */
    public Builder addFrom(Interactions other, int i, int user, int item) {
      return add(
          user,
          item,
          other.times[i],
          other.values[i],
          other.weights[i],
          other.events[i],
          other.sessions[i]);
    }

    private void grow() {
      int room = Math.addExact(size, size >> 1);
      users = Arrays.copyOf(users, room);
      items = Arrays.copyOf(items, room);
      times = Arrays.copyOf(times, room);
      values = Arrays.copyOf(values, room);
      weights = Arrays.copyOf(weights, room);
      events = Arrays.copyOf(events, room);
      sessions = Arrays.copyOf(sessions, room);
    }

    /**
     * Makes the table.
     *
     * @throws IllegalArgumentException where a row is earlier than the one before it
     */
    public Interactions build() {
      return new Interactions(this);
    }
  }
}
