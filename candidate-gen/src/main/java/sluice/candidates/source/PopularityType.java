package sluice.candidates.source;

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
