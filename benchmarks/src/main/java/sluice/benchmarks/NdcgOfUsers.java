package sluice.benchmarks;

import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import sluice.evaluation.Evaluator;
import sluice.evaluation.Measure;
import sluice.evaluation.Run;

/** nDCG@10 of 100,000 users with lists of 100 items, on one thread. */
public class NdcgOfUsers extends HotPath {
  /** Made-up lists and judgements. */
  @State(Scope.Benchmark)
  @SuppressWarnings("NullAway.Init") // JMH calls the setup first
  public static class Lists {
    /** How many users have one. */
    @Param("100000")
    public int listsOf;

    private Evaluator evaluator;
    private Run run;

    /** Draws them. */
    @Setup
    public void draw() {
      DrawnLists drawn = DrawnLists.draw(listsOf, 1);
      evaluator = new Evaluator(drawn.judgements(), List.of(Measure.parse("nDCG@10")), 1);
      run = drawn.run();
    }
  }

  /** Computes every user's value. */
  @Benchmark
  public double[][] ndcg(Lists lists) {
    return lists.evaluator.perUser(lists.run);
  }
}
