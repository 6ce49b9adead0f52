package sluice.candidates.bpr;

import java.nio.file.Path;
import sluice.candidates.EmbeddingType;
import sluice.core.Embedding;
import sluice.core.FittingPart;
import sluice.core.Progress;
import sluice.core.store.ArrayReader;

/** {@code bpr}: vectors by Bayesian personalised ranking, see {@link Bpr}. */
public final class BprEmbeddingType implements EmbeddingType<BprSettings> {
  @Override
  public String type() {
    return "bpr";
  }

  @Override
  public Class<BprSettings> settings() {
    return BprSettings.class;
  }

  @Override
  public String defaults() {
    return BprSettings.DEFAULTS;
  }

  @Override
  public Embedding fit(
      String name,
      BprSettings settings,
      FittingPart part,
      long seed,
      int threads,
      Progress progress) {
    return Bpr.fit(name, settings, part, seed, progress);
  }

  @Override
  public Embedding read(String name, BprSettings settings, FittingPart part, Path folder) {
    try (ArrayReader in = new ArrayReader(folder.resolve(Bpr.FILE))) {
      Bpr embedding = Bpr.read(name, settings, in);
      in.finish();
      return embedding;
    }
  }
}
