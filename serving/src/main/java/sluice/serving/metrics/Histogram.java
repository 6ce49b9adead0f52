package sluice.serving.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * How long something took, counted in fixed buckets.
 *
 * <p>Adding is two increments of striped counters; nobody waits for anybody. A snapshot that is
 * taken meanwhile may miss what is just being added. Safe for use by many threads.
 */
public final class Histogram {
  /** The buckets' upper bounds in nanoseconds: 0.1 ms to 2.5 s; above is one more. */
  private static final long[] BOUNDS = {
    100_000,
    250_000,
    500_000,
    1_000_000,
    2_000_000,
    3_500_000,
    5_000_000,
    7_500_000,
    10_000_000,
    15_000_000,
    25_000_000,
    50_000_000,
    100_000_000,
    250_000_000,
    500_000_000,
    1_000_000_000,
    2_500_000_000L
  };

  private final LongAdder[] counts = new LongAdder[BOUNDS.length + 1];
  private final LongAdder sum = new LongAdder();

  /** Makes an empty one. */
  public Histogram() {
    Arrays.setAll(counts, i -> new LongAdder());
  }

  /** Adds a duration in nanoseconds. */
  public void add(long nanos) {
    int at = Arrays.binarySearch(BOUNDS, nanos);
    counts[at < 0 ? -at - 1 : at].increment();
    sum.add(nanos);
  }

  /** Returns what was added so far. */
  public Snapshot snapshot() {
    List<Bucket> buckets = new ArrayList<>();
    long count = 0;
    for (int i = 0; i < counts.length; i++) {
      count += counts[i].sum();
      buckets.add(
          new Bucket(i < BOUNDS.length ? BOUNDS[i] / 1e9 : Double.POSITIVE_INFINITY, count));
    }
    return new Snapshot(buckets, sum.sum() / 1e9);
  }

  /**
   * How many took no longer than a bound.
   *
   * @param seconds the bound; the last one is infinite
   * @param count of all that took no longer, those of the buckets before included
   */
  public record Bucket(double seconds, long count) {}

  /**
   * All buckets at one moment.
   *
   * @param buckets by bound, ascending
   * @param sum of all durations, in seconds
   */
  public record Snapshot(List<Bucket> buckets, double sum) {
    /** Copies. */
    public Snapshot {
      buckets = List.copyOf(buckets);
    }

    /** Returns what was added after an earlier snapshot of the same histogram. */
    public Snapshot minus(Snapshot earlier) {
      List<Bucket> since = new ArrayList<>();
      for (int i = 0; i < buckets.size(); i++) {
        Bucket now = buckets.get(i);
        since.add(new Bucket(now.seconds(), now.count() - earlier.buckets.get(i).count()));
      }
      return new Snapshot(since, sum - earlier.sum);
    }

    /** Returns how many were added. */
    public long count() {
      return buckets.getLast().count();
    }

    /** Returns the mean in seconds, 0 where nothing was added. */
    public double mean() {
      return count() == 0 ? 0 : sum / count();
    }

    /**
     * Returns below what a share of the durations lie, in seconds: linear within the bucket, the
     * last finite bound at most; 0 where nothing was added.
     *
     * @param share such as 0.99
     */
    public double quantile(double share) {
      double wanted = share * count();
      double lower = 0;
      long before = 0;
      for (Bucket bucket : buckets) {
        if (bucket.count() >= wanted && bucket.count() > before) {
          double part = (wanted - before) / (bucket.count() - before);
          return Double.isInfinite(bucket.seconds())
              ? lower
              : lower + part * (bucket.seconds() - lower);
        }
        lower = bucket.seconds();
        before = bucket.count();
      }
      return 0;
    }
  }
}
