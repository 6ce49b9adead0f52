package sluice.evaluation.offpolicy;

import java.util.Arrays;

/**
 * A policy given as a table: request, position, item, probability.
 *
 * <p>Immutable; memory is 16 bytes a row and 4 a position of a request.
 */
final class TableTarget implements TargetPolicy {
  private final int slots;
  private final int[] start;
  private final int[] items;
  private final double[] probabilities;

  /**
   * Makes a policy of rows in the order of request, position, item.
   *
   * @param probability 0 … 1; at most 1 together for one position of a request
   * @throws IllegalArgumentException where the order, a range or a sum is broken
   */
  TableTarget(
      int requests, int slots, int[] request, int[] position, int[] item, double[] probability) {
    this.slots = slots;
    this.items = item;
    this.probabilities = probability;
    this.start = new int[requests * slots + 1];
    int lastCell = -1;
    double sum = 0;
    for (int row = 0; row < item.length; row++) {
      int cell = Math.addExact(Math.multiplyExact(request[row], slots), position[row]);
      boolean same = cell == lastCell;
      if (position[row] < 0
          || position[row] >= slots
          || cell < lastCell
          || (same && item[row] <= item[row - 1])) {
        throw new IllegalArgumentException("row " + row + " is out of order or range");
      }
      sum = (same ? sum : 0) + probability[row];
      if (!(probability[row] >= 0) || sum > 1 + 1e-6) {
        throw new IllegalArgumentException(
            "row " + row + ": probability " + probability[row] + ", together " + sum);
      }
      start[cell + 1]++;
      lastCell = cell;
    }
    for (int cell = 0; cell + 1 < start.length; cell++) {
      start[cell + 1] += start[cell];
    }
  }

  @Override
  public double probability(int request, int position, int item) {
    int cell = request * slots + position;
    int at = Arrays.binarySearch(items, start[cell], start[cell + 1], item);
    return at < 0 ? 0 : probabilities[at];
  }

  @Override
  public void forEach(int request, Sink sink) {
    for (int k = 0; k < slots; k++) {
      int cell = request * slots + k;
      for (int row = start[cell]; row < start[cell + 1]; row++) {
        if (probabilities[row] > 0) {
          sink.accept(k, items[row], probabilities[row]);
        }
      }
    }
  }
}
