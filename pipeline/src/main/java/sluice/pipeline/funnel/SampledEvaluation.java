package sluice.pipeline.funnel;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import sluice.candidates.source.RandomSource;
import sluice.core.Candidates;
import sluice.core.Dictionary;
import sluice.core.JudgedRequest;
import sluice.core.Parallel;
import sluice.core.RankedItems;
import sluice.core.ReportSection;
import sluice.core.Request;
import sluice.evaluation.sampled.SampledFigures;
import sluice.evaluation.sampled.SampledNegatives;
import sluice.evaluation.sampled.SampledSection;
import sluice.funnel.FittedFunnel;
import sluice.funnel.SourceOutcome;
import sluice.funnel.SourcePolicy;
import sluice.funnel.StageObserver;

/**
 * Lets every candidate source, and their fusion, rank each request's relevant items among sampled
 * negatives.
 *
 * <p>A source is asked as always, but that nothing outside the sample may come back; so it scores
 * what it is asked for and knows nothing of which item is the relevant one.
 */
final class SampledEvaluation {
  private final FittedFunnel funnel;
  private final OfflineEvaluation measured;
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
  SampledEvaluation(
      FittedFunnel funnel, OfflineEvaluation measured, int count, long seed, int threads) {
    this.funnel = funnel;
    this.measured = measured;
    this.count = count;
    this.threads = threads;
    int items = funnel.part().catalogue().size();
    this.negatives = new SampledNegatives(items, count, seed);
    this.random = new RandomSource(funnel.part().catalogue());
    funnel.retrieval().all().forEach(source -> collect(source.name()));
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
    int n = sample.cardinality();
    funnel.candidates(
        request,
        sample::get,
        source -> n,
        SourcePolicy.IN_FULL,
        new StageObserver() {
          @Override
          public void source(SourceOutcome outcome) {
            add(i, outcome.source(), item, share, outcome.list());
          }

          @Override
          public void fused(Candidates candidates, long nanos) {
            add(i, "fusion", item, share, candidates.fused());
          }
        });
    add(i, "random", item, share, funnel.list(random, request, sample::get, n));
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
