package sluice.serving.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sluice.candidates.source.PopularitySource;
import sluice.core.CandidateSource;
import sluice.core.History;
import sluice.core.RankedItems;
import sluice.core.Request;
import sluice.core.TieBreak;
import sluice.core.YamlFile;
import sluice.funnel.Funnel;
import sluice.funnel.SourcePolicy;
import sluice.funnel.Trace;
import sluice.ranking.rerank.ReRankerSpec;

/**
 * A slate of three is full whenever three of the five items may be shown, whatever hides others.
 */
final class FullSlateTest {
  private static final Request REQUEST = new Request("r", 0, "u", 5, History.EMPTY, Map.of());

  /** Brings the first items of the catalogue that it may. */
  private record InOrder(String name) implements CandidateSource {
    @Override
    public RankedItems retrieve(Request request, IntPredicate eligible, TieBreak ties, int n) {
      int[] items = IntStream.range(0, 5).filter(eligible).limit(n).toArray();
      float[] scores = new float[items.length];
      for (int i = 0; i < items.length; i++) {
        scores[i] = -i;
      }
      return new RankedItems(items, scores);
    }
  }

  private static Trace walk(int n, IntPredicate wanted, String... rerankers) {
    List<ReRankerSpec> specs =
        Arrays.stream(rerankers)
            .map(yaml -> ReRankerSpec.read(YamlFile.parseValue(yaml, "test", "reranking")))
            .toList();
    Funnel funnel = TinyFunnel.make(List.of(new InOrder("in-order-source")), specs, n);
    return funnel.newWalker().walk(REQUEST, wanted, 3, SourcePolicy.IN_FULL);
  }

  @Test
  void sourcesAreAskedForWhatRulesAllow() {
    // the source brings three: a, b and c if it is not told what may be shown
    Trace trace = walk(3, item -> true, "{type: rules, blockedItems: [a, c]}");
    assertThat(trace.slate().items()).containsExactly(1, 3, 4);
    assertThat(trace.candidates().size()).isEqualTo(3);
    assertThat(trace.filled()).isZero();
  }

  @Test
  void aCallsFiltersAndRulesTogetherLeaveWhatBothAllow() {
    Trace trace = walk(3, item -> item != 1, "{type: rules, blockedItems: [a]}");
    assertThat(trace.slate().items()).containsExactly(2, 3, 4);
    // two are left, which is all there is
    Trace two = walk(3, item -> item > 2, "{type: rules, blockedItems: [a]}");
    assertThat(two.slate().items()).containsExactlyInAnyOrder(3, 4);
  }

  @Test
  void whatSourcesDoNotBringIsFilledUpByWhatIsPopular() {
    Trace trace = walk(1, item -> true, "{type: rules, blockedItems: [a]}");
    // b comes from the source; c is popular; one of d and e follows
    assertThat(trace.slate().items()).startsWith(1, 2).hasSize(3).doesNotContain(0);
    assertThat(trace.filled()).isEqualTo(2);
    assertThat(trace.popular()).isFalse();
    assertThat(trace.propensity(2)).isEqualTo(1);
  }

  @Test
  void pinnedAndNewItemsAreBroughtWhicheverTheSourcesBring() {
    Trace pinned = walk(1, item -> true, "{type: rules, pinned: [{place: 1, item: e}]}");
    assertThat(pinned.slate().item(0)).isEqualTo(4);
    assertThat(pinned.candidates().size()).isEqualTo(2);
    assertThat(pinned.candidates().rank(0, 1)).isZero();
    Trace hidden = walk(1, item -> item != 4, "{type: rules, pinned: [{place: 1, item: e}]}");
    assertThat(hidden.slate().items()).doesNotContain(4);
    // only c has an interaction: all others are new
    Trace fresh = walk(1, item -> true, "{type: new-items, places: [2], days: 0, fewer: 1}");
    assertThat(fresh.candidates().size()).isEqualTo(4);
    assertThat(fresh.slate().item(1)).isNotEqualTo(2);
  }

  @Test
  void whatIsPopularKeepsToTheRulesToo() {
    Funnel funnel =
        TinyFunnel.make(
            List.of(
                PopularitySource.fit(
                    "popularity",
                    TinyFunnel.part(),
                    Double.POSITIVE_INFINITY,
                    Double.POSITIVE_INFINITY)),
            List.of(
                ReRankerSpec.read(
                    YamlFile.parseValue(
                        "{type: rules, blockedItems: [c, a]}", "test", "reranking"))),
            200);
    assertThat(funnel.popular(REQUEST, item -> true, 5).items()).containsExactlyInAnyOrder(1, 3, 4);
  }
}
