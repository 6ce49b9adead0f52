package sluice.studies.subset;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import sluice.core.Feature;
import sluice.core.FeatureMatrix;
import sluice.core.FeatureSchema;
import sluice.core.RankingSet;

/** Some columns of a feature matrix, in their order. Immutable. */
final class Columns {
  private final FeatureSchema schema;

  /** The column in the whole schema of each feature that is kept. */
  private final int[] of;

  private Columns(FeatureSchema schema, int[] of) {
    this.schema = schema;
    this.of = of;
  }

  /** Keeps the features that a question is true for. */
  static Columns of(FeatureSchema whole, Predicate<Feature> kept) {
    List<Feature> features = whole.features();
    int[] of =
        IntStream.range(0, features.size()).filter(j -> kept.test(features.get(j))).toArray();
    if (of.length == 0) {
      throw new IllegalArgumentException("no feature is left");
    }
    return new Columns(new FeatureSchema(IntStream.of(of).mapToObj(features::get).toList()), of);
  }

  /** Returns these columns of a matrix; a copy. */
  FeatureMatrix of(FeatureMatrix whole) {
    FeatureMatrix part = new FeatureMatrix(schema, whole.rows());
    part.resize(whole.rows());
    float[] from = whole.data();
    float[] to = part.data();
    int wide = whole.columns();
    for (int r = 0; r < whole.rows(); r++) {
      for (int j = 0; j < of.length; j++) {
        to[r * of.length + j] = from[r * wide + of[j]];
      }
    }
    return part;
  }

  /** Returns a set with these columns alone. */
  RankingSet of(RankingSet set) {
    return set.with(of(set.features()));
  }
}
