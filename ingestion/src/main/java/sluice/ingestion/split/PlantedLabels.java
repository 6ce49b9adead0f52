package sluice.ingestion.split;

import java.util.BitSet;
import java.util.Optional;
import sluice.core.Interactions;
import sluice.core.Randomness;

/**
 * A dataset whose inner holdout, from which the ranker's labels come, has other labels: items with
 * values and events are shuffled among the rows that the nested split holds out.
 *
 * <p>Users, times, numbers and the set of items stay, so that the split parts the rows as before.
 */
public final class PlantedLabels {
  private PlantedLabels() {}

  /**
   * Plants.
   *
   * @param data all of it
   * @param protocol by which the first fold is split, and its fitting part once more
   * @param seed of what is dealt
   * @return empty where the split goes by the pairs themselves and would split other rows
   */
  public static Optional<Dataset> of(Dataset data, Protocol protocol, long seed) {
    Holdout outer = Holdouts.outer(data, protocol, 0, seed);
    if (outer.timing() == Timing.NONE) {
      return Optional.empty();
    }
    Part part = new Part(data, outer, false);
    Holdout nested = Holdouts.nested(part.data(), protocol, outer.timing(), 0, seed);
    int[] kept = outer.kept().stream().toArray();
    BitSet inner = nested.held();
    int[] held = inner.stream().map(i -> kept[i]).toArray();
    int[] dealt = held.clone();
    var random = Randomness.generator(seed, "planted-labels", 0);
    for (int k = dealt.length - 1; k > 0; k--) {
      int other = random.nextInt(k + 1);
      int row = dealt[k];
      dealt[k] = dealt[other];
      dealt[other] = row;
    }
    int[] from = new int[data.interactions().size()];
    for (int i = 0; i < from.length; i++) {
      from[i] = i;
    }
    for (int k = 0; k < held.length; k++) {
      from[held[k]] = dealt[k];
    }
    Interactions rows = data.interactions();
    Interactions.Columns to = new Interactions.Columns(rows, rows.size());
    for (int i = 0; i < from.length; i++) {
      int f = from[i];
      to.set(
          i,
          rows.user(i),
          rows.item(f),
          rows.time(i),
          rows.value(f),
          rows.weight(f),
          rows.event(f),
          rows.session(i));
    }
    return Optional.of(
        new Dataset(
            data.users(),
            data.items(),
            to.build(),
            data.given(),
            data.itemRows(),
            data.userRows(),
            data.tags(),
            data.impressions(),
            data.edges(),
            data.vectors(),
            data.timed()));
  }
}
