package sluice.ranking.rerank;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sluice.core.Catalogue;
import sluice.core.Column;
import sluice.core.Dictionary;
import sluice.core.EntityTable;
import sluice.core.FittingPart;
import sluice.core.RankedItems;
import sluice.core.ReRanker;
import sluice.core.Request;

/** Lists that the rule of the Javadoc gives, followed by hand. */
final class CategoryRuleTest {
  private static final int[][] GENRES = {{0}, {0, 1}, {0}, {1}, {}, {2}, {1, 2}};
  private static final RankedItems RANKED =
      new RankedItems(new int[] {0, 1, 2, 3, 4, 5, 6}, new float[] {7, 6, 5, 4, 3, 2, 1});

  private static RankedItems by(int most, RankedItems ranked) {
    FittingPart part = ReRankerWorld.part(GENRES, 1);
    ReRanker rule =
        new CategoryRule()
            .fit(
                "rules",
                CategoryRule.Settings.most("genres", most),
                new ReRankerInput(part, List.of(), 1));
    Request request = ReRankerWorld.request("u");
    return rule.rerank(request, ranked, 3, ReRankerWorld.ties(part, request));
  }

  @Test
  void whatIsTooMuchFollowsInItsOrder() {
    // 0 takes g0; 1 and 2 have g0 and wait; 3 takes g1; 4 has no genre; 5 takes g2; 6 waits
    RankedItems list = by(1, RANKED);
    assertThat(list.items()).containsExactly(0, 3, 4, 5, 1, 2, 6);
    assertThat(list.scores()).containsExactly(7, 4, 3, 2, 6, 5, 1);
    // 0 and 1 take g0 twice and g1 once; 2 waits; 3 takes g1; 5 takes g2; 6 has g1 and waits
    assertThat(by(2, RANKED).items()).containsExactly(0, 1, 3, 4, 5, 2, 6);
    assertThat(by(3, RANKED).items()).containsExactly(0, 1, 2, 3, 4, 5, 6);
  }

  @Test
  void aSlateIsFullEvenAgainstTheRule() {
    assertThat(by(1, new RankedItems(new int[] {2, 0, 1}, new float[] {3, 2, 1})).items())
        .containsExactly(2, 0, 1);
  }

  @Test
  void attributesAreThoseOfTheRequestsTime() {
    FittingPart base = ReRankerWorld.part(new int[][] {{0}, {0}, {1}}, 1);
    // item 1 has g0 until time 500, and g1 from then on
    EntityTable dated =
        new EntityTable(
            new int[] {0, 1, 3, 4},
            new long[] {Long.MIN_VALUE, 0, 500, Long.MIN_VALUE},
            Map.of(
                "genres",
                new Column.Categories(
                    Dictionary.of(List.of("g0", "g1")),
                    new int[] {0, 1, 2, 3, 4},
                    new int[] {0, 0, 1, 1})));
    FittingPart part =
        new FittingPart(
            base.users(),
            Catalogue.always(base.catalogue().items()),
            base.interactions(),
            base.histories(),
            dated,
            base.userTable(),
            base.tags(),
            base.impressions(),
            base.asOf(),
            true);
    ReRanker rule =
        new CategoryRule()
            .fit(
                "rules",
                CategoryRule.Settings.most("genres", 1),
                new ReRankerInput(part, List.of(), 1));
    RankedItems list = new RankedItems(new int[] {0, 1, 2}, new float[] {3, 2, 1});
    Request later = ReRankerWorld.request("u");
    Request earlier =
        new Request("r", Dictionary.UNKNOWN, "u", 400, later.history(), later.context());
    assertThat(rule.rerank(earlier, list, 3, ReRankerWorld.ties(part, earlier)).items())
        .containsExactly(0, 2, 1);
    assertThat(rule.rerank(later, list, 3, ReRankerWorld.ties(part, later)).items())
        .containsExactly(0, 1, 2);
  }

  @Test
  void aColumnThatIsNotThereOrHoldsNoCategoriesIsLacking() {
    FittingPart part = ReRankerWorld.part(GENRES, 1);
    CategoryRule rule = new CategoryRule();
    assertThat(rule.lacks(CategoryRule.Settings.most("year", 1), part))
        .contains("the items have no column of categories 'year'; there are genres");
    assertThat(rule.lacks(CategoryRule.Settings.most("genres", 1), part)).isEmpty();
  }
}
