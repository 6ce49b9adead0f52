package sluice.evaluation;

/** The stage of the funnel that a system's lists come from. */
public enum Stage {
  /** One candidate source alone. */
  RETRIEVAL("retrieval"),
  /** All sources fused into one list. */
  FUSION("fusion"),
  /** A ranker's order of the fused list. */
  RANKING("ranking"),
  /** What is shown: the served ranker's order after re-ranking. */
  RERANKING("reranking"),
  /** A yardstick that is no part of the funnel: {@code random}, {@code oracle}. */
  REFERENCE("reference"),
  /** A run file that was handed in; of its funnel nothing is known. */
  GIVEN("given");

  private final String key;

  Stage(String key) {
    this.key = key;
  }

  /** Returns the name in {@code report.json}. */
  public String key() {
    return key;
  }

  /** Returns a stage as a reader calls it, given its name in {@code report.json}. */
  public static String label(String key) {
    return switch (key) {
      case "retrieval" -> "source";
      case "reranking" -> "re-ranking";
      default -> key;
    };
  }
}
