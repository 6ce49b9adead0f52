package sluice.pipeline.funnel;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import sluice.candidates.Retrieval;
import sluice.candidates.source.RandomSource;
import sluice.core.CandidateSource;
import sluice.core.Dictionary;
import sluice.core.JudgedRequest;
import sluice.core.Parallel;
import sluice.core.RankedItems;
import sluice.core.ReportSection;
import sluice.core.Request;
import sluice.core.TieBreak;
import sluice.evaluation.sampled.SampledFigures;
import sluice.evaluation.sampled.SampledNegatives;
import sluice.evaluation.sampled.SampledSection;
import sluice.funnel.FittedFunnel;

/**
 * Lets every candidate source, and their fusion, rank each request's relevant items among sampled
 * negatives.
 *
 * <p>A source is asked as always, but that nothing beside the sample may come back; so it scores
 * what it is asked for and knows nothing of which item is the relevant one.
 */
final class SampledMeasuring {
  private final FittedFunnel funnel;
  private final Measuring measured;
  private final SampledNegatives negatives;
  private final int count;
  private final int threads;
  private final RandomSource random;
  private final Map<String, SampledFigures.Collector> collected = new LinkedHashMap<>();
  private final AtomicInteger fewest = new AtomicInteger(Integer.MAX_VALUE);

  /**
   * Prepares.
   *
   * @param funnel fitted on the whole fitting part
   * @param measured the lists of the full ranking, made already
   * @param count how many negatives are drawn
   * @param seed of the draws
   * @param threads how many threads
   */
  SampledMeasuring(FittedFunnel funnel, Measuring measured, int count, long seed, int threads) {
    this.funnel = funnel;
    this.measured = measured;
    this.count = count;
    this.threads = threads;
    int items = funnel.part().catalogue().size();
    this.negatives = new SampledNegatives(items, count, seed);
    this.random = new RandomSource(funnel.part().catalogue());
    Retrieval retrieval = funnel.retrieval();
    retrieval.sources().forEach(s -> collect(s.name()));
    retrieval.compared().forEach(s -> collect(s.name()));
    collect("fusion");
    collect("random");
  }

  private void collect(String system) {
    collected.put(system, new SampledFigures.Collector(system, measured.requests().size()));
  }

  /** Ranks and returns what the report says of it. */
  ReportSection section() {
    Parallel.run(
        threads,
        measured.requests().size(),
        () -> new BitSet(funnel.part().catalogue().size()),
        this::one);
    List<String> leftOut =
        measured.systems().stream()
            .map(s -> s.name)
            .filter(name -> !collected.containsKey(name))
            .toList();
    return SampledSection.of(
        count,
        fewest.get(),
        collected.values().stream().map(SampledFigures.Collector::figures).toList(),
        leftOut);
  }

  private void one(int i, BitSet sample) {
    JudgedRequest judged = measured.requests().get(i);
    int[] drawn = negatives.draw(judged, funnel.eligible(judged.request()));
    fewest.accumulateAndGet(drawn.length, Math::min);
    int relevant = 0;
    for (int r = 0; r < judged.size(); r++) {
      relevant += judged.gain(r) > 0 ? 1 : 0;
    }
    for (int r = 0; r < judged.size(); r++) {
      if (judged.gain(r) > 0 && judged.item(r) != Dictionary.UNKNOWN) {
        sample.clear();
        for (int item : drawn) {
          sample.set(item);
        }
        sample.set(judged.item(r));
        rank(i, judged.item(r), 1.0 / relevant, sample);
      }
    }
  }

  private void rank(int i, int item, double share, BitSet sample) {
    Request request = measured.requests().get(i).request();
    IntPredicate among = sample::get;
    TieBreak ties = funnel.ties(request);
    Retrieval retrieval = funnel.retrieval();
    int n = sample.cardinality();
    List<RankedItems> lists = new ArrayList<>();
    for (CandidateSource source : retrieval.sources()) {
      RankedItems list = source.retrieve(request, among, ties, n);
      lists.add(list);
      add(i, source.name(), item, share, list);
    }
    for (CandidateSource source : retrieval.compared()) {
      add(i, source.name(), item, share, source.retrieve(request, among, ties, n));
    }
    add(i, "fusion", item, share, retrieval.fuse(request, lists, ties).fused());
    add(i, "random", item, share, random.retrieve(request, among, ties, n));
  }

  private void add(int i, String system, int item, double share, RankedItems list) {
    SampledFigures.Collector collector = collected.get(system);
    if (collector == null) {
      throw new IllegalArgumentException("no system " + system);
    }
    collector.add(i, rank(list.items(), item), rank(measured.lists(system).items[i], item), share);
  }

  /** Returns the place of an item in a list, from 1; 0 where it is not there. */
  private static int rank(int[] list, int item) {
    for (int place = 0; place < list.length; place++) {
      if (list[place] == item) {
        return place + 1;
      }
    }
    return 0;
  }
}
