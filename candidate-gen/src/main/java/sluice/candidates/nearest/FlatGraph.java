package sluice.candidates.nearest;

import java.util.Arrays;
import java.util.function.IntPredicate;
import sluice.core.RankedItems;
import sluice.core.TieBreak;
import sluice.core.TopK;
import sluice.core.VectorMath;
import sluice.core.store.ArrayReader;
import sluice.core.store.ArrayWriter;

/**
 * An HNSW graph (Malkov, Yashunin 2018), frozen into flat arrays and walked by our own code without
 * boxing.
 *
 * <p>Whatever built the graph, the walk is the same: greedy down to the lowest level, there best
 * first with a list of ef. Items that are not eligible are walked through but take no place in the
 * list, so that filters do not shorten the answer. Larger inner products are nearer. Immutable,
 * safe for use by many threads; each thread keeps a bit a vector.
 */
public final class FlatGraph {
  private final NonZeroVectors vectors;
  private final int[][] offsets;
  private final int[][] links;
  private final int entry;
  private final ThreadLocal<Walk> walks;

  /**
   * Makes a graph of links.
   *
   * @param vectors the nodes
   * @param offsets per level, the lowest first: nodes + 1 offsets into that level's links
   * @param links per level: the neighbours
   * @param entry where a walk starts, a node of the highest level; −1 where there is no node
   */
  FlatGraph(NonZeroVectors vectors, int[][] offsets, int[][] links, int entry) {
    this.vectors = vectors;
    this.offsets = offsets;
    this.links = links;
    this.entry = entry;
    this.walks = ThreadLocal.withInitial(() -> new Walk(vectors.size(), mostLinks(offsets)));
  }

  private static int mostLinks(int[][] offsets) {
    int most = 0;
    for (int node = 1; offsets.length > 0 && node < offsets[0].length; node++) {
      most = Math.max(most, offsets[0][node] - offsets[0][node - 1]);
    }
    return most;
  }

  void write(ArrayWriter out) {
    out.number("levels", links.length).number("entry", entry);
    for (int level = 0; level < links.length; level++) {
      out.ints("offsets." + level, offsets[level]).ints("links." + level, links[level]);
    }
  }

  static FlatGraph read(NonZeroVectors vectors, ArrayReader in) {
    int levels = (int) in.number("levels");
    int entry = (int) in.number("entry");
    int[][] offsets = new int[levels][];
    int[][] links = new int[levels][];
    for (int level = 0; level < levels; level++) {
      offsets[level] = in.ints("offsets." + level);
      links[level] = in.ints("links." + level);
    }
    return new FlatGraph(vectors, offsets, links, entry);
  }

  /** Returns the number of levels. */
  public int levels() {
    return links.length;
  }

  /** Returns how many links the lowest level has. */
  public int links() {
    return links.length == 0 ? 0 : links[0].length;
  }

  /**
   * Searches.
   *
   * @param query as many floats as a vector has
   * @param eligible which items may come back
   * @param ties the order among equal scores
   * @param n how many at most
   * @param ef length of the list; at least n is used
   */
  public RankedItems search(float[] query, IntPredicate eligible, TieBreak ties, int n, int ef) {
    if (entry < 0) {
      return RankedItems.EMPTY;
    }
    int node = entry;
    float score = score(query, node);
    for (int level = links.length - 1; level > 0; level--) {
      boolean moved = true;
      while (moved) {
        moved = false;
        int from = offsets[level][node];
        int to = offsets[level][node + 1];
        for (int i = from; i < to; i++) {
          float other = score(query, links[level][i]);
          if (other > score) {
            score = other;
            node = links[level][i];
            moved = true;
          }
        }
      }
    }
    Walk walk = walks.get();
    walk.run(this, query, eligible, node, score, Math.max(n, ef));
    TopK top = new TopK(Math.min(n, walk.found.size()));
    top.reset(ties);
    for (int i = 0; i < walk.found.size(); i++) {
      long key = walk.found.at(i);
      top.offer(vectors.item((int) key), decode(key));
    }
    return top.take();
  }

  private float score(float[] query, int node) {
    int n = vectors.dimension();
    return VectorMath.dot(query, 0, vectors.data(), node * n, n);
  }

  /** Packs score and node so that longs compare as the scores do. */
  private static long encode(float score, int node) {
    int bits = Float.floatToIntBits(score + 0f);
    return (long) (bits ^ ((bits >> 31) & 0x7fffffff)) << 32 | node;
  }

  private static float decode(long key) {
    int bits = (int) (key >> 32);
    return Float.intBitsToFloat(bits ^ ((bits >> 31) & 0x7fffffff));
  }

  /** The scratch memory of one thread's walks. */
  private static final class Walk {
    private final long[] visited; // a bit a vector, so that most of it stays near
    private final LongHeap open = new LongHeap();
    private final LongHeap found = new LongHeap();
    private final int[] fresh;
    private final float[] scores;

    Walk(int nodes, int mostLinks) {
      fresh = new int[mostLinks];
      scores = new float[mostLinks + 3];
      visited = new long[(nodes + 63) / 64];
    }

    void run(
        FlatGraph graph, float[] query, IntPredicate eligible, int start, float score, int ef) {
      Arrays.fill(visited, 0);
      open.clear();
      found.clear();
      visited[start >> 6] |= 1L << start;
      offer(graph, eligible, start, score, ef);
      int[] offsets = graph.offsets[0];
      int[] links = graph.links[0];
      NonZeroVectors vectors = graph.vectors;
      while (open.size() > 0) {
        long best = ~open.pop();
        if (found.size() >= ef && best < found.top()) {
          break;
        }
        int node = (int) best;
        int count = 0;
        int to = offsets[node + 1];
        for (int i = offsets[node]; i < to; i++) {
          int other = links[i];
          if ((visited[other >> 6] >>> other & 1) == 0) {
            visited[other >> 6] |= 1L << other;
            fresh[count++] = other;
          }
        }
        // all scores before the first is looked at, so that the vectors are waited for together
        VectorMath.dots(query, 0, vectors.data(), fresh, count, vectors.dimension(), scores);
        for (int k = 0; k < count; k++) {
          offer(graph, eligible, fresh[k], scores[k], ef);
        }
      }
    }

    private void offer(FlatGraph graph, IntPredicate eligible, int node, float score, int ef) {
      long key = encode(score, node);
      if (found.size() >= ef && key <= found.top()) {
        return;
      }
      open.push(~key);
      if (eligible.test(graph.vectors.item(node))) {
        if (found.size() < ef) {
          found.push(key);
        } else {
          found.replaceTop(key);
        }
      }
    }
  }
}
