package sluice.evaluation;

/**
 * A system whose lists were judged.
 *
 * @param name unique in a report
 * @param stage where in the funnel its lists come from
 * @param length how many items it was asked for
 * @param repeatable whether the same config and seed give the same lists
 * @param meanSize how many items its lists have on average
 */
public record JudgedSystem(
    String name, Stage stage, int length, boolean repeatable, double meanSize) {
  static JudgedSystem of(Run run) {
    return new JudgedSystem(
        run.system(), run.stage(), run.length(), run.repeatable(), run.meanSize());
  }
}
