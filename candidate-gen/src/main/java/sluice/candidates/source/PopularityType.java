package sluice.candidates.source;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.nio.file.Path;
import sluice.candidates.SourceInput;
import sluice.candidates.SourceType;
import sluice.core.CandidateSource;
import sluice.core.SettingError;
import sluice.core.store.ArrayReader;

/** {@code popularity}: see {@link PopularitySource}. */
public final class PopularityType implements SourceType<PopularityType.Settings> {
  /**
   * The settings.
   *
   * @param n how many items it brings
   * @param window how far back is counted
   * @param decay after how long an interaction counts half
   */
  public record Settings(int n, Days window, Days decay) {
    /** Checks. */
    public Settings {
      SettingError.check("n", n, 1, 1_000_000);
    }
  }

  /**
   * A time in days, or no bound.
   *
   * @param days above 0; infinite for no bound
   */
  public record Days(double days) {
    /** Reads a number, or {@code all} or {@code none} for no bound. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Days of(Object value) {
      if (value instanceof Number number
          && number.doubleValue() > 0
          && number.doubleValue() <= 1e6) {
        return new Days(number.doubleValue());
      }
      if (value.equals("all") || value.equals("none")) {
        return new Days(Double.POSITIVE_INFINITY);
      }
      throw new IllegalArgumentException(
          "a number of days above 0, or all (none for decay), is expected");
    }
  }

  @Override
  public String type() {
    return "popularity";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public String defaults() {
    return """
    n: 200        # how many items it brings
    window: all   # how many days back are counted
    decay: none   # after how many days an interaction counts half
    """;
  }

  @Override
  public int n(Settings settings) {
    return settings.n();
  }

  @Override
  public CandidateSource fit(String name, Settings settings, SourceInput input) {
    return PopularitySource.fit(
        name, input.part(), settings.window().days(), settings.decay().days());
  }

  @Override
  public CandidateSource read(String name, Settings settings, SourceInput input, Path folder) {
    try (ArrayReader in = new ArrayReader(folder.resolve(PopularitySource.FILE))) {
      PopularitySource source = PopularitySource.read(name, in);
      in.finish();
      return source;
    }
  }
}
