package sluice.features.families;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import sluice.core.Feature;
import sluice.core.History;
import sluice.features.Declared;
import sluice.features.FeatureGroup;
import sluice.features.RequestFacts;

/** What the user did with the candidate itself before. */
final class Repeats implements FeatureGroup {
  private static final int COUNT = 0;
  private static final int DAYS = 1;
  private final boolean timed;
  private final Declared declared = new Declared("repeats", "assembler", Duration.ZERO);

  Repeats(boolean timed) {
    this.timed = timed;
    declared.add(
        "repeat_count",
        Feature.Type.NUMBER,
        0,
        "ln(1 + the user's earlier interactions with the candidate).");
    if (timed) {
      declared.add(
          "repeat_days",
          Feature.Type.DAYS,
          Float.NaN,
          "Days since the user's last interaction with the candidate.");
    }
  }

  @Override
  public List<Feature> features() {
    return declared.features();
  }

  @Override
  public Filler newFiller() {
    return new RepeatFiller();
  }

  private final class RepeatFiller implements Filler {
    private int[] counts = new int[512];

    @Override
    public void fill(RequestFacts facts, Rows rows) {
      int n = facts.size();
      if (counts.length < n) {
        counts = new int[n];
      }
      Arrays.fill(counts, 0, n, 0);
      History history = facts.request().history();
      long time = facts.request().time();
      for (int k = 0; k < history.size(); k++) {
        int c = facts.slot(history.item(k));
        if (c >= 0) {
          rows.set(c, COUNT, (float) Math.log1p(++counts[c]));
          if (timed) {
            rows.set(c, DAYS, (float) ((time - history.time(k)) / 86_400_000.0));
          }
        }
      }
    }
  }
}
