package sluice.candidates.als;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import sluice.candidates.EmbeddingSpec;
import sluice.candidates.SourceInput;
import sluice.candidates.SourceType;
import sluice.candidates.nearest.VectorSource;
import sluice.core.CandidateSource;
import sluice.core.SettingError;

/**
 * {@code ials}: the nearest items of the embedding {@code ials} by exact scan, or, where a key of
 * the training is given, of an embedding of its own.
 */
public final class IalsSourceType implements SourceType<IalsSourceType.Settings> {
  /**
   * The settings; the keys of the training, as in {@link AlsSettings}, are absent where the config
   * does not give them.
   *
   * @param n how many items it brings
   */
  public record Settings(
      int n,
      Optional<Integer> factors,
      Optional<Integer> iterations,
      Optional<Double> alpha,
      Optional<Double> regularization,
      Optional<Double> scaling,
      Optional<Integer> steps) {
    /** Checks. */
    public Settings {
      SettingError.check("n", n, 1, 1_000_000);
      var _ = als(factors, iterations, alpha, regularization, scaling, steps);
    }

    private boolean own() {
      return Stream.of(factors, iterations, alpha, regularization, scaling, steps)
          .anyMatch(Optional::isPresent);
    }

    private IalsSettings als() {
      return als(factors, iterations, alpha, regularization, scaling, steps);
    }

    private static IalsSettings als(
        Optional<Integer> factors,
        Optional<Integer> iterations,
        Optional<Double> alpha,
        Optional<Double> regularization,
        Optional<Double> scaling,
        Optional<Integer> steps) {
      IalsSettings base = IalsSettings.DEFAULT;
      return new IalsSettings(
          factors.orElse(base.factors()),
          iterations.orElse(base.iterations()),
          alpha,
          regularization,
          scaling.orElse(base.scaling()),
          steps.orElse(base.steps()));
    }
  }

  @Override
  public String type() {
    return "ials";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public String defaults() {
    return "n: 400   # how many items it brings; a key of candidates.ials here trains vectors of its own\n";
  }

  @Override
  public int n(Settings settings) {
    return settings.n();
  }

  @Override
  public Optional<String> embedding(String name, Settings settings) {
    return Optional.of(settings.own() ? name : "ials");
  }

  @Override
  public Optional<EmbeddingSpec> ownEmbedding(String name, Settings settings) {
    return settings.own()
        ? Optional.of(new EmbeddingSpec(name, new IalsEmbeddingType(), settings.als()))
        : Optional.empty();
  }

  @Override
  public CandidateSource fit(String name, Settings settings, SourceInput input) {
    String embedding = settings.own() ? name : "ials";
    return new VectorSource(name, input.embedding(embedding), input.vectors(embedding));
  }

  @Override
  public CandidateSource read(String name, Settings settings, SourceInput input, Path folder) {
    return fit(name, settings, input);
  }
}
