package example;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.IntPredicate;
import sluice.candidates.SourceInput;
import sluice.candidates.SourceType;
import sluice.core.CandidateSource;
import sluice.core.Interactions;
import sluice.core.RankedItems;
import sluice.core.Request;
import sluice.core.SettingError;
import sluice.core.TieBreak;
import sluice.core.TopK;
import sluice.core.store.ArrayReader;
import sluice.core.store.ArrayWriter;

/**
 * {@code latest-liked}: an example of a candidate source in one file.
 *
 * <p>Brings the items that were liked last by anyone, the same for every user. The score is minus
 * the number of distinct times at which other items were liked later.
 */
public final class LatestLiked implements SourceType<LatestLiked.Settings> {
  private static final String FILE = "latest.arrays";

  /**
   * Settings.
   *
   * @param n how many items it brings
   * @param least weight that an interaction must have to count
   */
  public record Settings(int n, double least) {
    /** Checks. */
    public Settings {
      SettingError.check("n", n, 1, 1_000_000);
      SettingError.check("least", least, 0, 1e6);
    }
  }

  @Override
  public String type() {
    return "latest-liked";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public String defaults() {
    return """
    n: 100      # how many items it brings
    least: 1    # weight that an interaction must have to count
    """;
  }

  @Override
  public int n(Settings settings) {
    return settings.n();
  }

  @Override
  public CandidateSource fit(String name, Settings settings, SourceInput input) {
    Interactions rows = input.part().interactions();
    long[] last = new long[input.part().catalogue().size()];
    Arrays.fill(last, Long.MIN_VALUE);
    for (int row = 0; row < rows.size(); row++) {
      if (rows.weight(row) >= settings.least()) {
        last[rows.item(row)] = Math.max(last[rows.item(row)], rows.time(row));
      }
    }
    long[] times = Arrays.stream(last).distinct().sorted().toArray();
    float[] scores = new float[last.length];
    for (int item = 0; item < last.length; item++) {
      int later = times.length - 1 - Arrays.binarySearch(times, last[item]);
      scores[item] = last[item] == Long.MIN_VALUE ? Float.NaN : -later;
    }
    return new Latest(name, scores);
  }

  @Override
  public CandidateSource read(String name, Settings settings, SourceInput input, Path folder) {
    try (ArrayReader in = new ArrayReader(folder.resolve(FILE))) {
      float[] scores = in.floats("scores");
      in.finish();
      return new Latest(name, scores);
    }
  }

  private static final class Latest implements CandidateSource {
    private final String name;
    private final float[] scores;

    Latest(String name, float[] scores) {
      this.name = name;
      this.scores = scores;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public RankedItems retrieve(Request request, IntPredicate eligible, TieBreak ties, int n) {
      TopK top = new TopK(Math.min(n, scores.length));
      top.reset(ties);
      for (int item = 0; item < scores.length; item++) {
        if (!Float.isNaN(scores[item]) && eligible.test(item)) {
          top.offer(item, scores[item]);
        }
      }
      return top.take();
    }

    @Override
    public void write(Path folder) {
      try (ArrayWriter out = new ArrayWriter(folder.resolve(FILE))) {
        out.floats("scores", scores);
      }
    }
  }
}
