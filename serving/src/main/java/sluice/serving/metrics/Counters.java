package sluice.serving.metrics;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counters by name. The names must be few and the server's own: each is kept for good. Safe for use
 * by many threads.
 */
final class Counters<K extends Comparable<K>> {
  private final Map<K, LongAdder> counters = new ConcurrentHashMap<>();

  void add(K name) {
    LongAdder counter = counters.get(name); // without the lock that computing may take
    if (counter == null) {
      counter = counters.computeIfAbsent(name, n -> new LongAdder());
    }
    counter.increment();
  }

  SortedMap<K, Long> sums() {
    SortedMap<K, Long> sums = new TreeMap<>();
    counters.forEach((name, counter) -> sums.put(name, counter.sum()));
    return sums;
  }
}
