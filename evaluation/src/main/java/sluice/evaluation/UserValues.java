package sluice.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The value of every measure for every user and system: what means, intervals, tests and slices are
 * made of.
 *
 * <p>A measure whose cutoff lies past a system's length is not reported for it; a measure that
 * counts no user at all is left out. Immutable; the arrays are taken over, not copied.
 */
public final class UserValues {
  private static final double[] NOT_REPORTED = {};

  private final List<String> users;
  private final List<String> owners;
  private final List<JudgedSystem> systems;
  private final List<Measure> measures;

  /** Values by measure, system and user; no values where a measure is not reported for a system. */
  private final double[][][] values;

  private UserValues(
      List<String> users,
      List<String> owners,
      List<JudgedSystem> systems,
      List<Measure> measures,
      double[][][] values) {
    this.users = List.copyOf(users);
    this.owners = List.copyOf(owners);
    this.systems = List.copyOf(systems);
    this.measures = List.copyOf(measures);
    this.values = values;
  }

  /**
   * Judges runs.
   *
   * @param judgements what is good for whom
   * @param runs the systems, names unique
   * @param measures what to compute
   * @param truth the true gains that nDCG(true) needs; without them those measures are left out
   * @param threads how many threads, 1 or more
   */
  public static UserValues of(
      Judgements judgements,
      List<Run> runs,
      List<Measure> measures,
      Optional<TrueGains> truth,
      int threads) {
    double[][][] values = Evaluator.values(judgements, runs, measures, truth, threads);
    List<JudgedSystem> systems = runs.stream().map(JudgedSystem::of).toList();
    List<String> users = new ArrayList<>();
    for (int u = 0; u < judgements.users(); u++) {
      users.add(judgements.userId(u));
    }
    return tidy(users, users, systems, measures, values);
  }

  private static UserValues tidy(
      List<String> users,
      List<String> owners,
      List<JudgedSystem> systems,
      List<Measure> measures,
      double[][][] values) {
    List<Measure> kept = new ArrayList<>();
    List<double[][]> keptValues = new ArrayList<>();
    for (int m = 0; m < measures.size(); m++) {
      double[][] columns = values[m];
      boolean any = false;
      for (int s = 0; s < columns.length; s++) {
        if (measures.get(m).cutoff() > systems.get(s).length()) {
          columns[s] = NOT_REPORTED;
        }
        any |= !Arrays.stream(columns[s]).allMatch(Double::isNaN);
      }
      if (any && !kept.contains(measures.get(m))) {
        kept.add(measures.get(m));
        keptValues.add(columns);
      }
    }
    return new UserValues(users, owners, systems, kept, keptValues.toArray(double[][][]::new));
  }

  /**
   * Puts the folds of one config under each other: users of all folds, a user of two folds twice,
   * both rows owned by that user.
   *
   * @throws IllegalArgumentException where the folds' systems or measures differ
   */
  public static UserValues concat(List<UserValues> folds) {
    UserValues first = folds.getFirst();
    Set<Measure> measures = new LinkedHashSet<>();
    List<String> users = new ArrayList<>();
    List<String> owners = new ArrayList<>();
    for (UserValues fold : folds) {
      if (!fold.names().equals(first.names())) {
        throw new IllegalArgumentException("folds have different systems");
      }
      users.addAll(fold.users);
      owners.addAll(fold.owners);
      measures.addAll(fold.measures);
    }
    List<Measure> inOrder = List.copyOf(measures);
    List<JudgedSystem> systems = new ArrayList<>();
    double[][][] values = new double[inOrder.size()][first.systems.size()][];
    for (int s = 0; s < first.systems.size(); s++) {
      systems.add(joined(folds, s, users.size()));
      for (int m = 0; m < inOrder.size(); m++) {
        values[m][s] = stacked(folds, inOrder.get(m), s, users.size());
      }
    }
    return tidy(users, owners, systems, inOrder, values);
  }

  private static JudgedSystem joined(List<UserValues> folds, int s, int users) {
    JudgedSystem same = folds.getFirst().systems.get(s);
    double size = 0;
    int length = same.length();
    boolean repeatable = true;
    for (UserValues fold : folds) {
      JudgedSystem own = fold.systems.get(s);
      size += own.meanSize() * fold.users.size();
      length = Math.min(length, own.length());
      repeatable &= own.repeatable();
    }
    return new JudgedSystem(
        same.name(), same.stage(), length, repeatable, users == 0 ? 0 : size / users);
  }

  private static double[] stacked(List<UserValues> folds, Measure measure, int s, int users) {
    double[] column = new double[users];
    Arrays.fill(column, Double.NaN);
    int offset = 0;
    for (UserValues fold : folds) {
      double[] part = fold.column(measure, s);
      if (part != null) {
        System.arraycopy(part, 0, column, offset, part.length);
      }
      offset += fold.users.size();
    }
    return column;
  }

  /**
   * Returns the same values with rows that belong together: where a row is a request, the user who
   * made it. Tests and intervals flip and resample the rows of an owner together.
   *
   * @param newOwners one a row
   */
  public UserValues ownedBy(List<String> newOwners) {
    if (newOwners.size() != users.size()) {
      throw new IllegalArgumentException(newOwners.size() + " owners of " + users.size() + " rows");
    }
    return new UserValues(users, newOwners, systems, measures, values);
  }

  private List<String> names() {
    return systems.stream().map(JudgedSystem::name).toList();
  }

  /** Returns the ids of the users, in the order of the values. */
  public List<String> users() {
    return users;
  }

  /** Returns whose each row is; without {@link #ownedBy} each user's own. */
  public List<String> owners() {
    return owners;
  }

  /** Returns the systems, in the order they were given. */
  public List<JudgedSystem> systems() {
    return systems;
  }

  /** Returns the measures that count at least one user, in the order they were asked for. */
  public List<Measure> measures() {
    return measures;
  }

  /**
   * Returns the values of a measure for a system, by user, NaN for users not counted; null where
   * the measure is not reported for the system. Not to be written to.
   */
  public double @Nullable [] column(Measure measure, int system) {
    int m = measures.indexOf(measure);
    return m < 0 || values[m][system].length == 0 ? null : values[m][system];
  }

  /**
   * Returns for every counted user what a system has more than another; empty where one of them is
   * not there, or both are the same.
   */
  public Optional<double[]> difference(Measure measure, String system, String other) {
    int own = system(system);
    int against = system(other);
    double @Nullable [] mine = own < 0 ? null : column(measure, own);
    double @Nullable [] theirs = against < 0 ? null : column(measure, against);
    return own == against || mine == null || theirs == null
        ? Optional.empty()
        : Optional.of(
            IntStream.range(0, mine.length)
                .mapToDouble(u -> mine[u] - theirs[u])
                .filter(d -> !Double.isNaN(d))
                .toArray());
  }

  /** Returns the index of a system, or -1. */
  public int system(String name) {
    return names().indexOf(name);
  }

  /**
   * Returns the mean over the counted users, NaN where the measure is not reported or none counts.
   */
  public double mean(Measure measure, int system) {
    return mean(measure, system, user -> true);
  }

  /** Returns the mean over the counted users of a slice, NaN where there are none. */
  public double mean(Measure measure, int system, IntPredicate slice) {
    double[] column = column(measure, system);
    return column == null ? Double.NaN : mean(column, slice);
  }

  /** Returns how many users of a slice a measure counts. */
  public int counted(Measure measure, IntPredicate slice) {
    int m = measures.indexOf(measure);
    int n = 0;
    for (int u = 0; m >= 0 && u < users.size(); u++) {
      boolean counts = false;
      for (double[] column : values[m]) {
        counts |= column.length > 0 && !Double.isNaN(column[u]);
      }
      n += counts && slice.test(u) ? 1 : 0;
    }
    return n;
  }

  private static double mean(double[] column, IntPredicate slice) {
    double sum = 0;
    int n = 0;
    for (int u = 0; u < column.length; u++) {
      if (!Double.isNaN(column[u]) && slice.test(u)) {
        sum += column[u];
        n++;
      }
    }
    return n == 0 ? Double.NaN : sum / n;
  }

  /** Takes one row of the per-user table. */
  @FunctionalInterface
  public interface RowSink {
    /**
     * Takes the value of a measure for a row and a system; the owner is the user whose row it is.
     */
    void row(String row, String owner, String system, String measure, double value);
  }

  /** Gives every value in the fixed order system, measure, user; users not counted have no row. */
  public void forEach(RowSink sink) {
    for (int s = 0; s < systems.size(); s++) {
      for (int m = 0; m < measures.size(); m++) {
        double[] column = values[m][s];
        for (int u = 0; u < column.length; u++) {
          if (!Double.isNaN(column[u])) {
            sink.row(
                users.get(u),
                owners.get(u),
                systems.get(s).name(),
                measures.get(m).toString(),
                column[u]);
          }
        }
      }
    }
  }
}
