package sluice.studies.curves;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import sluice.core.FittingPart;
import sluice.core.Fold;
import sluice.core.Histories;
import sluice.core.Interactions;

/**
 * A fold from which the interactions, and the training requests, of some users are taken.
 *
 * <p>Users and items keep their numbers, tune and test requests stay as they are, with the
 * histories they carry; tags and impressions stay.
 */
final class ThinnedFold {
  private ThinnedFold() {}

  /** Returns every user who has an interaction to learn from. */
  static Set<String> users(Fold fold) {
    Set<String> users = new LinkedHashSet<>();
    FittingPart part = fold.fitting();
    for (int u = 0; u < part.users().size(); u++) {
      if (part.histories().size(u) > 0) {
        users.add(part.users().id(u));
      }
    }
    return users;
  }

  /** Returns the fold with the users that are kept. */
  static Fold of(Fold fold, Predicate<String> kept) {
    return new Fold(
        fold.number(),
        of(fold.fitting(), kept),
        fold.test(),
        of(fold.inner(), kept),
        fold.train().stream().filter(r -> kept.test(r.request().userId())).toList(),
        fold.tune(),
        fold.calibrate());
  }

  private static FittingPart of(FittingPart part, Predicate<String> kept) {
    Interactions all = part.interactions();
    boolean[] keep = new boolean[part.users().size()];
    for (int u = 0; u < keep.length; u++) {
      keep[u] = kept.test(part.users().id(u));
    }
    Interactions.Builder rows = new Interactions.Builder(all, all.size());
    for (int i = 0; i < all.size(); i++) {
      if (keep[all.user(i)]) {
        rows.addFrom(all, i, all.user(i), all.item(i));
      }
    }
    Interactions fewer = rows.build();
    return new FittingPart(
        part.users(),
        part.catalogue(),
        fewer,
        new Histories(fewer, part.users().size()),
        part.items(),
        part.userTable(),
        part.tags(),
        part.impressions(),
        part.edges(),
        part.vectors(),
        part.asOf(),
        part.timed());
  }

  /** Returns how many interactions a fold may learn from. */
  static int amount(Fold fold) {
    return fold.fitting().interactions().size();
  }
}
