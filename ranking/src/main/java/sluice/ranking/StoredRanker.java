package sluice.ranking;

import java.util.List;
import sluice.core.Feature;
import sluice.core.FeatureSchema;
import sluice.core.Ranker;
import sluice.core.UserError;
import sluice.core.store.ArrayReader;
import sluice.core.store.ArrayWriter;

/**
 * A fitted ranker as a file of arrays: trees and weights as they are scored, to the bit.
 *
 * <p>Kept is what scoring needs; why so many trees are used, say, is told by the report alone. A
 * ranker that was added by a services file cannot be kept unless it is one of these classes.
 */
public final class StoredRanker {
  private StoredRanker() {}

  /**
   * Writes a ranker.
   *
   * @throws UserError where it is of a kind that cannot be kept
   */
  public static void write(Ranker ranker, FeatureSchema schema, ArrayWriter out) {
    String kind =
        switch (ranker) {
          case TreeRanker trees -> "trees";
          case LinearRanker linear -> "linear";
          case RetrievalOrder.FusedOrder order -> "order";
          default ->
              throw new UserError(
                  "the ranker "
                      + ranker.name()
                      + " cannot be kept in a bundle: "
                      + ranker.getClass().getSimpleName()
                      + " is none of the built-in kinds; serve another (ranking.model)");
        };
    out.strings("ranker", List.of(kind, ranker.name())).strings("features", names(schema));
    switch (ranker) {
      case TreeRanker trees -> trees.write(out);
      case LinearRanker linear -> linear.write(out);
      default -> {}
    }
  }

  /**
   * Reads a ranker.
   *
   * @param schema of the rows it will score
   * @throws UserError where it was trained on other features
   */
  public static Ranker read(FeatureSchema schema, ArrayReader in) {
    List<String> kind = in.strings("ranker");
    List<String> features = in.strings("features");
    if (!features.equals(names(schema))) {
      throw new UserError("the ranker was trained on " + features + ", not on " + names(schema));
    }
    TrainedSchema trained = new TrainedSchema(schema);
    String name = kind.getLast();
    return switch (kind.getFirst()) {
      case "trees" -> TreeRanker.read(name, trained, in);
      case "linear" -> LinearRanker.read(name, trained, in);
      case "order" -> new RetrievalOrder.FusedOrder(name, trained);
      default -> throw new UserError("there is no kind of ranker " + kind.getFirst());
    };
  }

  private static List<String> names(FeatureSchema schema) {
    return schema.features().stream().map(Feature::name).toList();
  }
}
