package sluice.candidates.als;

import java.nio.file.Path;
import java.util.List;
import sluice.candidates.EmbeddingType;
import sluice.core.Embedding;
import sluice.core.FittingPart;
import sluice.core.Progress;
import sluice.core.store.ArrayReader;
import sluice.core.text.NumberText;

/** {@code ials}: vectors by implicit alternating least squares, see {@link ImplicitAls}. */
public final class IalsEmbeddingType implements EmbeddingType<IalsSettings> {
  @Override
  public String type() {
    return "ials";
  }

  @Override
  public boolean always() {
    return true;
  }

  @Override
  public Class<IalsSettings> settings() {
    return IalsSettings.class;
  }

  @Override
  public String defaults() {
    return IalsSettings.DEFAULTS;
  }

  @Override
  public Embedding fit(
      String name,
      IalsSettings settings,
      FittingPart part,
      long seed,
      int threads,
      Progress progress) {
    return ImplicitAls.fit(name, part, settings.closed(part), seed, threads, progress);
  }

  @Override
  public List<IalsSettings> alternatives(IalsSettings settings, FittingPart part) {
    return settings.alternatives(part);
  }

  @Override
  public IalsSettings trial(IalsSettings alternative) {
    return alternative.trial();
  }

  @Override
  public String describe(IalsSettings settings) {
    return "alpha "
        + NumberText.shortest(settings.alpha().orElseThrow())
        + ", regularization "
        + NumberText.shortest(settings.regularization().orElseThrow());
  }

  @Override
  public Embedding read(String name, IalsSettings settings, FittingPart part, Path folder) {
    try (ArrayReader in = new ArrayReader(folder.resolve(ImplicitAls.FILE))) {
      ImplicitAls embedding = ImplicitAls.read(name, in);
      in.finish();
      return embedding;
    }
  }
}
