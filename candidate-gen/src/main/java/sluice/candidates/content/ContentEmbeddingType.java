package sluice.candidates.content;

import java.nio.file.Path;
import java.util.Optional;
import sluice.candidates.EmbeddingType;
import sluice.core.Embedding;
import sluice.core.FittingPart;
import sluice.core.Progress;
import sluice.core.store.ArrayReader;

/** {@code content}: vectors of words, categories and tags, see {@link ContentEmbedding}. */
public final class ContentEmbeddingType implements EmbeddingType<ContentSettings> {
  @Override
  public String type() {
    return ContentEmbedding.NAME;
  }

  @Override
  public boolean always() {
    return true;
  }

  @Override
  public Class<ContentSettings> settings() {
    return ContentSettings.class;
  }

  @Override
  public String defaults() {
    return ContentSettings.DEFAULTS;
  }

  @Override
  public Optional<String> lacks(ContentSettings settings, FittingPart part) {
    return ContentEmbedding.possible(part, settings)
        ? Optional.empty()
        : Optional.of(
            "there are no content vectors, as no two items share a word, category or tag");
  }

  @Override
  public Embedding fit(
      String name,
      ContentSettings settings,
      FittingPart part,
      long seed,
      int threads,
      Progress progress) {
    return ContentEmbedding.fit(part, settings, seed, threads);
  }

  @Override
  public Embedding read(String name, ContentSettings settings, FittingPart part, Path folder) {
    try (ArrayReader in = new ArrayReader(folder.resolve(ContentEmbedding.FILE))) {
      ContentEmbedding embedding = ContentEmbedding.read(in);
      in.finish();
      return embedding;
    }
  }
}
