package sluice.evaluation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import sluice.core.Parallel;

/**
 * Computes many measures of many runs against one set of judgements, user by user.
 *
 * <p>Each list is walked once: its hits feed all measures. Lookups go through two int arrays over
 * the items, one pair a thread, so that a list of n items costs O(n + |judged|). What does not
 * depend on the run (|rel|, ideal lists) is computed once, in the constructor. A user's value
 * depends on nothing but that user's list and judgements, so that threads change nothing.
 * Immutable, safe for use by many threads.
 */
public final class Evaluator {
  private final Judgements judgements;
  private final List<Measure> measures;
  private final int threads;
  private final int deepest;
  private final double[] discounts;

  /** What nDCG(full) is divided by, the same for all users. */
  private final Map<Measure, Double> full;

  /** Per measure and user: what the sum over hits is divided by; 0 for a user not counted. */
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
    this.threads = threads;
    int deep = 1;
    for (Measure m : measures) {
      if (m.variant() == Measure.Variant.TRUE) {
        throw new IllegalArgumentException(m + " needs the truth: see TrueNdcg");
      }
      deep = Math.max(deep, m.cutoff());
    }
    int longestIdeal = 1;
    for (int u = 0; u < judgements.users(); u++) {
      longestIdeal = Math.max(longestIdeal, judgements.start(u + 1) - judgements.start(u));
    }
    boolean toTheLast = measures.stream().anyMatch(m -> !m.kind().hasCutoff());
    this.deepest = toTheLast ? Math.max(deep, longestIdeal) : deep;
    this.discounts = discounts(Math.max(longestIdeal, Math.min(deepest, 1 << 16)));
    Map<Measure, Double> sums = new HashMap<>();
    for (Measure m : measures) {
      if (m.variant() == Measure.Variant.FULL) {
        sums.put(m, IntStream.range(0, m.cutoff()).mapToDouble(this::discount).sum());
      }
    }
    this.full = Map.copyOf(sums);
    this.denominators = new double[measures.size()][judgements.users()];
    Parallel.run(threads, judgements.users(), () -> new float[0], (u, none) -> prepare(u));
  }

  /** Returns 1 / log₂(rank + 1) for ranks 1 … n at places 0 … n − 1. */
  static double[] discounts(int n) {
    double[] d = new double[n];
    for (int place = 0; place < n; place++) {
      d[place] = Math.log(2) / Math.log(place + 2);
    }
    return d;
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
        threads, run.users(), () -> new Scratch(bound, deepest), (u, s) -> walk(run, u, s, values));
    return values;
  }

  /** Computes one measure of one run; see {@link #perUser(Run)}. */
  public static double[] perUser(Judgements judgements, Run run, Measure measure, int threads) {
    return new Evaluator(judgements, List.of(measure), threads).perUser(run)[0];
  }

  private void prepare(int user) {
    int from = judgements.start(user);
    int to = judgements.start(user + 1);
    double[] gains = new double[to - from];
    for (int i = 0; i < measures.size(); i++) {
      Measure m = measures.get(i);
      Optional<Condition> condition = m.condition();
      int rel = 0;
      for (int row = from; row < to; row++) {
        if (judgements.relevant(row, condition)) {
          gains[rel++] = gain(m, judgements.gain(row));
        }
      }
      denominators[i][user] = rel == 0 ? 0 : denominator(m, user, rel, gains);
    }
  }

  private double denominator(Measure m, int user, int rel, double[] gains) {
    return switch (m.kind()) {
      case PRECISION -> m.cutoff();
      case RECALL -> m.variant() == Measure.Variant.CAPPED ? Math.min(rel, m.cutoff()) : rel;
      case R_PRECISION -> rel;
      case F1 -> (m.cutoff() + rel) / 2.0;
      case MRR, HIT_RATE -> 1;
      case RBP -> 1 / (1 - m.persistence());
      case AUC -> rel * (double) negatives(user, m);
      case MAP -> m.variant() == Measure.Variant.BY_RELEVANT ? rel : Math.min(rel, m.cutoff());
      case NDCG -> {
        if (m.variant() == Measure.Variant.FULL) {
          yield Objects.requireNonNull(full.get(m));
        }
        double ideal = 0;
        Arrays.sort(gains, 0, rel);
        for (int place = 0; place < Math.min(rel, m.cutoff()); place++) {
          ideal += gains[rel - 1 - place] * discounts[place];
        }
        yield ideal;
      }
    };
  }

  private static double gain(Measure m, float grade) {
    return switch (m.variant()) {
      case EXPONENTIAL -> Math.pow(2, grade) - 1;
      case BINARY, FULL -> 1;
      default -> grade;
    };
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
    for (int i = 0; i < values.length; i++) {
      double denominator = denominators[i][user];
      values[i][user] =
          denominator == 0 ? Double.NaN : sum(measures.get(i), s, hits, list, user) / denominator;
    }
  }

  private double sum(Measure m, Scratch s, int hits, int[] list, int user) {
    int length = list.length;
    return switch (m.kind()) {
      case R_PRECISION -> hitsBefore(m, s, hits, relevant(user, m));
      case AUC -> orderedPairs(m, s, hits, list, user);
      case PRECISION -> {
        int found = hitsBefore(m, s, hits, m.cutoff());
        boolean byLength = m.variant() == Measure.Variant.BY_LENGTH;
        // the denominator is k for all; a shorter list's own length takes its place here
        yield byLength && length > 0 && length < m.cutoff()
            ? (double) found * m.cutoff() / length
            : found;
      }
      default -> sum(m, s, hits);
    };
  }

  private int relevant(int user, Measure m) {
    int rel = 0;
    for (int row = judgements.start(user); row < judgements.start(user + 1); row++) {
      rel += judgements.relevant(row, m.condition()) ? 1 : 0;
    }
    return rel;
  }

  private int hitsBefore(Measure m, Scratch s, int hits, int cutoff) {
    int found = 0;
    for (int h = 0; h < hits && s.hitPlaces[h] < cutoff; h++) {
      found += judgements.relevant(s.hitRows[h], m.condition()) ? 1 : 0;
    }
    return found;
  }

  /** The items of the catalogue that are not relevant to the user. */
  private int negatives(int user, Measure m) {
    int inside = 0;
    for (int row = judgements.start(user); row < judgements.start(user + 1); row++) {
      boolean known = judgements.item(row) < judgements.catalogue().size();
      inside += known && judgements.relevant(row, m.condition()) ? 1 : 0;
    }
    return judgements.catalogue().size() - inside;
  }

  /**
   * Pairs in which the relevant item stands first, those tied behind the list counted half; items
   * of the list that the catalogue does not hold are passed over.
   */
  private double orderedPairs(Measure m, Scratch s, int hits, int[] list, int user) {
    int depth = Math.min(list.length, m.cutoff());
    if (depth == 0) {
      return 0; // no list counts 0, as for every measure, not the half of all being tied
    }
    int negatives = negatives(user, m);
    int rel = relevant(user, m);
    double pairs = 0;
    int found = 0;
    int misses = 0;
    int h = 0;
    for (int place = 0; place < depth; place++) {
      boolean judged = h < hits && s.hitPlaces[h] == place;
      if (judged && judgements.relevant(s.hitRows[h], m.condition())) {
        pairs += negatives - misses;
        found++;
      } else if (list[place] < judgements.catalogue().size()) {
        misses++;
      }
      h += judged ? 1 : 0;
    }
    return pairs + (rel - found) * (double) (negatives - misses) / 2;
  }

  private double sum(Measure m, Scratch s, int hits) {
    double sum = 0;
    int found = 0;
    for (int h = 0; h < hits && s.hitPlaces[h] < m.cutoff(); h++) {
      int row = s.hitRows[h];
      if (!judgements.relevant(row, m.condition())) {
        continue;
      }
      found++;
      int place = s.hitPlaces[h];
      switch (m.kind()) {
        case RECALL, F1 -> sum++;
        case RBP -> sum += Math.pow(m.persistence(), place);
        case HIT_RATE -> {
          return 1;
        }
        case MRR -> {
          return 1.0 / (place + 1);
        }
        case MAP -> sum += (double) found / (place + 1);
        case NDCG -> sum += gain(m, judgements.gain(row)) * discount(place);
        case PRECISION, R_PRECISION, AUC ->
            throw new IllegalStateException(m + " is no sum over its hits alone");
      }
    }
    return sum;
  }

  private double discount(int place) {
    return place < discounts.length ? discounts[place] : Math.log(2) / Math.log(place + 2);
  }

  /** One thread's memory: which items are judged, which were seen in the list, and the hits. */
  private static final class Scratch {
    final int[] marks;
    final int[] rows;
    final int[] hitPlaces;
    final int[] hitRows;
    private int mark;

    Scratch(int items, int deepest) {
      marks = new int[items];
      rows = new int[items];
      hitPlaces = new int[Math.min(items, deepest)];
      hitRows = new int[Math.min(items, deepest)];
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
