package sluice.candidates.text;

import java.io.IOException;
import java.util.Collection;
import java.util.function.IntPredicate;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import sluice.core.RankedItems;
import sluice.core.TieBreak;
import sluice.core.TopK;

/**
 * Keeps the best n eligible items of a search, ties by {@link TieBreak}.
 *
 * <p>Items that may not come back do not take a place, so that n come back where n match. Every
 * match is scored: Lucene's skipping of blocks may add up a score in another order and so tear ties
 * apart.
 */
final class EligibleCollector implements Collector {
  private final int[] items;
  private final IntPredicate eligible;
  private final TopK top;

  /**
   * Makes a collector.
   *
   * @param items the item of each document
   * @param eligible which items may come back
   * @param top receives them
   */
  EligibleCollector(int[] items, IntPredicate eligible, TopK top) {
    this.items = items;
    this.eligible = eligible;
    this.top = top;
  }

  /** Returns a manager of one collector: the search must run without an executor. */
  static CollectorManager<EligibleCollector, RankedItems> manager(
      int[] items, IntPredicate eligible, TieBreak ties, int n) {
    TopK top = new TopK(n);
    top.reset(ties);
    return new CollectorManager<>() {
      @Override
      public EligibleCollector newCollector() {
        return new EligibleCollector(items, eligible, top);
      }

      @Override
      public RankedItems reduce(Collection<EligibleCollector> collectors) {
        return top.take();
      }
    };
  }

  @Override
  public ScoreMode scoreMode() {
    return ScoreMode.COMPLETE;
  }

  @Override
  public LeafCollector getLeafCollector(LeafReaderContext context) {
    return new Leaf(context.docBase);
  }

  private final class Leaf implements LeafCollector {
    private final int base;
    private Scorable scorer = NOTHING;

    Leaf(int base) {
      this.base = base;
    }

    @Override
    public void setScorer(Scorable newScorer) {
      scorer = newScorer;
    }

    @Override
    public void collect(int doc) throws IOException {
      float score = scorer.score();
      if (score >= top.threshold()) {
        int item = items[base + doc];
        if (eligible.test(item)) {
          top.offer(item, score);
        }
      }
    }
  }

  /** What stands in before Lucene sets the scorer. */
  private static final Scorable NOTHING =
      new Scorable() {
        @Override
        public float score() {
          throw new IllegalStateException("no scorer yet");
        }
      };
}
