package sluice.studies.curves;

import java.util.HashSet;
import java.util.Set;
import sluice.core.Ranker;
import sluice.core.RankerTrainer;
import sluice.core.RankingSet;
import sluice.ranking.TuneMeasure;
import sluice.studies.subset.Requests;

/**
 * Whether a ranker can memorize a few requests: trained on their rows and scored on the same.
 *
 * <p>A model that cannot is too stiff, or its features do not tell the rows apart, or something on
 * the way from features to labels is broken; more data will not fix it. What the candidates missed
 * does not count, so that the best order has nDCG 1.
 *
 * @param requests how many
 * @param rows their rows
 * @param ndcg nDCG@10 on these very rows
 */
public record TinyFit(int requests, int rows, double ndcg) {
  /** How many requests are memorized. */
  public static final int REQUESTS = 20;

  /** What must be reached. */
  public static final double ENOUGH = 0.95;

  /** Trains on the first requests of a set and scores them. */
  static TinyFit of(RankerTrainer trainer, RankingSet train, long seed, int threads) {
    int n = Math.min(REQUESTS, train.requests());
    Set<String> ids = new HashSet<>(train.requestIds().subList(0, n));
    RankingSet few = Requests.withoutMissed(train.only(ids::contains));
    Ranker ranker = trainer.fit(few, few, seed, threads);
    float[] scores = new float[few.rows()];
    ranker.score(few.features(), scores);
    return new TinyFit(n, few.rows(), new TuneMeasure(few, 10).mean(scores));
  }

  /** Says whether it learned them. */
  public boolean fits() {
    return ndcg >= ENOUGH;
  }
}
