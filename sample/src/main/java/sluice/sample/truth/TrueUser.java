package sluice.sample.truth;

/**
 * A user's taste as it truly is.
 *
 * @param early taste at the start of the period, {@link TrueModel#DIMENSIONS} coordinates, in
 *     logits along an item's taste
 * @param late taste at its end; between them it moves in a straight line
 * @param mainstream how much an item's general appeal counts for this user, 1 on average
 */
@SuppressWarnings("ArrayRecordComponent")
public record TrueUser(float[] early, float[] late, float mainstream) {
  /** Writes the taste at a time. */
  void taste(TrueModel model, long time, float[] out) {
    float s = (float) model.progress(time);
    for (int d = 0; d < out.length; d++) {
      out[d] = (1 - s) * early[d] + s * late[d];
    }
  }
}
