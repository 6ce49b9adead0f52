package sluice.candidates.neighbour;

import java.util.Optional;
import sluice.core.SettingError;
import sluice.core.graph.ItemRelation;

/** What the settings of every source have that follows an item-to-item graph. */
interface NeighbourSettings {
  /** Returns how many items it brings. */
  int n();

  /** Returns how many of the user's latest interactions are followed; 0 for all. */
  int recent();

  /** Returns how fast the history is forgotten; empty where it is chosen. */
  Optional<Double> forgetting();

  /** Returns what makes two items neighbours. */
  ItemRelation graph();

  /** Checks the numbers. */
  static void check(int n, int recent, Optional<Double> forgetting) {
    SettingError.check("n", n, 1, 1_000_000);
    SettingError.check("recent", recent, 0, 1_000_000);
    forgetting.ifPresent(d -> SettingError.check("forgetting", d, 0, 10));
  }
}
