package sluice.candidates.nearest;

import java.util.function.IntPredicate;
import sluice.core.CandidateSource;
import sluice.core.Embedding;
import sluice.core.RankedItems;
import sluice.core.Request;
import sluice.core.TieBreak;

/**
 * The items whose vectors have the largest inner product with the request's, by exact scan.
 *
 * <p>Items without a vector are never brought, nor anything for a user of whom the embedding knows
 * nothing.
 */
public final class VectorSource implements CandidateSource {
  private final String name;
  private final Embedding embedding;
  private final ExactScan scan;

  /** Makes a source that scans an embedding. */
  public VectorSource(String name, Embedding embedding, NonZeroVectors vectors) {
    this.name = name;
    this.embedding = embedding;
    this.scan = new ExactScan(vectors);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public RankedItems retrieve(Request request, IntPredicate eligible, TieBreak ties, int n) {
    float[] query = new float[embedding.items().dimension()];
    return embedding.query(request, query)
        ? scan.search(query, eligible, ties, n)
        : RankedItems.EMPTY;
  }
}
