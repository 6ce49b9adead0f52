package sluice.evaluation.beyond;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import sluice.evaluation.Judgements;
import sluice.evaluation.Run;
import sluice.evaluation.significance.Bootstrap;
import sluice.evaluation.significance.Interval;

/**
 * Computes measures beyond accuracy for runs.
 *
 * <p>Time is linear in users × cutoff (diversity by category: cutoff squared) plus the catalogue
 * for measures of the whole system. Every user's value is computed alone and summed in the order of
 * the users, so that threads change nothing. Safe for use by many threads.
 */
public final class BeyondAccuracy {
  private final Judgements judged;
  private final ListContext context;
  private final int threads;

  /**
   * A measure of one system.
   *
   * @param measure what
   * @param interval the mean with its 95 % bootstrap interval over users; of a measure of the whole
   *     system, the number alone and NaN for the bounds
   */
  public record Value(BeyondMeasure measure, Interval interval) {}

  /**
   * Prepares.
   *
   * @param judged whose users the runs' lists are made for
   * @param context what is known of items and users
   * @param threads how many threads, 1 or more
   * @throws IllegalArgumentException where histories and judgements differ in users, or the
   *     popularity and the catalogue in items
   */
  public BeyondAccuracy(Judgements judged, ListContext context, int threads) {
    if (context.lists() != judged.users() || context.items() != judged.catalogue().size()) {
      throw new IllegalArgumentException(
          "context of %d users and %d items, judgements of %d and %d"
              .formatted(
                  context.lists(), context.items(), judged.users(), judged.catalogue().size()));
    }
    this.judged = judged;
    this.context = context;
    this.threads = threads;
  }

  /**
   * Returns the values of every run, in the order of the measures; those the context does not allow
   * and those past a run's length are left out. All runs share the bootstrap's draws.
   *
   * @param resamples of the bootstrap, 1 or more
   * @param seed of the bootstrap
   * @throws IllegalArgumentException where a list holds an item outside the catalogue
   */
  public List<List<Value>> of(
      List<Run> runs, List<BeyondMeasure> measures, int resamples, long seed) {
    List<double[]> columns = new ArrayList<>();
    for (Run run : runs) {
      check(run);
      able(run, measures)
          .filter(m -> !m.type().ofTheSystem())
          .forEach(m -> columns.add(values(run, m)));
    }
    List<Interval> intervals = Bootstrap.intervals(columns, resamples, seed, threads);
    List<List<Value>> values = new ArrayList<>();
    int next = 0;
    for (Run run : runs) {
      List<Value> own = new ArrayList<>();
      for (BeyondMeasure m : able(run, measures).toList()) {
        if (m.type().ofTheSystem()) {
          Interval alone = new Interval(values(run, m)[0], Double.NaN, Double.NaN);
          own.add(new Value(m, alone));
        } else {
          own.add(new Value(m, intervals.get(next)));
          next++;
        }
      }
      values.add(List.copyOf(own));
    }
    return values;
  }

  private Stream<BeyondMeasure> able(Run run, List<BeyondMeasure> measures) {
    return measures.stream()
        .filter(m -> context.allows(m) && m.cutoff() <= run.length())
        .distinct();
  }

  private void check(Run run) {
    if (run.itemBound() > context.items() || run.users() != judged.users()) {
      throw new IllegalArgumentException(
          run.system() + " has items outside the catalogue, or lists of other users");
    }
  }

  /**
   * Returns the values of a measure by user, NaN for users not counted, whose mean is the measure;
   * of a measure of the whole system, the value alone.
   *
   * @throws IllegalArgumentException where a list holds an item outside the catalogue
   */
  public double[] values(Run run, BeyondMeasure measure) {
    check(run);
    return measure.type().values(new CutLists(run, measure.cutoff(), judged, context, threads));
  }
}
