package sluice.candidates.nearest;

import com.github.jelmerk.hnswlib.core.DistanceFunction;
import com.github.jelmerk.hnswlib.core.Item;
import com.github.jelmerk.hnswlib.core.hnsw.HnswIndex;
import java.lang.reflect.Field;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.eclipse.collections.api.list.primitive.IntList;

/**
 * Builds a graph with hnswlib-core, under our own SIMD distance, and freezes it.
 *
 * <p>By one thread, nodes in their order: where {@link SeededLevels} are available, the same
 * vectors and seed give the same graph. The library keeps its links to itself and offers no way to
 * read them, so that they are read by reflection here, and nowhere else; should a later version
 * name them otherwise, this fails at once and says so.
 */
final class HnswlibGraph {
  private HnswlibGraph() {}

  /**
   * The place of a vector in the flat array: what the library is given instead of an array of its
   * own.
   */
  private static final class Node implements Item<Integer, Node> {
    private static final long serialVersionUID = 1L;

    private final int number;
    private final int dimension;

    Node(int number, int dimension) {
      this.number = number;
      this.dimension = dimension;
    }

    @Override
    public Integer id() {
      return number;
    }

    @Override
    public Node vector() {
      return this;
    }

    @Override
    public int dimensions() {
      return dimension;
    }
  }

  static FlatGraph build(
      NonZeroVectors vectors, GraphSettings settings, GraphMetric linking, long seed) {
    int size = vectors.size();
    if (size == 0) {
      return new FlatGraph(vectors, new int[0][], new int[0][], -1);
    }
    int dimension = vectors.dimension();
    Likeness likeness = new Likeness(vectors, linking);
    DistanceFunction<Node, Float> distance = (a, b) -> -likeness.of(a.number, b.number);
    // not naturalOrder(), whose call of compareTo the whole JVM shares and C2 cannot inline
    Comparator<Float> nearer = (a, b) -> Float.compare(a, b);
    HnswIndex<Integer, Node, Node, Float> index =
        HnswIndex.newBuilder(dimension, distance, nearer, size)
            .withM(settings.m())
            .withEfConstruction(settings.efConstruction())
            .build();
    try (SeededLevels levels = new SeededLevels(seed)) {
      for (int k = 0; k < size; k++) {
        levels.next(k);
        index.add(new Node(k, dimension));
      }
    }
    return freeze(index, vectors);
  }

  private static FlatGraph freeze(
      HnswIndex<Integer, Node, Node, Float> index, NonZeroVectors vectors) {
    try {
      AtomicReferenceArray<?> nodes = (AtomicReferenceArray<?>) read(index, "nodes");
      int size = vectors.size();
      IntList[][] connections = new IntList[size][];
      int levels = 0;
      for (int k = 0; k < size; k++) {
        connections[k] = (IntList[]) read(nodes.get(k), "connections");
        levels = Math.max(levels, connections[k].length);
      }
      int[][] offsets = new int[levels][size + 1];
      int[][] links = new int[levels][];
      for (int level = 0; level < levels; level++) {
        for (int k = 0; k < size; k++) {
          int count = level < connections[k].length ? connections[k][level].size() : 0;
          offsets[level][k + 1] = offsets[level][k] + count;
        }
        links[level] = new int[offsets[level][size]];
        for (int k = 0; k < size; k++) {
          for (int i = offsets[level][k]; i < offsets[level][k + 1]; i++) {
            links[level][i] = connections[k][level].get(i - offsets[level][k]);
          }
        }
      }
      Node entry = (Node) read(read(index, "entryPoint"), "item");
      return new FlatGraph(vectors, offsets, links, entry.number);
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw new IllegalStateException("hnswlib-core is laid out otherwise than version 1.2.1", e);
    }
  }

  private static Object read(Object owner, String name) throws ReflectiveOperationException {
    Field field = owner.getClass().getDeclaredField(name);
    field.setAccessible(true);
    Object value = field.get(owner);
    if (value == null) {
      throw new NoSuchFieldException(name + " is null");
    }
    return value;
  }
}
