package sluice.serving.metrics;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Histograms by name. The names must be few and the server's own. Safe for use by many threads. */
final class Timed {
  private final Map<String, Histogram> histograms = new ConcurrentHashMap<>();

  void add(String name, long nanos) {
    Histogram histogram = histograms.get(name);
    if (histogram == null) {
      histogram = histograms.computeIfAbsent(name, n -> new Histogram());
    }
    histogram.add(nanos);
  }

  SortedMap<String, Histogram.Snapshot> snapshots() {
    SortedMap<String, Histogram.Snapshot> all = new TreeMap<>();
    histograms.forEach((name, histogram) -> all.put(name, histogram.snapshot()));
    return all;
  }
}
