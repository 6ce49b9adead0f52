package sluice.evaluation.significance;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which rows of values belong together: the requests of one user, who like alike.
 *
 * <p>Rows of a cluster are not independent of each other, so that every test and interval here
 * flips, resamples and counts whole clusters (Cameron and Miller, "A practitioner's guide to
 * cluster-robust inference", 2015); what it assumes is that clusters are independent. Where each
 * row is a cluster of its own, every result is that of the plain method. Immutable.
 */
public final class Clusters {
  private final int[] of;
  private final int count;

  private Clusters(int[] of, int count) {
    this.of = of;
    this.count = count;
  }

  /** Returns clusters of one row each. */
  public static Clusters single(int rows) {
    int[] of = new int[rows];
    Arrays.setAll(of, i -> i);
    return new Clusters(of, rows);
  }

  /** Returns the clusters of rows with equal keys, numbered in the order they first occur. */
  public static Clusters of(List<?> keys) {
    Map<Object, Integer> numbers = HashMap.newHashMap(keys.size());
    int[] of = new int[keys.size()];
    for (int i = 0; i < of.length; i++) {
      of[i] = numbers.computeIfAbsent(keys.get(i), key -> numbers.size());
    }
    return new Clusters(of, numbers.size());
  }

  /** Returns the clusters of some of the rows, renumbered. */
  public Clusters select(int[] rows) {
    int[] numbers = new int[count];
    Arrays.fill(numbers, -1);
    int[] own = new int[rows.length];
    int next = 0;
    for (int i = 0; i < rows.length; i++) {
      int cluster = of[rows[i]];
      if (numbers[cluster] < 0) {
        numbers[cluster] = next++;
      }
      own[i] = numbers[cluster];
    }
    return new Clusters(own, next);
  }

  /** Returns how many rows there are. */
  public int rows() {
    return of.length;
  }

  /** Returns how many clusters there are. */
  public int count() {
    return count;
  }

  /** Returns the number of a row's cluster, from 0. */
  public int of(int row) {
    return of[row];
  }

  /** Returns the sum of each cluster's values, added in the order of the rows. */
  public double[] sums(double[] values) {
    check(values.length);
    if (count == of.length) {
      return values.clone();
    }
    double[] sums = new double[count];
    for (int i = 0; i < of.length; i++) {
      sums[of[i]] += values[i];
    }
    return sums;
  }

  /** Returns how many rows each cluster has. */
  int[] sizes() {
    int[] sizes = new int[count];
    for (int cluster : of) {
      sizes[cluster]++;
    }
    return sizes;
  }

  void check(int values) {
    if (values != of.length) {
      throw new IllegalArgumentException(values + " values for " + of.length + " rows");
    }
  }
}
