package sluice.studies.ablation;

import java.util.Optional;
import java.util.OptionalDouble;
import sluice.evaluation.significance.Interval;

/**
 * What one part of the funnel is worth: what is lost without it.
 *
 * @param kind what is left out
 * @param name of the source, the group of features or the stage
 * @param instead what stands in its place, empty where nothing does
 * @param without the headline measure without it
 * @param worth mean over users of the measure with it − without it, with its 95 % interval: above 0
 *     it helps
 * @param p of the hypothesis that it is worth nothing, corrected by Holm over all ablations of the
 *     study
 * @param fusionRecall the same difference for the recall of the fused list; none where the list is
 *     the same
 * @param requestMillis the mean time a test request took in it, on one thread, with everything in
 *     place; none where it was not measured
 */
public record Ablation(
    Kind kind,
    String name,
    String instead,
    double without,
    Interval worth,
    double p,
    Optional<Interval> fusionRecall,
    OptionalDouble requestMillis) {
  /** What is left out. */
  public enum Kind {
    /** A candidate source. */
    SOURCES("source"),
    /** A group of features. */
    FEATURES("features"),
    /** A stage. */
    STAGES("stage");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** Returns what it is called in a table. */
    public String label() {
      return label;
    }
  }

  /** Says whether it is shown to help. */
  public boolean helps() {
    return p < 0.05 && worth.mean() > 0;
  }

  /** Says whether it is shown to do harm. */
  public boolean harms() {
    return p < 0.05 && worth.mean() < 0;
  }

  /** Returns this with a corrected p. */
  Ablation corrected(double corrected) {
    return new Ablation(
        kind, name, instead, without, worth, corrected, fusionRecall, requestMillis);
  }
}
