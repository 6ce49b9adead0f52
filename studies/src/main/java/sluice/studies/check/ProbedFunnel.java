package sluice.studies.check;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import sluice.core.Candidates;
import sluice.core.FeatureMatrix;
import sluice.core.FeatureSchema;
import sluice.core.FittingPart;
import sluice.core.RankedItems;
import sluice.core.Request;
import sluice.features.FeatureAssembler;
import sluice.funnel.Funnel;

/**
 * A fitted funnel as a check may question it: its stages one by one, and the slate at the end.
 *
 * <p>Tests break one stage by overriding it. Not safe for use by many threads.
 */
public class ProbedFunnel {
  private final Funnel funnel;
  private final Function<String, Optional<double[]>> advantage;
  private final FeatureAssembler.Scratch scratch;
  private final Funnel.Walker walker;

  /**
   * Makes one.
   *
   * @param funnel what is questioned
   * @param advantage see {@link #advantage}
   */
  public ProbedFunnel(Funnel funnel, Function<String, Optional<double[]>> advantage) {
    this.funnel = funnel;
    this.advantage = advantage;
    this.scratch = funnel.fitted().assembler().newScratch();
    this.walker = funnel.newWalker();
  }

  /** Returns what it was fitted on. */
  public FittingPart part() {
    return funnel.fitted().part();
  }

  /** Returns the features of the served ranker. */
  public FeatureSchema schema() {
    return funnel.fitted().assembler().schema();
  }

  /** Returns how many items a slate has. */
  public int slateSize() {
    return funnel.slate().size();
  }

  /** Returns which items a request may be given; to be asked before the next request. */
  public IntPredicate eligible(Request request) {
    return funnel.eligible(request);
  }

  /** Returns the fused candidates. */
  public Candidates candidates(Request request) {
    return funnel.fitted().candidates(request);
  }

  /** Fills the feature rows of candidates, in their order. */
  public void features(Candidates candidates, FeatureMatrix into) {
    funnel.fitted().features(candidates, into, scratch);
  }

  /** Scores rows with the served ranker; one score a row. */
  public void score(FeatureMatrix rows, float[] scores) {
    funnel.ranker().score(rows, scores);
  }

  /** Orders scored items as the funnel does, ties included. */
  public RankedItems order(Request request, int[] items, float[] scores) {
    return RankedItems.sort(items, scores, items.length, funnel.fitted().ties(request));
  }

  /** Returns what is shown: all stages after each other, re-ranking included. */
  public RankedItems slate(Request request) {
    return walker.walk(request).slate();
  }

  /** Says whether scores are log-odds of being relevant. */
  public boolean logOdds() {
    return funnel.ranker().logOdds();
  }

  /**
   * Returns, for every test request that counts, the headline measure of the slate's list less that
   * of another system; empty where there is no such system.
   */
  public Optional<double[]> advantage(String system) {
    return advantage.apply(system);
  }

  /** Returns the scores of a request's candidates, in their order. */
  public final float[] scores(Candidates candidates) {
    FeatureMatrix rows = new FeatureMatrix(schema(), Math.max(1, candidates.size()));
    features(candidates, rows);
    float[] scores = new float[rows.rows()];
    score(rows, scores);
    return Arrays.copyOf(scores, candidates.size());
  }
}
