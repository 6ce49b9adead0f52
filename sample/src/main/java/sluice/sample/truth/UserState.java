package sluice.sample.truth;

import java.util.Arrays;

/**
 * What a user watched last: the part of the user's state that changes with every watch. Mutable,
 * for one thread.
 */
public final class UserState {
  private final int[] recent = new int[TrueModel.MEMORY];
  private int count;
  private long lastTime;

  /** Makes the state of a user who has watched nothing. */
  public UserState() {
    clear();
  }

  /** Forgets everything. */
  public void clear() {
    Arrays.fill(recent, -1);
    count = 0;
    lastTime = Long.MIN_VALUE;
  }

  /** Takes in a watch; watches come in the order of time. */
  public void watched(int item, long time) {
    System.arraycopy(recent, 0, recent, 1, recent.length - 1);
    recent[0] = item;
    count = Math.min(count + 1, recent.length);
    lastTime = time;
  }

  /** Returns how many items are remembered. */
  int count() {
    return count;
  }

  /** Returns a remembered item, 0 the latest. */
  int recent(int back) {
    return recent[back];
  }

  /** Returns how much of the memory is left at a time, 0 … 1. */
  double strength(TrueModel model, long time) {
    return count == 0
        ? 0
        : StrictMath.exp(-(time - lastTime) / (model.sequence().days() * TrueModel.DAY));
  }
}
