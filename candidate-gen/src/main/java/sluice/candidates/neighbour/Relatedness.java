package sluice.candidates.neighbour;

/**
 * What makes two items neighbours, and how many are kept.
 *
 * @param relation what makes two items neighbours
 * @param neighbours how many are kept of each item
 * @param shrink pulls the similarity of rarely seen items towards 0
 * @param distance how many steps apart two interactions may be; unused for co-occurrence
 */
public record Relatedness(Relation relation, int neighbours, double shrink, int distance) {
  /** What relates one item to another. */
  public enum Relation {
    /** Liked by the same users: cosine of co-occurrence. */
    ITEM_KNN,
    /** Follows it in a user's history. */
    TRANSITIONS,
    /** Stands near it in a user's history, before or after. */
    CO_VISITATION
  }
}
