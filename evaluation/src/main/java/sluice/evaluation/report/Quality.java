package sluice.evaluation.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sluice.evaluation.JudgedSystem;
import sluice.evaluation.Measure;
import sluice.evaluation.Stage;
import sluice.evaluation.UserValues;
import sluice.evaluation.significance.Bootstrap;
import sluice.evaluation.significance.Clusters;
import sluice.evaluation.significance.Comparison;
import sluice.evaluation.significance.Comparisons;
import sluice.evaluation.significance.Interval;

/**
 * How good every system is: means with intervals, and the paired comparisons.
 *
 * @param users how many users were judged, counted by a measure or not
 * @param headline name of the measure that the verdict is about
 * @param served name of the ranker that is served
 * @param contracts per measure what it promises, in words
 * @param counted per measure how many users it counts
 * @param systems in the order of the funnel
 * @param comparisons every ranker and the slate with every baseline
 */
public record Quality(
    int users,
    String headline,
    String served,
    Map<String, String> contracts,
    Map<String, Integer> counted,
    List<SystemResult> systems,
    List<Comparison> comparisons) {

  /**
   * One system.
   *
   * @param name unique in the report
   * @param stage where in the funnel its lists come from
   * @param repeatable whether the same config and seed give the same lists
   * @param length how many items it was asked for
   * @param meanSize how many items its lists have on average
   * @param measures means with intervals, by the measure's name; none past the system's length
   */
  public record SystemResult(
      String name,
      Stage stage,
      boolean repeatable,
      int length,
      double meanSize,
      Map<String, Interval> measures) {
    /** Copies. */
    public SystemResult {
      measures = Collections.unmodifiableMap(new LinkedHashMap<>(measures));
    }
  }

  /** Copies. */
  public Quality {
    contracts = Collections.unmodifiableMap(new LinkedHashMap<>(contracts));
    counted = Collections.unmodifiableMap(new LinkedHashMap<>(counted));
    systems = List.copyOf(systems);
    comparisons = List.copyOf(comparisons);
  }

  /**
   * Computes intervals and tests.
   *
   * @param values by user
   * @param headline the measure that the verdict is about; it must be among the values'
   * @param served name of the ranker that is served
   * @param seed of resamples and flips
   * @param threads how many threads, 1 or more; the result is the same for any number
   */
  public static Quality of(
      UserValues values, Measure headline, String served, long seed, int threads) {
    List<double[]> columns = new ArrayList<>();
    for (int s = 0; s < values.systems().size(); s++) {
      for (Measure m : values.measures()) {
        double[] column = values.column(m, s);
        if (column != null) {
          columns.add(column);
        }
      }
    }
    List<Interval> intervals =
        Bootstrap.intervals(
            columns, Clusters.of(values.owners()), Bootstrap.RESAMPLES, seed, threads);
    List<SystemResult> systems = new ArrayList<>();
    int next = 0;
    for (int s = 0; s < values.systems().size(); s++) {
      Map<String, Interval> measures = new LinkedHashMap<>();
      for (Measure m : values.measures()) {
        if (values.column(m, s) != null) {
          measures.put(m.toString(), intervals.get(next++));
        }
      }
      JudgedSystem own = values.systems().get(s);
      systems.add(
          new SystemResult(
              own.name(), own.stage(), own.repeatable(), own.length(), own.meanSize(), measures));
    }
    Map<String, String> contracts = new LinkedHashMap<>();
    Map<String, Integer> counted = new LinkedHashMap<>();
    for (Measure m : values.measures()) {
      contracts.put(m.toString(), m.description());
      counted.put(m.toString(), values.counted(m, user -> true));
    }
    return new Quality(
        values.users().size(),
        headline.toString(),
        served,
        contracts,
        counted,
        systems,
        Comparisons.of(values, seed, threads));
  }

  /** Returns a system by its name. */
  public Optional<SystemResult> system(String name) {
    return systems.stream().filter(s -> s.name().equals(name)).findFirst();
  }

  /** Returns a system's mean with interval, where the measure is reported for it. */
  public Optional<Interval> value(String system, String measure) {
    return system(system).flatMap(s -> Optional.ofNullable(s.measures().get(measure)));
  }

  /** Returns a comparison by the headline measure. */
  public Optional<Comparison> headline(String system, String baseline) {
    return comparisons.stream()
        .filter(c -> c.measure().equals(headline))
        .filter(c -> c.system().equals(system) && c.baseline().equals(baseline))
        .findFirst();
  }
}
