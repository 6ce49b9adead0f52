package sluice.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.core.Candidates;
import sluice.core.FeatureMatrix;
import sluice.core.FittingPart;
import sluice.core.Progress;
import sluice.core.RankedItems;
import sluice.core.Request;

/** One small world worked out by hand, a value or more for each family. */
class FeatureGoldenTest {
  private static final long DAY = TestWorld.DAY;
  private static final long NOW =
      TestWorld.START + 40 * DAY + DAY / 4; // 06:00 on 2024-02-10, a Saturday
  @TempDir Path folder;

  @Test
  void everyFamilyByHand() {
    TestWorld world = new TestWorld(3, 12);
    // item 5 (genres g0 and g7, creator c5): days 5, 12, 38, 39 by users 1, 1, 2, 2; one of them
    // negative
    world.acts.add(new TestWorld.Act(1, 5, TestWorld.START + 5 * DAY, 4, 1));
    world.acts.add(new TestWorld.Act(1, 5, TestWorld.START + 12 * DAY, 2, 1));
    world.acts.add(new TestWorld.Act(2, 5, TestWorld.START + 38 * DAY, Float.NaN, -1));
    world.acts.add(new TestWorld.Act(2, 5, TestWorld.START + 39 * DAY, 5, 1));
    world.acts.add(
        new TestWorld.Act(2, 6, TestWorld.START + 40 * DAY, 5, 1)); // the request's own day
    // the request's user: item 10 (g0, g6; c3; year 2000) two days ago, item 1 (g1, g6; c1; year
    // 1991) half a day ago
    world.acts.add(new TestWorld.Act(0, 10, NOW - 2 * DAY, 5, 1));
    world.acts.add(new TestWorld.Act(0, 1, NOW - DAY / 2, 3, 1));
    world.tags.add(new TestWorld.Tagged(1, 5, 2, TestWorld.START));
    world.tags.add(new TestWorld.Tagged(1, 10, 2, TestWorld.START));
    world.tags.add(new TestWorld.Tagged(1, 1, 3, TestWorld.START));
    world.tags.add(new TestWorld.Tagged(1, 5, 3, NOW)); // not yet
    world.shown.add(new TestWorld.Shown(2, 5, TestWorld.START + 39 * DAY, 0));
    world.shown.add(new TestWorld.Shown(1, 5, TestWorld.START + 39 * DAY, 0));
    FittingPart part = world.part(NOW, true, Optional.of(folder));
    FeatureAssembler assembler =
        FeatureAssembler.fit(
            part,
            part,
            part,
            List.of(TestWorld.embedding(12, 4, 1)),
            TestWorld.graphs(part),
            List.of("a", "b"),
            FeatureSettings.DEFAULT,
            folder,
            1,
            Progress.SILENT);
    Request request = TestWorld.request(part, 0, NOW);
    Candidates candidates =
        new Candidates(
            request,
            List.of("a", "b"),
            new RankedItems(new int[] {5, 10, 7}, new float[] {3, 2, 1}),
            new int[][] {{4, 0, 1}, {0, 0, 2}},
            new float[][] {{0.5f, Float.NaN, 9}, {Float.NaN, Float.NaN, 1}},
            new int[] {8, 2});
    FeatureMatrix out = new FeatureMatrix(assembler.schema(), 3);
    assembler.assemble(candidates, out, assembler.newScratch());
    Map<String, Double> expected =
        Map.ofEntries(
            Map.entry("src_a_rank", 60.0 / 64),
            Map.entry("src_a_quantile", 5.0 / 8),
            Map.entry("src_a_score", 0.5),
            Map.entry("src_b_rank", 0.0),
            Map.entry("src_count", 1.0),
            Map.entry("fused_rank", 1.0),
            Map.entry("fused_quantile", 2.5 / 3),
            Map.entry("item_count_all", Math.log(5)),
            Map.entry("item_count_all_quantile", 2.5 / 3),
            Map.entry("item_share_all", Math.log(1 + 1e4 * 4 / 6)), // item 6 of today is not there
            Map.entry("item_count_1d", Math.log(2)),
            Map.entry("item_count_7d", Math.log(3)),
            Map.entry("item_count_30d", Math.log(4)),
            Map.entry("item_positive_share", 4.0 / 6),
            Map.entry("item_user_share", 0.5),
            Map.entry("item_mean_value", (11 + 5 * 19.0 / 5) / 8),
            Map.entry("item_trend_7d", Math.log(3 / (3 * 7.0 / 30 + 1))),
            Map.entry("item_age_days", 35.0),
            Map.entry("item_idle_days", 0.0),
            Map.entry("item_click_rate_all", (1 + 20 * (2.0 / 22)) / 22),
            Map.entry("item_clicks_over_expected", 2 / (2 * 0.090909 + 1)),
            Map.entry("item_attr_year_number", 1995.0),
            Map.entry("item_attr_year_distance", 0.5),
            Map.entry("user_interactions", Math.log(3)),
            Map.entry("user_mean_value", 4.0),
            Map.entry("user_count_1d", Math.log(2)),
            Map.entry("user_count_7d", Math.log(3)),
            Map.entry("user_days_since_last", 0.5),
            Map.entry("user_tenure_days", 2.0),
            Map.entry("user_attr_age_number", 20.0),
            Map.entry("cat_genres_latest", 0.5),
            Map.entry("cat_genres_count", Math.log(2)),
            Map.entry("cat_genres_value", (1 / 3.0 + 0) / 2),
            Map.entry("cat_creator_affinity", 0.0),
            Map.entry("tag_count", Math.log(2)),
            Map.entry("tag_affinity", 0.5),
            Map.entry("repeat_count", 0.0),
            Map.entry("hour_sin", 1.0),
            Map.entry("hour_cos", 0.0),
            Map.entry("weekday_sin", Math.sin(2 * Math.PI * 5.25 / 7)));
    expected.forEach((name, value) ->
        assertThat((double) out.get(0, assembler.schema().index(name)))
            .as(name)
            .isCloseTo(value, within(2e-6)));
    // the later item counts 1, the earlier ½^(1/30); item 5 shares g0 with the earlier
    double older = Math.pow(0.5, 1 / 30.0);
    assertThat((double) out.get(0, assembler.schema().index("cat_genres_affinity")))
        .isCloseTo(older / (1 + older) / 2, within(1e-6));
    assertThat((double) out.get(1, assembler.schema().index("repeat_days")))
        .isCloseTo(2, within(1e-6));
    assertThat((double) out.get(1, assembler.schema().index("repeat_count")))
        .isCloseTo(Math.log(2), within(1e-6));
  }

  @Test
  void theListIsASectionAndATable() {
    FittingPart part =
        TestWorld.random(1, 10, 12, 50, 20).part(Long.MAX_VALUE, true, Optional.empty());
    FeatureAssembler assembler =
        FeatureAssembler.fit(
            part,
            part,
            part,
            List.of(),
            TestWorld.graphs(part),
            List.of("a"),
            FeatureSettings.DEFAULT,
            folder,
            1,
            Progress.SILENT);
    assertThat(assembler.section().id()).isEqualTo("features");
    List<String> lines = FeatureDocs.markdown(assembler.schema()).lines().toList();
    assertThat(lines.stream().filter(l -> l.startsWith("- `")))
        .hasSize(assembler.schema().size())
        .contains(
            "- `src_a_rank` (score of candidates, lag 0, default 0): 60 / (60 + rank in a), 0 where it"
                + " did not bring the candidate.");
  }
}
