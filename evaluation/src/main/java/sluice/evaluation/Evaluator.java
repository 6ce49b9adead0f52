package sluice.evaluation;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import sluice.core.Parallel;

/**
 * Computes many measures of many runs against one set of judgements, user by user.
 *
 * <p>Each list is walked once: its hits feed all measures. Lookups go through two int arrays over
 * the items, one pair a thread, so that a list of n items costs O(n + |judged|). What does not
 * depend on the run (|rel|, ideal lists) is computed once, in the constructor. What is summed is
 * the {@link Formula} of each measure's type. A user's value depends on nothing but that user's
 * list and judgements, so that threads change nothing. Immutable, safe for use by many threads.
 */
public final class Evaluator {
  private final Judgements judgements;
  private final List<Measure> measures;
  private final List<Formula> formulas;
  private final int threads;

  /** How many of a list's first items any measure looks at. */
  private final int deepest;

  /** Measures of one condition each, which share their hits. */
  private final int[][] groups;

  /** Per measure and user; 0 for a user not counted. */
  private final double[][] denominators;

  /**
   * Prepares.
   *
   * @param judgements what is good for whom
   * @param measures what to compute; not nDCG(true), which {@link TrueNdcg} computes
   * @param threads how many threads, 1 or more
   */
  public Evaluator(Judgements judgements, List<Measure> measures, int threads) {
    this.judgements = judgements;
    this.measures = List.copyOf(measures);
    this.formulas = measures.stream().map(m -> m.type().formula(m)).toList();
    this.threads = threads;
    int deep = 1;
    for (Measure m : measures) {
      if (m.needs() == MeasureType.Needs.TRUTH) {
        throw new IllegalArgumentException(m + " needs the truth: see TrueNdcg");
      }
      deep = Math.max(deep, m.type().hasCutoff() ? m.cutoff() : Integer.MAX_VALUE);
    }
    this.deepest = deep;
    this.groups =
        IntStream.range(0, measures.size())
            .boxed()
            .collect(groupingBy(i -> measures.get(i).condition(), LinkedHashMap::new, toList()))
            .values()
            .stream()
            .map(group -> group.stream().mapToInt(i -> i).toArray())
            .toArray(int[][]::new);
    this.denominators = new double[measures.size()][judgements.users()];
    Parallel.run(threads, judgements.users(), () -> groups, (u, none) -> prepare(u));
  }

  /** Returns the measures, in the order of the values. */
  public List<Measure> measures() {
    return measures;
  }

  /**
   * Returns the values of one run: per measure, one value a user of the judgements, NaN for users
   * that the measure does not count.
   *
   * @throws IllegalArgumentException where the run has another number of users, or an item twice in
   *     a list
   */
  public double[][] perUser(Run run) {
    if (run.users() != judgements.users()) {
      throw new IllegalArgumentException(
          run.system() + " has " + run.users() + " lists for " + judgements.users() + " users");
    }
    double[][] values = new double[measures.size()][judgements.users()];
    int bound = Math.max(judgements.itemBound(), run.itemBound());
    Parallel.run(
        threads,
        run.users(),
        () -> new Scratch(bound, deepest, judgements),
        (u, s) -> walk(run, u, s, values));
    return values;
  }

  /** Computes one measure of one run; see {@link #perUser(Run)}. */
  public static double[] perUser(Judgements judgements, Run run, Measure measure, int threads) {
    return new Evaluator(judgements, List.of(measure), threads).perUser(run)[0];
  }

  /**
   * Computes all measures of all runs, those by the truth as well.
   *
   * @return by measure, run and user; empty by user where the truth is asked for and not known
   */
  static double[][][] values(
      Judgements judgements,
      List<Run> runs,
      List<Measure> measures,
      Optional<TrueGains> truth,
      int threads) {
    List<Measure> trueOnes =
        measures.stream().filter(m -> m.needs() == MeasureType.Needs.TRUTH).toList();
    List<Measure> plain = measures.stream().filter(m -> !trueOnes.contains(m)).toList();
    double[][][] values = new double[measures.size()][runs.size()][0];
    Evaluator evaluator = new Evaluator(judgements, plain, threads);
    for (int r = 0; r < runs.size(); r++) {
      put(evaluator.perUser(runs.get(r)), plain, measures, r, values);
    }
    if (truth.isPresent() && !trueOnes.isEmpty()) {
      double[][][] ofRuns = new TrueNdcg(judgements, trueOnes, truth.get(), threads).perUser(runs);
      for (int r = 0; r < runs.size(); r++) {
        put(ofRuns[r], trueOnes, measures, r, values);
      }
    }
    return values;
  }

  private static void put(
      double[][] ofRun, List<Measure> some, List<Measure> all, int run, double[][][] values) {
    for (int m = 0; m < some.size(); m++) {
      values[all.indexOf(some.get(m))][run] = ofRun[m];
    }
  }

  private void prepare(int user) {
    for (int[] group : groups) {
      RelevantItems relevant =
          new RelevantItems(judgements, user, measures.get(group[0]).condition());
      for (int i : group) {
        denominators[i][user] = relevant.count() == 0 ? 0 : formulas.get(i).denominator(relevant);
      }
    }
  }

  private void walk(Run run, int user, Scratch s, double[][] values) {
    int judgedMark = s.nextMark();
    int seenMark = judgedMark + 1;
    int from = judgements.start(user);
    int to = judgements.start(user + 1);
    for (int row = from; row < to; row++) {
      int item = judgements.item(row);
      s.marks[item] = judgedMark;
      s.rows[item] = row;
    }
    int[] list = run.list(user);
    int hits = 0;
    for (int place = 0; place < list.length; place++) {
      int item = list[place];
      int mark = s.marks[item];
      if (mark == judgedMark) {
        if (place < deepest) {
          s.hitPlaces[hits] = place;
          s.hitRows[hits++] = s.rows[item];
        }
      } else if (mark == seenMark) {
        throw new IllegalArgumentException(
            run.system() + " lists an item twice for user " + judgements.userId(user));
      }
      s.marks[item] = seenMark;
    }
    for (int[] group : groups) {
      Optional<Condition> condition = measures.get(group[0]).condition();
      s.list.fill(user, list, condition, s.hitPlaces, s.hitRows, hits);
      for (int i : group) {
        double denominator = denominators[i][user];
        values[i][user] =
            denominator == 0
                ? Double.NaN
                : formulas.get(i).numerator(s.list.cut(measures.get(i))) / denominator;
      }
    }
  }

  /** One thread's memory: which items are judged, which were seen in the list, and the hits. */
  private static final class Scratch {
    final int[] marks;
    final int[] rows;
    final int[] hitPlaces;
    final int[] hitRows;
    final JudgedList list;
    private int mark;

    Scratch(int items, int deepest, Judgements judgements) {
      int most = Math.min(items, deepest);
      marks = new int[items];
      rows = new int[items];
      hitPlaces = new int[most];
      hitRows = new int[most];
      list = new JudgedList(judgements, most);
    }

    /** Returns a mark that no earlier user has left behind, nor its successor. */
    int nextMark() {
      if (mark > Integer.MAX_VALUE - 4) {
        Arrays.fill(marks, 0);
        mark = 0;
      }
      mark += 2;
      return mark;
    }
  }
}
