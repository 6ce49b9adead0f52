package sluice.candidates.text;

import java.nio.file.Path;
import java.util.function.IntPredicate;
import sluice.core.CandidateSource;
import sluice.core.History;
import sluice.core.RankedItems;
import sluice.core.Request;
import sluice.core.TieBreak;

/**
 * The items that share the most telling terms with what the user interacted with lately: the user's
 * profile as a BM25 query.
 *
 * <p>Interactions of positive weight count 2^(−j / 20), j how many came after. Someone without such
 * an interaction gets nothing, nor does an item come back that shares no term of the profile. Safe
 * for use by many threads.
 */
public final class LuceneSource implements CandidateSource {
  private static final double HALF_LIFE = 20;

  private final String name;
  private final LuceneType.Settings settings;
  private final ItemIndex index;

  /** Makes a source that asks an index. */
  LuceneSource(String name, LuceneType.Settings settings, ItemIndex index) {
    this.name = name;
    this.settings = settings;
    this.index = index;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void write(Path folder) {
    index.write(folder);
  }

  /** Returns the index that is asked. */
  public ItemIndex index() {
    return index;
  }

  @Override
  public RankedItems retrieve(Request request, IntPredicate eligible, TieBreak ties, int n) {
    History history = request.history();
    Profile profile = new Profile(index.terms());
    int taken = 0;
    for (int i = history.size() - 1; i >= 0 && taken < settings.recent(); i--) {
      if (history.weight(i) > 0) {
        profile.add(history.item(i), Math.pow(2, -taken / HALF_LIFE));
        taken++;
      }
    }
    profile.cut(settings.terms());
    return index.search(profile.terms(), profile.boosts(), eligible, ties, n);
  }
}
