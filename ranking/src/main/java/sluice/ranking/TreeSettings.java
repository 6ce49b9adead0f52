package sluice.ranking;

import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.dtree.impurity.GiniIndex;
import sluice.core.SettingError;

/** What a single tree is grown with. */
final class TreeSettings {
  private TreeSettings() {}

  /** Checks what every tree has. */
  static void check(int depth, double minSplitWeight, int bins) {
    SettingError.check("depth", depth, 1, 16);
    SettingError.check("minSplitWeight", minSplitWeight, 1e-3, 1e6);
    SettingError.check("bins", bins, 2, 4_096);
  }

  /** Makes Tribuo's trainer; splits are those that lower the Gini impurity most. */
  static CARTClassificationTrainer trainer(
      int depth, double minSplitWeight, double features, long seed) {
    return new CARTClassificationTrainer(
        depth, (float) minSplitWeight, 0, (float) features, false, new GiniIndex(), seed);
  }
}
