package sluice.evaluation.attribution;

/** What became of a relevant item on its way down the funnel: exactly one for each. */
public enum Fate {
  /** It stands in the slate. */
  SHOWN("shown", ""),
  /** The catalogue does not hold it. */
  OUTSIDE_CATALOGUE(
      "not in the catalogue", "nothing can find it; refresh the item table more often"),
  /** It was not available at the request's time, the user had seen it, or a rule hides it. */
  NOT_ELIGIBLE(
      "not available or seen",
      "rules keep it out; look at the dates of the item table, evaluation.seen, and reranking"),
  /** No source brought it. */
  NOT_RETRIEVED(
      "not retrieved", "add a source, or let sources bring more (n); see what each brings alone"),
  /** A source brought it, fusion dropped it. */
  CUT_BY_FUSION("cut by fusion", "raise candidates.fusion.n, or weigh the sources"),
  /** The ranker put it below the slate. */
  RANKED_TOO_LOW("ranked too low", "better features, more training requests, another ranker"),
  /** The ranker put it high enough, what came after removed it. */
  REMOVED_AFTER_RANKING("removed after ranking", "look at what re-ranking and its rules are worth");

  private final String label;
  private final String remedy;

  Fate(String label, String remedy) {
    this.label = label;
    this.remedy = remedy;
  }

  /** Returns what it is called in a report. */
  public String label() {
    return label;
  }

  /** Returns what may be done about it, nothing for what was shown. */
  public String remedy() {
    return remedy;
  }
}
