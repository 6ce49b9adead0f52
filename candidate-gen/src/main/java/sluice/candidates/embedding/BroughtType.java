package sluice.candidates.embedding;

import java.nio.file.Path;
import java.util.Optional;
import sluice.candidates.EmbeddingType;
import sluice.core.Embedding;
import sluice.core.FittingPart;
import sluice.core.Progress;

/** {@code brought}: vectors that the data brings, by the names that dataset.yaml gives them. */
public final class BroughtType implements EmbeddingType<BroughtSettings> {
  @Override
  public String type() {
    return "brought";
  }

  @Override
  public Class<BroughtSettings> settings() {
    return BroughtSettings.class;
  }

  @Override
  public String defaults() {
    return """
    similarity: cosine   # or dot
    halfLife: 10.0       # after so many further interactions one counts half, for a user without a vector
    """;
  }

  @Override
  public boolean ofData() {
    return true;
  }

  @Override
  public Optional<String> lacks(BroughtSettings settings, FittingPart part) {
    return part.vectors().isEmpty() ? Optional.of("the data brings no vectors") : Optional.empty();
  }

  @Override
  public Embedding fit(
      String name,
      BroughtSettings settings,
      FittingPart part,
      long seed,
      int threads,
      Progress progress) {
    return of(name, settings, part);
  }

  @Override
  public Embedding read(String name, BroughtSettings settings, FittingPart part, Path folder) {
    return of(name, settings, part);
  }

  private static Embedding of(String name, BroughtSettings settings, FittingPart part) {
    return Optional.ofNullable(part.vectors().get(name))
        .map(vectors -> new BroughtEmbedding(name, vectors, settings))
        .orElseThrow(() -> new IllegalArgumentException("no vectors " + name));
  }
}
