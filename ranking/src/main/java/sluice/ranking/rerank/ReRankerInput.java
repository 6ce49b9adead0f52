package sluice.ranking.rerank;

import java.util.List;
import java.util.Objects;
import sluice.core.Embedding;
import sluice.core.FittingPart;

/**
 * What a re-ranker is fitted on or read with. Immutable.
 *
 * @param part what may be learned from
 * @param embeddings those that were fitted on the part
 * @param seed of every random choice
 */
public record ReRankerInput(FittingPart part, List<Embedding> embeddings, long seed) {
  /** Checks and copies. */
  public ReRankerInput {
    Objects.requireNonNull(part, "part");
    embeddings = List.copyOf(embeddings);
  }

  /** Returns the embedding of a name: one that {@link ReRankerType#embedding} says. */
  public Embedding embedding(String name) {
    return embeddings.stream()
        .filter(e -> e.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no embedding " + name));
  }
}
