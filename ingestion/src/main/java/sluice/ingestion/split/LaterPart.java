package sluice.ingestion.split;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import sluice.core.Dictionary;
import sluice.core.EntityTable;
import sluice.core.FittingPart;
import sluice.core.Histories;
import sluice.core.Interactions;
import sluice.core.Tags;

/**
 * A fitting part with what was held out of it by one time added behind: what counts that are read
 * as of a request's time are made from, where requests lie after the cutoff.
 *
 * <p>Items keep their numbers, and those outside the part's catalogue stay outside. So do users;
 * the new ones get numbers behind. Attributes and tags are the part's own, as of the cutoff.
 * Nothing may be learned from it.
 */
final class LaterPart {
  private LaterPart() {}

  /**
   * Makes one.
   *
   * @param around what was split
   * @param holdout by one time
   * @param part what remains
   * @param end where what was split ends itself; the greatest long where it does not
   */
  static FittingPart of(Dataset around, Holdout holdout, Part part, long end) {
    FittingPart fitting = part.fitting();
    int[] users = new int[around.users().size()];
    List<String> ids = new ArrayList<>(fitting.users().ids());
    // In a nested split the dictionary has every user already, with or without interactions.
    Arrays.setAll(users, u -> fitting.users().index(around.users().id(u)));
    BitSet held = holdout.held();
    int known = 0;
    for (int i = held.nextSetBit(0); i >= 0; i = held.nextSetBit(i + 1)) {
      int user = holdout.heldTable().user(i);
      if (part.item(holdout.heldTable().item(i)) == Dictionary.UNKNOWN) {
        continue;
      }
      known++;
      if (users[user] == Dictionary.UNKNOWN) {
        users[user] = ids.size();
        ids.add(around.users().id(user));
      }
    }
    Interactions interactions = interactions(holdout, part, users, known);
    Dictionary all = Dictionary.of(ids);
    return new FittingPart(
        all,
        fitting.catalogue(),
        interactions,
        new Histories(interactions, all.size()),
        fitting.items(),
        EntityTable.empty(all.size()),
        Tags.none(),
        around.impressions(),
        end,
        true);
  }

  /** The part's rows, then the held-out ones whose item is in the catalogue; in time order. */
  private static Interactions interactions(Holdout holdout, Part part, int[] users, int known) {
    Interactions before = part.fitting().interactions();
    Interactions after = holdout.heldTable();
    Interactions.Columns to = new Interactions.Columns(before, before.size() + known);
    int row = 0;
    for (; row < before.size(); row++) {
      to.set(
          row,
          before.user(row),
          before.item(row),
          before.time(row),
          before.value(row),
          before.weight(row),
          before.event(row),
          -1);
    }
    BitSet held = holdout.held();
    for (int i = held.nextSetBit(0); i >= 0; i = held.nextSetBit(i + 1)) {
      int item = part.item(after.item(i));
      if (item != Dictionary.UNKNOWN) {
        to.set(
            row++,
            users[after.user(i)],
            item,
            after.time(i),
            after.value(i),
            after.weight(i),
            after.event(i),
            -1);
      }
    }
    return to.build();
  }
}
