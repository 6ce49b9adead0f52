package sluice.candidates.source;

import java.nio.file.Path;
import java.util.Optional;
import sluice.candidates.SourceInput;
import sluice.candidates.SourceType;
import sluice.core.CandidateSource;
import sluice.core.FittingPart;
import sluice.core.SettingError;
import sluice.core.UserError;

/** {@code segment-popularity}: see {@link SegmentPopularity}. */
public final class SegmentPopularityType implements SourceType<SegmentPopularityType.Settings> {
  private static final String NOTHING = "neither users nor items have a column of categories";

  /**
   * The settings.
   *
   * @param n how many items it brings
   * @param by whose categories are the segments
   * @param segments how many of the categories that a user has touched most
   * @param window how far back is counted
   * @param decay after how long an interaction counts half
   */
  public record Settings(int n, SegmentColumn by, int segments, Days window, Days decay) {
    /** Checks. */
    public Settings {
      SettingError.check("n", n, 1, 1_000_000);
      SettingError.check("segments", segments, 1, 1000);
    }
  }

  @Override
  public String type() {
    return "segment-popularity";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public String defaults() {
    return """
    n: 200        # how many items it brings
    by: auto      # users.COLUMN or items.COLUMN; auto: the first column of categories, of users or else of items
    segments: 3   # with a column of items: how many of the categories that the user has touched most
    window: all   # how many days back are counted
    decay: none   # after how many days an interaction counts half
    """;
  }

  @Override
  public int n(Settings settings) {
    return settings.n();
  }

  @Override
  public Optional<String> lacks(Settings settings, FittingPart part, String place) {
    return settings.by().in(part, place).isPresent() ? Optional.empty() : Optional.of(NOTHING);
  }

  @Override
  public CandidateSource fit(String name, Settings settings, SourceInput input) {
    FittingPart part = input.part();
    SegmentColumn by = column(settings, input);
    Counting counting = Counting.of(part, settings.window().days(), settings.decay().days());
    return new SegmentCounts(part, by, counting).source(name, shares(settings, by, part));
  }

  @Override
  public CandidateSource read(String name, Settings settings, SourceInput input, Path folder) {
    FittingPart part = input.part();
    SegmentShares shares = shares(settings, column(settings, input), part);
    return SegmentPopularity.read(name, shares, part.catalogue().size(), folder);
  }

  private static SegmentColumn column(Settings settings, SourceInput input) {
    return settings
        .by()
        .in(input.part(), input.place())
        .orElseThrow(() -> new UserError(input.place() + ": " + NOTHING));
  }

  private static SegmentShares shares(Settings settings, SegmentColumn by, FittingPart part) {
    return by.ofItems()
        ? new SegmentShares.OfItems(part, by.categories(part), settings.segments())
        : new SegmentShares.OfUser(by.column(), part.userTable(), by.categories(part));
  }
}
