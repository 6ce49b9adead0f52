package sluice.serving.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import java.util.ArrayList;
import java.util.List;

/**
 * How long something took, counted in buckets.
 *
 * @param buckets by bound, ascending; none where nothing was ever counted
 * @param sum of all durations, in seconds
 */
public record Durations(List<Bucket> buckets, double sum) {
  /** Of what never happened. */
  static final Durations NONE = new Durations(List.of(), 0);

  /** Copies. */
  public Durations {
    buckets = List.copyOf(buckets);
  }

  /**
   * How many took no longer than a bound.
   *
   * @param seconds the bound; the last one is infinite
   * @param count of all that took no longer, those of the buckets before included
   */
  public record Bucket(double seconds, long count) {}

  /** Returns what a histogram holds. */
  static Durations of(HistogramDataPointSnapshot histogram) {
    ClassicHistogramBuckets each = histogram.getClassicBuckets();
    List<Bucket> buckets = new ArrayList<>();
    long count = 0;
    for (int i = 0; i < each.size(); i++) {
      count += each.getCount(i);
      buckets.add(new Bucket(each.getUpperBound(i), count));
    }
    return new Durations(buckets, histogram.getSum());
  }

  /** Returns what was added after an earlier moment of the same histogram. */
  Durations minus(Durations earlier) {
    if (earlier.buckets.isEmpty()) {
      return this;
    }
    List<Bucket> since = new ArrayList<>();
    for (int i = 0; i < buckets.size(); i++) {
      Bucket now = buckets.get(i);
      since.add(new Bucket(now.seconds(), now.count() - earlier.buckets.get(i).count()));
    }
    return new Durations(since, sum - earlier.sum);
  }

  /** Returns how many there are. */
  public long count() {
    return buckets.isEmpty() ? 0 : buckets.getLast().count();
  }

  /**
   * Returns below what a share of the durations lie, in seconds: linear within the bucket, the last
   * finite bound at most; 0 where there are none.
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
