package sluice.evaluation;

import java.util.Optional;

/** The relevant items of one user, at least one: what a measure's denominator is made of. */
public final class RelevantItems {
  private final Judgements judgements;
  private final int user;
  private final Optional<Condition> condition;
  private final float[] gains;

  RelevantItems(Judgements judgements, int user, Optional<Condition> condition) {
    this.judgements = judgements;
    this.user = user;
    this.condition = condition;
    this.gains = new float[judgements.relevantItems(user, condition)];
    int n = 0;
    for (int row = judgements.start(user); row < judgements.start(user + 1); row++) {
      if (judgements.relevant(row, condition)) {
        gains[n++] = judgements.gain(row);
      }
    }
  }

  /** Returns how many there are, those outside the catalogue among them. */
  public int count() {
    return gains.length;
  }

  /** Returns the gain of one of them, above 0; in no special order. */
  public float gain(int i) {
    return gains[i];
  }

  /** Returns how many items of the catalogue are not relevant. */
  public int others() {
    return judgements.others(user, condition);
  }
}
