package sluice.candidates.embedding;

import java.nio.file.Path;
import java.util.Optional;
import sluice.candidates.EmbeddingType;
import sluice.core.Embedding;
import sluice.core.FittingPart;
import sluice.core.Progress;

/** {@code item2vec}: vectors of what stands near what in sessions, see {@link Item2Vec}. */
public final class Item2VecType implements EmbeddingType<Item2VecSettings> {
  @Override
  public String type() {
    return "item2vec";
  }

  @Override
  public Class<Item2VecSettings> settings() {
    return Item2VecSettings.class;
  }

  @Override
  public String defaults() {
    return Item2VecSettings.DEFAULTS;
  }

  @Override
  public Optional<String> lacks(Item2VecSettings settings, FittingPart part) {
    return SessionCorpus.of(part, settings).anyPair()
        ? Optional.empty()
        : Optional.of(
            "no session has two items with "
                + settings.least()
                + " interactions or more (candidates.item2vec.least)");
  }

  @Override
  public Embedding fit(
      String name,
      Item2VecSettings settings,
      FittingPart part,
      long seed,
      int threads,
      Progress progress) {
    return Item2Vec.fit(name, settings, part, seed, progress);
  }

  @Override
  public Embedding read(String name, Item2VecSettings settings, FittingPart part, Path folder) {
    return Item2Vec.read(name, settings, folder);
  }
}
