package sluice.candidates.bpr;

import java.nio.file.Path;
import java.util.Optional;
import sluice.candidates.SourceInput;
import sluice.candidates.SourceType;
import sluice.candidates.nearest.VectorSource;
import sluice.core.CandidateSource;
import sluice.core.SettingError;

/** {@code bpr}: the nearest items of the embedding {@code bpr} by exact scan. */
public final class BprSourceType implements SourceType<BprSourceType.Settings> {
  private static final String EMBEDDING = "bpr";

  /**
   * The settings.
   *
   * @param n how many items it brings
   */
  public record Settings(int n) {
    /** Checks. */
    public Settings {
      SettingError.check("n", n, 1, 1_000_000);
    }
  }

  @Override
  public String type() {
    return "bpr";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public String defaults() {
    return "n: 400   # how many items it brings; candidates.bpr says how the vectors are trained\n";
  }

  @Override
  public int n(Settings settings) {
    return settings.n();
  }

  @Override
  public Optional<String> embedding(String name, Settings settings) {
    return Optional.of(EMBEDDING);
  }

  @Override
  public CandidateSource fit(String name, Settings settings, SourceInput input) {
    return new VectorSource(name, input.embedding(EMBEDDING), input.vectors(EMBEDDING));
  }

  @Override
  public CandidateSource read(String name, Settings settings, SourceInput input, Path folder) {
    return fit(name, settings, input);
  }
}
