package sluice.serving.live;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import sluice.core.Embedding;
import sluice.core.ItemVectors;
import sluice.core.RankedItems;
import sluice.core.TieBreak;
import sluice.core.TopK;
import sluice.core.UserError;
import sluice.core.VectorMath;

/**
 * Items like an item: the cosine of their vectors, the lists of all embeddings fused by reciprocal
 * rank.
 *
 * <p>What one embedding does not know (a new item has no vector by interactions) the other still
 * brings. An exact scan: items × dimensions multiplications a call and embedding. Immutable, safe
 * for use by many threads.
 */
final class SimilarItems {
  private static final double K = 60;
  private static final int DEPTH = 200;

  private final List<ItemVectors> unit = new ArrayList<>();
  private final List<String> names = new ArrayList<>();

  /** Copies the vectors at length 1. */
  SimilarItems(List<Embedding> embeddings) {
    for (Embedding embedding : embeddings) {
      ItemVectors vectors = embedding.items();
      float[] data = vectors.data().clone();
      int n = vectors.dimension();
      for (int item = 0; item < vectors.size(); item++) {
        int at = vectors.offset(item);
        float square = VectorMath.dot(data, at, data, at, n);
        float factor = square > 0 ? (float) (1 / Math.sqrt(square)) : 0;
        for (int f = at; f < at + n; f++) {
          data[f] *= factor;
        }
      }
      unit.add(new ItemVectors(data, vectors.size(), n));
      names.add(embedding.name());
    }
  }

  /** Returns the names of the embeddings. */
  List<String> names() {
    return names;
  }

  /** Returns the dimension of an embedding. */
  int dimension(int embedding) {
    return unit.get(embedding).dimension();
  }

  /** Returns the n items most like one, without it. */
  RankedItems like(int item, IntPredicate eligible, TieBreak ties, int n) {
    List<RankedItems> lists = new ArrayList<>();
    for (ItemVectors vectors : unit) {
      float[] query = new float[vectors.dimension()];
      System.arraycopy(vectors.data(), vectors.offset(item), query, 0, query.length);
      lists.add(near(vectors, query, i -> i != item && eligible.test(i), ties, DEPTH));
    }
    return fuse(lists, ties, n);
  }

  /**
   * Returns the n items whose vectors in one embedding have the highest cosine with a vector.
   *
   * @throws UserError where the vector has no direction
   */
  RankedItems near(int embedding, float[] vector, IntPredicate eligible, TieBreak ties, int n) {
    double square = 0; // of floats, it neither overflows nor vanishes
    for (float v : vector) {
      square += (double) v * v;
    }
    if (!(square > 0 && square < Double.POSITIVE_INFINITY)) {
      throw new UserError(
          "the vector has no direction: it needs a number other than 0, and none that is infinite"
              + " or NaN");
    }
    float[] query = new float[vector.length];
    for (int f = 0; f < query.length; f++) {
      query[f] = (float) (vector[f] / Math.sqrt(square));
    }
    return near(unit.get(embedding), query, eligible, ties, n);
  }

  private static RankedItems near(
      ItemVectors vectors, float[] query, IntPredicate eligible, TieBreak ties, int n) {
    TopK top = new TopK(n);
    top.reset(ties);
    for (int item = 0; item < vectors.size(); item++) {
      float cosine = VectorMath.dot(query, 0, vectors.data(), vectors.offset(item), query.length);
      if (cosine > 0 && eligible.test(item)) {
        top.offer(item, cosine);
      }
    }
    return top.take();
  }

  private static RankedItems fuse(List<RankedItems> lists, TieBreak ties, int n) {
    java.util.Map<Integer, Double> sums = new java.util.LinkedHashMap<>();
    for (RankedItems list : lists) {
      for (int place = 0; place < list.size(); place++) {
        sums.merge(list.item(place), 1 / (K + place + 1), Double::sum);
      }
    }
    int[] items = sums.keySet().stream().mapToInt(Integer::intValue).toArray();
    float[] scores = new float[items.length];
    for (int i = 0; i < items.length; i++) {
      scores[i] = sums.getOrDefault(items[i], 0.0).floatValue();
    }
    return RankedItems.sort(items, scores, items.length, ties).first(n);
  }
}
