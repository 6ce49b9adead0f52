package sluice.evaluation.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import sluice.core.UserError;
import sluice.core.text.NumberText;
import sluice.evaluation.significance.Clusters;
import sluice.evaluation.significance.MeanDifference;
import sluice.evaluation.significance.VarianceSplit;

/**
 * Runs side by side, every one against the first: what {@link ComparisonSections} and {@link
 * ComparisonJson} show.
 *
 * <p>Runs whose configs differ by the seed alone are refits of one side, where every config was run
 * with the same seeds; a comparison of one such side alone says how far the seed moves its figures.
 *
 * @param names of runs and sides
 * @param headline the measure that slices and users are about
 * @param warnings what the reader must know
 * @param config settings that differ
 * @param differences by measure, then side; none with one side
 * @param slices of the headline measure
 * @param users who gained and lost by the headline measure
 * @param refits users and refits of every side that was repeated
 */
public record RunComparison(
    Names names,
    String headline,
    List<String> warnings,
    List<ConfigDifference> config,
    List<Difference> differences,
    List<SliceDifference> slices,
    Users users,
    List<Refits> refits) {
  /** Copies. */
  public RunComparison {
    warnings = List.copyOf(warnings);
    config = List.copyOf(config);
    differences = List.copyOf(differences);
    slices = List.copyOf(slices);
    refits = List.copyOf(refits);
  }

  /**
   * What runs and sides are called.
   *
   * @param runs names of all runs, as they were given
   * @param sides names of the sides, the baseline first
   * @param shown the run of each side whose lists are shown: of refits the one with the first seed
   */
  public record Names(List<String> runs, List<String> sides, List<String> shown) {
    /** Copies. */
    public Names {
      runs = List.copyOf(runs);
      sides = List.copyOf(sides);
      shown = List.copyOf(shown);
    }
  }

  /**
   * Who gained and lost.
   *
   * @param movers those who did most, by side
   * @param changes every row's difference, one array a side but the baseline; not to be written to
   */
  public record Users(List<Mover> movers, List<double[]> changes) {
    /** Copies the lists. */
    public Users {
      movers = List.copyOf(movers);
      changes = List.copyOf(changes);
    }
  }

  /**
   * What is asked.
   *
   * @param measures names, the headline first; empty for all that every run reports
   * @param margin the largest difference that does not matter, in the measures' own unit
   * @param force whether runs on different judgements are compared all the same
   * @param threads how many threads, 1 or more; the result is the same for any number
   */
  public record Question(
      List<String> measures, Optional<Double> margin, boolean force, int threads) {
    /** Copies. */
    public Question {
      measures = List.copyOf(measures);
    }
  }

  /**
   * Compares.
   *
   * @param given two runs or more, the baseline first
   * @throws UserError where they were judged differently and force is not given, where a measure is
   *     not reported by all, or where no row is judged by all
   */
  public static RunComparison of(List<ComparedRun> given, Question question) {
    if (given.size() < 2) {
      throw new UserError("a comparison takes two runs or more; name the folders of two runs.");
    }
    List<String> warnings = new ArrayList<>();
    List<String> obstacles = Comparability.obstacles(given);
    if (!obstacles.isEmpty() && !question.force()) {
      throw new UserError(
          "these runs were not judged alike, so that a difference of their figures would say"
              + " nothing of the systems:\n"
              + "  - "
              + String.join("\n  - ", obstacles)
              + "\n"
              + "Run both on the same data with the same protocol, or give --force to compare them"
              + " on the users they share.");
    }
    obstacles.forEach(o -> warnings.add("Compared by force although " + o + "."));
    List<String> measures = measures(given, question);
    List<Side> sides = Side.of(given);
    if (sides.size() == given.size() && seedsAlone(given)) {
      warnings.add(
          "Some of these runs differ by the seed alone, but not every config was run with the same"
              + " seeds: they are compared one by one, and nothing here covers the chance of the"
              + " training.");
    }
    unpaired(sides, measures.getFirst()).ifPresent(warnings::add);
    Differences tests = new Differences(sides, question.margin(), question.threads());
    List<Difference> differences = new ArrayList<>();
    measures.forEach(m -> differences.addAll(tests.of(m)));
    List<double[]> changes = new ArrayList<>();
    for (Side side : sides.subList(1, sides.size())) {
      changes.add(PairedRows.of(sides.getFirst(), side, measures.getFirst()).differences());
    }
    return new RunComparison(
        new Names(
            given.stream().map(ComparedRun::name).toList(),
            sides.stream().map(Side::name).toList(),
            sides.stream().map(side -> side.first().name()).toList()),
        measures.getFirst(),
        warnings,
        ConfigDifference.of(given),
        differences,
        SliceDifferences.of(sides, measures.getFirst()),
        new Users(Movers.of(sides, measures.getFirst()), changes),
        refits(sides, measures));
  }

  private static List<String> measures(List<ComparedRun> runs, Question question) {
    Set<String> shared = new LinkedHashSet<>();
    shared.add(runs.getFirst().headline());
    runs.getFirst().measures().forEach(m -> shared.add(m.measure()));
    shared.removeIf(m -> runs.stream().anyMatch(run -> run.measure(m).isEmpty()));
    if (question.measures().isEmpty()) {
      if (shared.isEmpty()) {
        throw new UserError("these runs report no measure in common; nothing can be compared.");
      }
      return List.copyOf(shared);
    }
    for (String measure : question.measures()) {
      if (!shared.contains(measure)) {
        throw new UserError(
            measure
                + " is not reported for the compared system by every run. Give one of: "
                + String.join(", ", shared));
      }
    }
    return question.measures();
  }

  private static boolean seedsAlone(List<ComparedRun> runs) {
    for (int a = 0; a < runs.size(); a++) {
      for (int b = 0; b < a; b++) {
        List<ConfigDifference> two = ConfigDifference.of(List.of(runs.get(a), runs.get(b)));
        if (two.size() == 1 && two.getFirst().key().equals("seed")) {
          return true;
        }
      }
    }
    return false;
  }

  private static Optional<String> unpaired(List<Side> sides, String measure) {
    int most = 0;
    for (Side side : sides) {
      PairedRows rows = PairedRows.of(sides.getFirst(), side, measure);
      if (rows.rows() == 0) {
        throw new UserError("these runs judged no user in common; there is nothing to pair.");
      }
      most = Math.max(most, rows.unpaired());
    }
    return most == 0
        ? Optional.empty()
        : Optional.of(
            "Up to "
                + NumberText.count(most)
                + " users (or requests) of a run are not judged by another, and are left out.");
  }

  private static List<Refits> refits(List<Side> sides, List<String> measures) {
    List<Refits> out = new ArrayList<>();
    for (Side side : sides) {
      for (String measure : side.repeated() ? measures : List.<String>of()) {
        PairedRows rows = PairedRows.of(side, side, measure);
        Clusters users = rows.clusters();
        if (users.count() > 1) {
          double[][] byUser = PairedRows.byUser(rows.values(), users);
          MeanDifference alone =
              MeanDifference.of(PairedRows.mean(byUser), Clusters.single(users.count()));
          out.add(new Refits(side.name(), measure, VarianceSplit.of(byUser), alone.interval(0.95)));
        }
      }
    }
    return out;
  }

  /** Returns the name of the side that the others are held against. */
  public String baseline() {
    return names.sides().getFirst();
  }

  /** Returns the differences of the headline measure, one a side. */
  public List<Difference> headlines() {
    return differences.stream().filter(d -> d.measure().equals(headline)).toList();
  }

  /** Returns what the comparison comes to, one sentence a side. */
  public List<String> conclusions() {
    List<String> out = new ArrayList<>();
    for (Difference d : headlines()) {
      out.add(
          switch (d.verdict()) {
            case BETTER, WORSE ->
                d.side()
                    + " is "
                    + d.words()
                    + " than "
                    + baseline()
                    + " by "
                    + headline
                    + ": "
                    + NumberText.difference(d.evidence().difference().mean())
                    + " (interval "
                    + d.evidence().difference().differences()
                    + ").";
            case EQUIVALENT ->
                d.side() + " and " + baseline() + " are " + d.words() + " by " + headline + ".";
            case NOT_SHOWN ->
                "Neither "
                    + d.side()
                    + " nor "
                    + baseline()
                    + " is shown to be better by "
                    + headline
                    + ": the difference is between "
                    + NumberText.difference(d.evidence().difference().low())
                    + " and "
                    + NumberText.difference(d.evidence().difference().high())
                    + ". That does not show them to be equal.";
          });
    }
    if (names.sides().size() == 1) {
      refits.stream()
          .filter(r -> r.measure().equals(headline))
          .forEach(r ->
              out.add(
                  "These runs differ by the seed alone. "
                      + headline
                      + " is "
                      + NumberText.measure(r.split().mean())
                      + ", between "
                      + NumberText.measure(r.split().interval().low())
                      + " and "
                      + NumberText.measure(r.split().interval().high())
                      + " over other users and other refits; refits make up "
                      + NumberText.percent(r.split().shareOfRefits())
                      + " of that uncertainty."));
    }
    return out;
  }

  /** Returns how many rows gained, stayed and lost by a side, in this order. */
  public int[] moved(int side) {
    double[] all = users.changes().get(side);
    int up = (int) Arrays.stream(all).filter(d -> d > 1e-12).count();
    int down = (int) Arrays.stream(all).filter(d -> d < -1e-12).count();
    return new int[] {up, all.length - up - down, down};
  }
}
