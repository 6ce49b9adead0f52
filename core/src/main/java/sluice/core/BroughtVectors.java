package sluice.core;

import java.util.Arrays;
import java.util.List;

/**
 * Vectors that the data brings: of items, and in the same space of users, where it has them.
 *
 * <p>Immutable, safe for use by many threads.
 *
 * @param items one a row of the catalogue, zero for an item without a vector
 * @param users ids of the users that have a vector; they need no interactions
 * @param userVectors one a user of {@code users}
 */
public record BroughtVectors(ItemVectors items, Dictionary users, ItemVectors userVectors) {
  /** Checks that all are of one dimension. */
  public BroughtVectors {
    if (items.dimension() != userVectors.dimension() || users.size() != userVectors.size()) {
      throw new IllegalArgumentException("vectors of users do not fit those of items");
    }
  }

  /** Makes vectors of items alone. */
  public static BroughtVectors ofItems(ItemVectors items) {
    ItemVectors none = new ItemVectors(new float[0], 0, items.dimension());
    return new BroughtVectors(items, Dictionary.of(List.of()), none);
  }

  /** Returns the same with other items, whose numbers here are given; −1 for one without. */
  public BroughtVectors select(int[] numbers) {
    int dimension = items.dimension();
    float[] data = new float[Math.multiplyExact(numbers.length, dimension)];
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] >= 0 && numbers[i] < items.size()) {
        System.arraycopy(items.data(), items.offset(numbers[i]), data, i * dimension, dimension);
      }
    }
    return new BroughtVectors(new ItemVectors(data, numbers.length, dimension), users, userVectors);
  }

  /**
   * Returns the same with a user's vector set to zero.
   *
   * @param id of the user
   * @param instead what the user is called from then on
   */
  public BroughtVectors without(String id, String instead) {
    int user = users.index(id);
    if (user == Dictionary.UNKNOWN) {
      return this;
    }
    String[] ids = users.ids().toArray(String[]::new);
    ids[user] = instead;
    float[] data = userVectors.data().clone();
    int dimension = userVectors.dimension();
    Arrays.fill(data, user * dimension, (user + 1) * dimension, 0f);
    return new BroughtVectors(
        items, Dictionary.of(Arrays.asList(ids)), new ItemVectors(data, users.size(), dimension));
  }
}
