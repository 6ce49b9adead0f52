package sluice.candidates.source;

import java.nio.file.Path;
import sluice.candidates.SourceInput;
import sluice.candidates.SourceType;
import sluice.core.CandidateSource;
import sluice.core.SettingError;

/** {@code history}: what the user had before, see {@link HistorySource}. */
public final class HistoryType implements SourceType<HistoryType.Settings> {
  /**
   * The settings.
   *
   * @param n how many items it brings
   * @param decay by how much an interaction counts less than the one after it
   * @param halfLife after how long an interaction counts half
   */
  public record Settings(int n, double decay, Days halfLife) {
    /** Checks. */
    public Settings {
      SettingError.check("n", n, 1, 1_000_000);
      SettingError.check("decay", decay, 0.01, 1);
    }
  }

  @Override
  public String type() {
    return "history";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public String defaults() {
    return """
    n: 100         # how many items it brings
    decay: 0.98    # by how much an interaction counts less than the one after it
    halfLife: 30   # after how many days an interaction counts half; none for never
    """;
  }

  @Override
  public int n(Settings settings) {
    return settings.n();
  }

  @Override
  public boolean seenOnly(Settings settings) {
    return true;
  }

  @Override
  public CandidateSource fit(String name, Settings settings, SourceInput input) {
    return new HistorySource(name, input.part(), settings.decay(), settings.halfLife().days());
  }

  @Override
  public CandidateSource read(String name, Settings settings, SourceInput input, Path folder) {
    return fit(name, settings, input);
  }
}
