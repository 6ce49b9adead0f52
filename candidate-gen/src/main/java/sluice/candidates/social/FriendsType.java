package sluice.candidates.social;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import sluice.candidates.SourceInput;
import sluice.candidates.SourceType;
import sluice.candidates.source.Days;
import sluice.core.CandidateSource;
import sluice.core.FittingPart;
import sluice.core.SettingError;

/** {@code friends}: what friends interacted with lately, see {@link FriendsSource}. */
public final class FriendsType implements SourceType<FriendsType.Settings> {
  /**
   * The settings.
   *
   * @param n how many items it brings
   * @param direction {@code both}, or {@code out}: an edge makes a friend of whom it leads to alone
   * @param distant what friends of friends count: above 0 they are followed too
   * @param most how many friends of friends are followed
   * @param recent how many of each one's latest interactions are followed
   * @param halfLife after how long an interaction counts half
   */
  public record Settings(
      int n, String direction, double distant, int most, int recent, Days halfLife) {
    /** Checks. */
    public Settings {
      SettingError.check("n", n, 1, 1_000_000);
      SettingError.oneOf("direction", direction, List.of("both", "out"));
      SettingError.check("distant", distant, 0, 1000);
      SettingError.check("most", most, 1, 100_000);
      SettingError.check("recent", recent, 1, 1_000_000);
    }
  }

  @Override
  public String type() {
    return "friends";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public String defaults() {
    return """
    n: 200            # how many items it brings
    direction: both   # or out: an edge makes a friend of whom it leads to alone
    distant: 0.1      # times Adamic-Adar: what a friend of a friend counts; 0 for friends alone
    most: 100         # how many friends of friends are followed
    recent: 50        # how many of each one's latest interactions are followed
    halfLife: 30      # after how many days an interaction counts half; none for never
    """;
  }

  @Override
  public int n(Settings settings) {
    return settings.n();
  }

  @Override
  public Optional<String> lacks(Settings settings, FittingPart part, String place) {
    return part.edges().size() > 0
        ? Optional.empty()
        : Optional.of("there are no edges between users (edges: in dataset.yaml)");
  }

  @Override
  public CandidateSource fit(String name, Settings settings, SourceInput input) {
    return new FriendsSource(name, settings, input.part());
  }

  @Override
  public CandidateSource read(String name, Settings settings, SourceInput input, Path folder) {
    return fit(name, settings, input);
  }
}
