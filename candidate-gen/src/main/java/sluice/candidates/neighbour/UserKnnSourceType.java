package sluice.candidates.neighbour;

import java.nio.file.Path;
import java.util.Optional;
import sluice.candidates.SourceInput;
import sluice.candidates.SourceType;
import sluice.core.CandidateSource;
import sluice.core.FittingPart;
import sluice.core.SettingError;

/** {@code user-knn}: what the nearest users have, see {@link UserKnnSource}. */
public final class UserKnnSourceType implements SourceType<UserKnnSourceType.Settings> {
  /**
   * The settings.
   *
   * @param n how many items it brings
   * @param neighbours how many users it looks at
   * @param shrink keeps users down that share few items, 0 or more
   * @param recent how many of the request's latest items count; 0 for all
   * @param longest how many of each neighbour's latest items count
   */
  public record Settings(int n, int neighbours, double shrink, int recent, int longest) {
    /** Checks. */
    public Settings {
      SettingError.check("n", n, 1, 1_000_000);
      SettingError.check("neighbours", neighbours, 1, 1_000_000);
      SettingError.check("shrink", shrink, 0, 1e9);
      SettingError.check("recent", recent, 0, 1_000_000);
      SettingError.check("longest", longest, 1, 1_000_000);
    }
  }

  @Override
  public String type() {
    return "user-knn";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public String defaults() {
    return """
    n: 400            # how many items it brings
    neighbours: 60    # how many users it looks at
    shrink: 10.0      # keeps users down that share few items
    recent: 0         # how many of the request's latest items count; 0 for all
    longest: 1000     # how many of each neighbour's latest items count
    """;
  }

  @Override
  public int n(Settings settings) {
    return settings.n();
  }

  @Override
  public Optional<String> lacks(Settings settings, FittingPart part, String place) {
    return Sequences.lacks(part);
  }

  @Override
  public CandidateSource fit(String name, Settings settings, SourceInput input) {
    UserItems rows = UserItems.of(input.part(), settings.longest());
    return new UserKnnSource(name, settings, rows, input.part().users(), input.seed());
  }

  @Override
  public CandidateSource read(String name, Settings settings, SourceInput input, Path folder) {
    UserItems rows = UserKnnSource.read(folder);
    return new UserKnnSource(name, settings, rows, input.part().users(), input.seed());
  }
}
