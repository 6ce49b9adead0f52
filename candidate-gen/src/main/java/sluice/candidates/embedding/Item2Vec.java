package sluice.candidates.embedding;

import java.nio.file.Path;
import sluice.core.Embedding;
import sluice.core.FittingPart;
import sluice.core.ItemVectors;
import sluice.core.Progress;
import sluice.core.Request;
import sluice.core.store.ArrayReader;
import sluice.core.store.ArrayWriter;

/**
 * Item vectors from what stands near what in sessions: skip-gram with negative sampling (Barkan,
 * Koenigstein: Item2Vec, 2016), with a session's bought item as context to all of it where that is
 * set (Grbovic, Cheng: Real-time Personalization using Embeddings for Search Ranking at Airbnb,
 * 2018).
 *
 * <p>Vectors are scaled to length 1, so that a score is a cosine; a request's vector is a {@link
 * HistoryMean}. A function of the part and the seed: one thread trains, whatever number there are.
 * Immutable, safe for use by many threads.
 */
public final class Item2Vec implements Embedding {
  private static final String FILE = "vectors.arrays";

  private final String name;
  private final HistoryMean mean;

  private Item2Vec(String name, HistoryMean mean) {
    this.name = name;
    this.mean = mean;
  }

  /** Trains the vectors. */
  static Item2Vec fit(
      String name, Item2VecSettings settings, FittingPart part, long seed, Progress progress) {
    SessionCorpus corpus = SessionCorpus.of(part, settings);
    int dimension = settings.dimension();
    float[] vectors = SkipGram.train(corpus, settings, part.catalogue(), seed, progress);
    for (int item = 0; item < part.catalogue().size(); item++) {
      HistoryMean.normalise(vectors, item * dimension, dimension);
    }
    ItemVectors items = new ItemVectors(vectors, part.catalogue().size(), dimension);
    return new Item2Vec(name, new HistoryMean(items, settings.halfLife()));
  }

  /** Reads what {@link #write} wrote. */
  static Item2Vec read(String name, Item2VecSettings settings, Path folder) {
    try (ArrayReader in = new ArrayReader(folder.resolve(FILE))) {
      float[] vectors = in.floats("vectors");
      in.finish();
      int size = vectors.length / settings.dimension();
      ItemVectors items = new ItemVectors(vectors, size, settings.dimension());
      return new Item2Vec(name, new HistoryMean(items, settings.halfLife()));
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ItemVectors items() {
    return mean.items();
  }

  @Override
  public boolean query(Request request, float[] query) {
    return mean.query(request.history(), query);
  }

  @Override
  public void write(Path folder) {
    try (ArrayWriter out = new ArrayWriter(folder.resolve(FILE))) {
      out.floats("vectors", items().data());
    }
  }
}
