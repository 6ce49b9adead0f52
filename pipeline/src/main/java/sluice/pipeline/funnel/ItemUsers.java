package sluice.pipeline.funnel;

import java.util.Arrays;
import sluice.core.FittingPart;

/** How many users had each item in a fitting part. */
final class ItemUsers {
  private ItemUsers() {}

  /** Returns per item of the catalogue the number of distinct users who had it. */
  static int[] count(FittingPart part) {
    int[] counts = new int[part.catalogue().size()];
    int[] last = new int[counts.length];
    Arrays.fill(last, -1);
    for (int u = 0; u < part.histories().users(); u++) {
      for (int k = 0; k < part.histories().size(u); k++) {
        int item = part.interactions().item(part.histories().row(u, k));
        if (last[item] != u) {
          last[item] = u;
          counts[item]++;
        }
      }
    }
    return counts;
  }

  /** Returns the number of users with any interaction. */
  static int users(FittingPart part) {
    int n = 0;
    for (int u = 0; u < part.histories().users(); u++) {
      n += part.histories().size(u) > 0 ? 1 : 0;
    }
    return n;
  }
}
