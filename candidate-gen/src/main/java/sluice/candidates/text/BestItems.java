package sluice.candidates.text;

import java.io.IOException;
import java.util.Collection;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.jspecify.annotations.Nullable;
import sluice.candidates.SampledLimits;
import sluice.core.RankedItems;
import sluice.core.TieBreak;
import sluice.core.TopK;

/**
 * The n best eligible items of a search in an index of one segment, whose documents are the items.
 *
 * <p>Scores are collected first; only items whose score reaches a limit that n are likely to reach
 * are asked whether they are eligible.
 */
final class BestItems implements CollectorManager<BestItems.Scores, RankedItems> {
  private final int documents;
  private final IntPredicate eligible;
  private final TieBreak ties;
  private final int n;

  BestItems(int documents, IntPredicate eligible, TieBreak ties, int n) {
    this.documents = documents;
    this.eligible = eligible;
    this.ties = ties;
    this.n = n;
  }

  @Override
  public Scores newCollector() {
    return new Scores(documents);
  }

  @Override
  public RankedItems reduce(Collection<Scores> collectors) {
    float[] scores = collectors.iterator().next().scores;
    SampledLimits limits = new SampledLimits(scores, documents, n);
    TopK top = new TopK(Math.min(n, documents));
    float limit;
    do {
      limit = limits.next();
      top.reset(ties);
    } while (above(limit, scores, top) < n && limit > 0); // at 0 all that score were offered
    return top.take();
  }

  /** Offers the items whose score reaches a limit; returns how many were eligible. */
  private int above(float limit, float[] scores, TopK top) {
    float least = Math.max(limit, Float.MIN_VALUE); // 0 is an item that holds none of the terms
    int reached = 0;
    for (int item = 0; item < documents; item++) {
      float score = scores[item];
      if (score >= least && score >= top.threshold() && eligible.test(item)) {
        top.offer(item, score);
        reached++;
      }
    }
    return reached;
  }

  /** The score of every document, 0 where it does not match. */
  static final class Scores extends SimpleCollector {
    private final float[] scores;
    private @Nullable Scorable scorer;

    Scores(int documents) {
      scores = new float[documents];
    }

    @Override
    public ScoreMode scoreMode() {
      return ScoreMode.COMPLETE;
    }

    @Override
    public void setScorer(Scorable newScorer) {
      scorer = newScorer;
    }

    @Override
    public void collect(int doc) throws IOException {
      scores[doc] = Objects.requireNonNull(scorer).score();
    }
  }
}
