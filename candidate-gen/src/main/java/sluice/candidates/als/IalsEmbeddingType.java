package sluice.candidates.als;

import java.nio.file.Path;
import sluice.candidates.EmbeddingType;
import sluice.core.Embedding;
import sluice.core.FittingPart;
import sluice.core.Progress;
import sluice.core.store.ArrayReader;

/** {@code ials}: vectors by implicit alternating least squares, see {@link ImplicitAls}. */
public final class IalsEmbeddingType implements EmbeddingType<AlsSettings> {
  @Override
  public String type() {
    return "ials";
  }

  @Override
  public boolean always() {
    return true;
  }

  @Override
  public Class<AlsSettings> settings() {
    return AlsSettings.class;
  }

  @Override
  public String defaults() {
    return AlsSettings.DEFAULTS;
  }

  @Override
  public Embedding fit(
      String name,
      AlsSettings settings,
      FittingPart part,
      long seed,
      int threads,
      Progress progress) {
    return ImplicitAls.fit(name, part, settings, seed, threads, progress);
  }

  @Override
  public Embedding read(String name, AlsSettings settings, Path folder) {
    try (ArrayReader in = new ArrayReader(folder.resolve(ImplicitAls.FILE))) {
      ImplicitAls embedding = ImplicitAls.read(name, settings, in);
      in.finish();
      return embedding;
    }
  }
}
