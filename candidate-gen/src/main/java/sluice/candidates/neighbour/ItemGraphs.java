package sluice.candidates.neighbour;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import sluice.core.FittingPart;
import sluice.core.UserError;
import sluice.core.graph.CoOccurrence;
import sluice.core.graph.ItemGraph;
import sluice.core.graph.ItemRelation;
import sluice.core.graph.Transitions;
import sluice.core.graph.TypedTransitions;
import sluice.core.store.ArrayReader;
import sluice.core.store.ArrayWriter;

/**
 * The item graphs of one part: each is built, or read, when the first stage asks for its relation,
 * and shared by all that do.
 *
 * <p>A graph depends on the part, the relation and the seed alone; the number of threads changes
 * nothing. Safe for use by many threads.
 */
public final class ItemGraphs {
  private final FittingPart part;
  private final long seed;
  private final int threads;
  private final Optional<Path> folder;
  private final Map<ItemRelation, ItemGraph> known = new ConcurrentHashMap<>();

  private ItemGraphs(FittingPart part, long seed, int threads, Optional<Path> folder) {
    this.part = part;
    this.seed = seed;
    this.threads = threads;
    this.folder = folder;
  }

  /** Returns graphs that are built of a part. */
  public static ItemGraphs of(FittingPart part, long seed, int threads) {
    return new ItemGraphs(part, seed, threads, Optional.empty());
  }

  /** Returns graphs that are read from a folder that {@link #write} filled. */
  public static ItemGraphs read(FittingPart part, long seed, Path folder) {
    return new ItemGraphs(part, seed, 1, Optional.of(folder));
  }

  /**
   * Returns the graph of a relation.
   *
   * @throws UserError where it is read and its file is missing or of another catalogue
   */
  public ItemGraph get(ItemRelation relation) {
    return known.computeIfAbsent(
        relation, r -> folder.isPresent() ? read(file(folder.get(), r)) : build(r));
  }

  /** Writes the graphs of relations into an existing folder. */
  public void write(Collection<ItemRelation> relations, Path into) {
    for (ItemRelation relation : relations) {
      ItemGraph graph = get(relation);
      try (ArrayWriter out = new ArrayWriter(file(into, relation))) {
        out.ints("starts", graph.starts()).ints("neighbours", graph.neighbours());
        out.floats("weights", graph.weights());
      }
    }
  }

  private static Path file(Path folder, ItemRelation relation) {
    return folder.resolve(relation.key() + ".arrays");
  }

  private ItemGraph read(Path file) {
    try (ArrayReader in = new ArrayReader(file)) {
      ItemGraph graph =
          new ItemGraph(in.ints("starts"), in.ints("neighbours"), in.floats("weights"));
      in.finish();
      if (graph.items() != part.catalogue().size()) {
        throw new UserError(file + " is of another catalogue; make the run once more");
      }
      return graph;
    }
  }

  private ItemGraph build(ItemRelation relation) {
    GraphBuilder.Row rows =
        switch (relation) {
          case Transitions t -> new TransitionRows(t, part);
          case TypedTransitions t -> new TransitionRows(t, part);
          case CoOccurrence c -> new CoOccurrenceRows(c, part);
        };
    return GraphBuilder.build(relation, part.catalogue(), seed, threads, rows);
  }
}
