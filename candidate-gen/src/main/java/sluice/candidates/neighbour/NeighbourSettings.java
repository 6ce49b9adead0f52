package sluice.candidates.neighbour;

import sluice.core.SettingError;
import sluice.core.graph.ItemRelation;

/** What the settings of every source have that follows an item-to-item graph. */
interface NeighbourSettings {
  /** Returns how many items it brings. */
  int n();

  /** Returns how many of the user's latest interactions are followed; 0 for all. */
  int recent();

  /** Returns by how much an interaction counts less than the one after it. */
  double decay();

  /** Returns what makes two items neighbours. */
  ItemRelation graph();

  /** Checks the numbers. */
  static void check(int n, int recent, double decay) {
    SettingError.check("n", n, 1, 1_000_000);
    SettingError.check("recent", recent, 0, 1_000_000);
    SettingError.check("decay", decay, 0.01, 1);
  }
}
