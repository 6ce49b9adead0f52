package sluice.candidates.embedding;

import java.nio.file.Path;
import sluice.core.BroughtVectors;
import sluice.core.Dictionary;
import sluice.core.Embedding;
import sluice.core.ItemVectors;
import sluice.core.Request;

/**
 * Vectors that the data brings as an embedding: a request's vector is its user's, where there is
 * one, or else the {@link HistoryMean} of its items' vectors.
 *
 * <p>Users are found by their ids, with or without interactions. Immutable, safe for use by many
 * threads.
 */
public final class BroughtEmbedding implements Embedding {
  private final String name;
  private final HistoryMean mean;
  private final Dictionary users;
  private final ItemVectors userVectors;

  /** Makes an embedding of a part's vectors. */
  BroughtEmbedding(String name, BroughtVectors vectors, BroughtSettings settings) {
    this.name = name;
    ItemVectors items = settings.cosine() ? unit(vectors.items()) : vectors.items();
    this.mean = new HistoryMean(items, settings.halfLife());
    this.users = vectors.users();
    this.userVectors = settings.cosine() ? unit(vectors.userVectors()) : vectors.userVectors();
  }

  private static ItemVectors unit(ItemVectors vectors) {
    float[] data = vectors.data().clone();
    for (int row = 0; row < vectors.size(); row++) {
      HistoryMean.normalise(data, vectors.offset(row), vectors.dimension());
    }
    return new ItemVectors(data, vectors.size(), vectors.dimension());
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
    int user = users.index(request.userId());
    if (user != Dictionary.UNKNOWN) {
      int at = userVectors.offset(user);
      for (int f = 0; f < userVectors.dimension(); f++) {
        if (userVectors.data()[at + f] != 0) {
          System.arraycopy(userVectors.data(), at, query, 0, userVectors.dimension());
          return true;
        }
      }
    }
    return mean.query(request.history(), query);
  }

  /** Writes nothing: the vectors are in the part. */
  @Override
  public void write(Path folder) {}
}
