package sluice.pipeline.funnel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import sluice.core.RankedItems;
import sluice.core.ReRanker;
import sluice.core.ReportSection;
import sluice.ranking.rerank.Slate;

/**
 * Counts over test requests what each re-ranker changed. Sums of whole numbers, so that threads
 * change nothing.
 */
final class ReRankingChanges {
  private final Map<String, Counts> counts = new LinkedHashMap<>();
  private final int shown;
  private final int requests;

  private record Counts(LongAdder before, LongAdder after, LongAdder added, LongAdder changed) {
    Counts() {
      this(new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder());
    }
  }

  ReRankingChanges(Slate slate, int requests) {
    this.shown = slate.size();
    this.requests = requests;
    for (ReRanker r : slate.rerankers()) {
      counts.put(r.name(), new Counts());
    }
  }

  void add(String reRanker, RankedItems before, RankedItems after) {
    Counts sums = counts.get(reRanker);
    if (sums == null) {
      throw new IllegalArgumentException("no re-ranker " + reRanker);
    }
    sums.before.add(before.size());
    sums.after.add(after.size());
    int[] old = before.first(shown).items();
    int[] now = after.first(shown).items();
    sums.changed.add(Arrays.equals(old, now) ? 0 : 1);
    Arrays.sort(old);
    sums.added.add(Arrays.stream(now).filter(i -> Arrays.binarySearch(old, i) < 0).count());
  }

  /**
   * Returns what the report says; empty where nothing re-ranks.
   *
   * @param price what the re-rankers cost
   */
  Optional<ReportSection> section(List<ReportSection.Block> price) {
    if (counts.isEmpty()) {
      return Optional.empty();
    }
    List<List<Object>> rows = new ArrayList<>();
    counts.forEach((name, sums) ->
        rows.add(
            List.of(
                name, mean(sums.before), mean(sums.after), mean(sums.changed), mean(sums.added))));
    List<ReportSection.Block> blocks =
        new ArrayList<>(
            List.of(
                new ReportSection.Text(
                    "What each re-ranker made of the list it was given, in their order, means over"
                        + " the test requests. What all of them cost or gain stands next to the"
                        + " measures: the slate against the served ranker."),
                new ReportSection.Table(
                    "Lists before and after each re-ranker",
                    List.of(
                        "re-ranker",
                        "length before",
                        "length after",
                        "share of lists whose first " + shown + " changed",
                        "items new among the first " + shown),
                    rows)));
    blocks.addAll(price);
    return Optional.of(new ReportSection("reranking", "Re-ranking", blocks));
  }

  private double mean(LongAdder sum) {
    return (double) sum.sum() / Math.max(1, requests);
  }
}
