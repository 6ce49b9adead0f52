package sluice.candidates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.core.CandidateSource;
import sluice.core.FittingPart;
import sluice.core.History;
import sluice.core.Parallel;
import sluice.core.RankedItems;
import sluice.core.Request;
import sluice.core.TieBreak;

/** What every candidate source promises; a subclass names one. */
public abstract class CandidateSourceContract {
  /** Fits the source. */
  protected abstract CandidateSource fit(FittingPart part, int threads);

  /** Says whether a shorter list is always the head of a longer one; not so for a graph. */
  protected boolean exact() {
    return true;
  }

  /** Says whether items of the history may come back; for a source that brings nothing else. */
  protected boolean excludeSeen() {
    return true;
  }

  /** Says whether a user without a history gets something, though not every item is scored. */
  protected boolean knowsStrangers() {
    return false;
  }

  private static final int[] SIZES = {1, 2, 7, 50, 1000};

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void listsAreSound(long seed) {
    FittingPart part = Worlds.part(seed, 30, 80, 700);
    CandidateSource source = fit(part, 2);
    Eligibility eligibility = Eligibility.of(part, excludeSeen());
    int brought = 0;
    for (Request request : Worlds.requests(part)) {
      IntPredicate eligible = eligibility.forRequest(request);
      TieBreak ties = TieBreak.of(seed, request, part.catalogue());
      int open = count(part, eligible);
      RankedItems all = source.retrieve(request, eligible, ties, part.catalogue().size());
      for (int n : SIZES) {
        RankedItems list = source.retrieve(request, eligible, ties, n);
        check(list, eligible, ties, n);
        if (source.exhaustive()) {
          assertThat(list.size()).isEqualTo(Math.min(n, open));
        }
        assertThat(list.size()).isEqualTo(Math.min(n, all.size()));
        if (exact()) {
          assertSame(list, all.first(n));
        }
        brought += list.size();
      }
    }
    assertThat(brought).isPositive();
  }

  @Test
  void someoneWithoutHistoryGetsAnAnswer() {
    FittingPart part = Worlds.part(4, 30, 80, 700);
    CandidateSource source = fit(part, 1);
    Request cold = Worlds.request(part, 0, History.EMPTY);
    RankedItems list = ask(source, part, cold, item -> true, 10);
    assertThat(list.size()).isEqualTo(source.exhaustive() || knowsStrangers() ? 10 : 0);
  }

  @Test
  void someoneWhoOnlyDislikesGetsAnAnswer() {
    FittingPart part = Worlds.part(4, 30, 80, 700);
    CandidateSource source = fit(part, 1);
    History dislikes =
        new History(new int[] {3, 5}, new long[2], new float[2], new float[] {-1f, 0f});
    RankedItems list = ask(source, part, Worlds.request(part, 0, dislikes), item -> true, 10);
    assertThat(list.size()).isEqualTo(source.exhaustive() || knowsStrangers() ? 10 : 0);
  }

  @Test
  void nothingComesBackWhereAllIsSeen() {
    FittingPart part = Worlds.part(5, 30, 80, 700);
    CandidateSource source = fit(part, 1);
    assertThat(ask(source, part, Worlds.requests(part).get(0), item -> false, 10).size()).isZero();
  }

  @Test
  void aCatalogueOfOneItemIsEnough() {
    FittingPart part = Worlds.part(6, 3, 1, 5);
    CandidateSource source = fit(part, 2);
    for (Request request : Worlds.requests(part)) {
      RankedItems list = ask(source, part, request, item -> true, 5);
      assertThat(list.size()).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void aPartWithoutInteractionsIsEnough() {
    FittingPart part = Worlds.part(6, 3, 20, 0);
    CandidateSource source = fit(part, 2);
    RankedItems list = ask(source, part, Worlds.requests(part).get(0), item -> true, 5);
    assertThat(list.size()).isEqualTo(source.exhaustive() ? 5 : 0);
  }

  @Test
  void buildsAndThreadsChangeNothing() {
    FittingPart part = Worlds.part(7, 40, 120, 1500);
    CandidateSource one = fit(part, 1);
    CandidateSource two = fit(Worlds.part(7, 40, 120, 1500), 2);
    if (!one.repeatable()) {
      return;
    }
    List<Request> requests = Worlds.requests(part);
    RankedItems[] together = new RankedItems[requests.size()];
    Parallel.run(
        3,
        together.length,
        () -> two,
        (r, source) -> together[r] = ask(source, part, requests.get(r), item -> true, 30));
    for (int r = 0; r < together.length; r++) {
      assertSame(together[r], ask(one, part, requests.get(r), item -> true, 30));
    }
  }

  static RankedItems ask(
      CandidateSource source, FittingPart part, Request request, IntPredicate eligible, int n) {
    return source.retrieve(request, eligible, TieBreak.of(42, request, part.catalogue()), n);
  }

  private static void check(RankedItems list, IntPredicate eligible, TieBreak ties, int n) {
    assertThat(list.size()).isLessThanOrEqualTo(n);
    assertThat(list.items()).doesNotHaveDuplicates();
    for (int i = 0; i < list.size(); i++) {
      assertThat(eligible.test(list.item(i))).isTrue();
      assertThat(list.score(i)).isFinite();
      if (i > 0) {
        assertThat(list.score(i)).isLessThanOrEqualTo(list.score(i - 1));
        if (list.score(i) == list.score(i - 1)) {
          assertThat(ties.key(list.item(i))).isGreaterThan(ties.key(list.item(i - 1)));
        }
      }
    }
  }

  private static int count(FittingPart part, IntPredicate eligible) {
    int count = 0;
    for (int item = 0; item < part.catalogue().size(); item++) {
      count += eligible.test(item) ? 1 : 0;
    }
    return count;
  }

  static void assertSame(RankedItems a, RankedItems b) {
    assertThat(a.items()).isEqualTo(b.items());
    for (int i = 0; i < a.size(); i++) {
      assertThat(a.score(i)).isEqualTo(b.score(i));
    }
  }
}
