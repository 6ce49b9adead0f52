package sluice.candidates.source;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import sluice.candidates.SourceInput;
import sluice.candidates.SourceType;
import sluice.core.CandidateSource;
import sluice.core.FittingPart;
import sluice.core.Interactions;
import sluice.core.SettingError;

/**
 * {@code trending}: what is interacted with more than it was before.
 *
 * <p>With c the weight of an item's interactions in the last {@code window} days of the part, and e
 * the weight that the {@code before} days ahead of these make one expect: their sum · window /
 * before. {@code velocity} is (c − e) / √(e + smoothing), the growth in about standard deviations
 * of a Poisson count; {@code ratio} is (c + smoothing) / (e + smoothing). Only positive weights
 * count. Every item has a score, the same for everyone.
 */
public final class TrendingType implements SourceType<TrendingType.Settings> {
  /**
   * The settings.
   *
   * @param n how many items it brings
   * @param window days that count as now
   * @param before days ahead of these that count as before
   * @param score {@code velocity} or {@code ratio}
   * @param smoothing weight that every item is taken to have had besides, above 0
   */
  public record Settings(int n, double window, double before, String score, double smoothing) {
    /** Checks. */
    public Settings {
      SettingError.check("n", n, 1, 1_000_000);
      SettingError.check("window", window, 0.01, 1e5);
      SettingError.check("before", before, 0.01, 1e5);
      SettingError.oneOf("score", score, List.of("velocity", "ratio"));
      SettingError.check("smoothing", smoothing, 0.01, 1e9);
    }
  }

  @Override
  public String type() {
    return "trending";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public String defaults() {
    return """
    n: 100            # how many items it brings
    window: 7.0       # days before the end of the data that count as now
    before: 28.0      # days ahead of these that count as before
    score: velocity   # growth in standard deviations; or ratio: how many times as much as before
    smoothing: 5.0    # weight that every item is taken to have had besides: keeps rare items down
    """;
  }

  @Override
  public int n(Settings settings) {
    return settings.n();
  }

  @Override
  public Optional<String> lacks(Settings settings, FittingPart part, String place) {
    return part.timed()
        ? Optional.empty()
        : Optional.of("there are no times to tell now from before by");
  }

  @Override
  public CandidateSource fit(String name, Settings settings, SourceInput input) {
    FittingPart part = input.part();
    Interactions rows = part.interactions();
    double[] now = new double[part.catalogue().size()];
    double[] past = new double[now.length];
    long end = Counting.end(part);
    for (int row = 0; part.timed() && row < rows.size(); row++) {
      double days = (end - rows.time(row)) / Counting.DAY;
      if (rows.weight(row) > 0 && days <= settings.window() + settings.before()) {
        (days <= settings.window() ? now : past)[rows.item(row)] += rows.weight(row);
      }
    }
    float[] scores = new float[now.length];
    for (int item = 0; item < scores.length; item++) {
      scores[item] = (float) score(settings, now[item], past[item]);
    }
    return new FixedScores(name, scores);
  }

  @Override
  public CandidateSource read(String name, Settings settings, SourceInput input, Path folder) {
    return FixedScores.read(name, folder);
  }

  private static double score(Settings settings, double now, double past) {
    double expected = past * settings.window() / settings.before();
    return settings.score().equals("ratio")
        ? (now + settings.smoothing()) / (expected + settings.smoothing())
        : (now - expected) / Math.sqrt(expected + settings.smoothing());
  }
}
