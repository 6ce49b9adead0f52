package sluice.ranking.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import sluice.core.Candidates;
import sluice.core.Feature;
import sluice.core.FeatureMatrix;
import sluice.core.FeatureSchema;
import sluice.core.Fold;
import sluice.core.JudgedRequest;
import sluice.core.RankedItems;
import sluice.core.RankingSet;
import sluice.core.UserError;
import sluice.ranking.RankingSets;

/** Impressions as training rows. */
final class ShownItemsTest {
  static TrainingSettings settings(Object... more) {
    Object[] all = new Object[more.length + 2];
    System.arraycopy(more, 0, all, 0, more.length);
    all[more.length] = "rows";
    all[more.length + 1] = "impressions";
    return TrainingSettings.read(RankingSets.settings(all));
  }

  /**
   * User 0 is shown items 50, 51, 52 at hour 110 and item 50 again at 112, views 50 at 113, buys 51
   * two days later, hides 52, and is shown 7, of the history, and 60 by itself.
   */
  private static ShownLog log() {
    return new ShownLog()
        .did(0, 7, 1, 0)
        .shown(0, 1, 50, 110, 1, 1)
        .shown(0, 1, 51, 110, 2, 1)
        .shown(0, 1, 52, 110, 3, 1)
        .shown(0, 2, 50, 112, 4, 1)
        .shown(0, 2, 7, 112, 5, 1)
        .shown(0, 3, 60, 114, 1, 1)
        .shown(0, 0, 53, 99, 1, 1)
        .did(0, 50, 113, 0)
        .did(0, 52, 110.1, 2)
        .did(0, 51, 158.5, 1)
        .did(0, 60, 115, 0)
        .did(0, 60, 116, 1);
  }

  private static ShownItems.Rows rows(ShownLog log, TrainingSettings settings) {
    Fold fold = log.fold();
    return ShownItems.of(fold, log.impressions(), settings).of(fold.train().getFirst());
  }

  @Test
  void anInteractionBelongsToTheLatestImpressionWithinTheWindow() {
    ShownItems.Rows day = rows(log(), settings());
    assertThat(day.items()).containsExactly(50, 51, 52, 50, 60);
    assertThat(day.positions()).containsExactly(1, 2, 3, 4, ShownItems.ALONE);
    assertThat(day.clicked().stream()).containsExactly(3, 4);
    ShownItems.Rows longer = rows(log(), settings("labelHours", 48.5));
    assertThat(longer.clicked().stream()).containsExactly(3, 4);
    longer = rows(log(), settings("labelHours", 48.6));
    assertThat(longer.clicked().stream()).containsExactly(1, 3, 4);
  }

  /** Features: item and position; candidates: items 40 … 54. */
  private static final class Access implements RequestFeatures {
    private static final FeatureSchema SCHEMA = withPosition();

    private static FeatureSchema withPosition() {
      Feature item = RankingSets.schema(1).features().getFirst();
      return new FeatureSchema(
          List.of(
              item,
              new Feature(
                  "position", item.type(), 1, "position", item.owner(), item.lag(), "test")));
    }

    @Override
    public FeatureSchema schema() {
      return SCHEMA;
    }

    @Override
    public Candidates candidates(JudgedRequest request, Predicate<String> leftOut) {
      int[] items = new int[15];
      float[] scores = new float[15];
      for (int c = 0; c < 15; c++) {
        items[c] = 40 + c;
      }
      return new Candidates(
          request.request(),
          List.of("s"),
          new RankedItems(items, scores),
          new int[1][15],
          new float[1][15],
          new int[] {15});
    }

    @Override
    public void features(Candidates candidates, FeatureMatrix out) {
      out.resize(candidates.size());
      for (int c = 0; c < candidates.size(); c++) {
        out.set(c, 0, candidates.item(c));
        out.set(c, 1, 1);
      }
    }
  }

  private static BuiltSet build(TrainingSettings settings, boolean train) {
    ShownLog log = log();
    Fold fold = log.fold();
    TrainingSetBuilder builder =
        new TrainingSetBuilder(
            settings,
            fold.inner(),
            Optional.of(ShownItems.of(fold, log.impressions(), settings)),
            42,
            1);
    return train
        ? builder.train(fold.train(), Access::new)
        : builder.tune(fold.train(), Access::new);
  }

  private static List<List<Float>> table(RankingSet set) {
    List<List<Float>> rows = new ArrayList<>();
    for (int r = 0; r < set.rows(); r++) {
      rows.add(List.of(set.features().get(r, 0), set.features().get(r, 1), set.label(r)));
    }
    return rows;
  }

  @Test
  void impressionsAreRowsWithTheirPositionAndTheGainWhereAnInteractionFollowed() {
    BuiltSet built = build(settings(), true);
    assertThat(table(built.set()))
        .containsExactly(
            List.of(50f, 1f, 0f),
            List.of(51f, 2f, 0f),
            List.of(52f, 3f, 0f),
            List.of(50f, 4f, 2f),
            List.of(60f, 1f, 2f));
    assertThat(built.negativesShare()).isEqualTo(1);
  }

  @Test
  void withBothAnItemThatWasShownIsNoCandidateRow() {
    TrainingSettings both =
        TrainingSettings.read(RankingSets.settings("rows", "both", "atLeast", 100L));
    List<List<Float>> rows = table(build(both, true).set());
    assertThat(rows).hasSize(12 + 5);
    assertThat(rows.subList(0, 12)).extracting(row -> row.get(0)).doesNotContain(50f, 51f, 52f);
    assertThat(rows.subList(0, 12)).extracting(row -> row.get(1)).containsOnly(Float.NaN);
    assertThat(rows.get(12)).containsExactly(50f, 1f, 0f);
  }

  @Test
  void tuningTakesAllCandidatesAtPositionOne() {
    List<List<Float>> rows = table(build(settings(), false).set());
    assertThat(rows).hasSize(15);
    assertThat(rows).extracting(row -> row.get(1)).containsOnly(1f);
    assertThat(rows).filteredOn(row -> row.get(2) > 0).hasSize(2);
  }

  @Test
  void clicksOfSeldomSeenPositionsWeighMore() {
    ShownLog log = log();
    for (int user = 1; user < 9; user++) {
      log.shown(user, 10 + user, 50, 10, 1, 0.5).shown(user, 10 + user, 51, 10, 4, 0.5);
      log.did(user, 50, 11, 0);
      if (user < 5) {
        log.did(user, 51, 11, 0);
      }
    }
    TrainingSettings settings = settings("positionBias", "propensities", "maxWeight", 1.5);
    Fold fold = log.fold();
    BuiltSet built =
        new TrainingSetBuilder(
                settings,
                fold.inner(),
                Optional.of(ShownItems.of(fold, log.impressions(), settings)),
                42,
                1)
            .train(fold.train(), Access::new);
    double theta = built.positionBias().orElseThrow().examination()[3];
    assertThat(theta).isBetween(0.4, 0.95);
    assertThat(built.set().weight(3)).isEqualTo((float) Math.min(1.5, 1 / theta));
    assertThat(built.set().weight(1)).isEqualTo(1);
    assertThat(built.set().weight(4)).isEqualTo(1);
  }

  @Test
  void requestsOfOneUserShareOutItsImpressions() {
    ShownLog log = log();
    Fold fold = log.fold();
    JudgedRequest first = fold.train().getFirst();
    JudgedRequest second =
        new JudgedRequest(
            new sluice.core.Request(
                "q0#2", 0, "u0", 111 * ShownLog.HOUR, first.request().history(), Map.of()),
            new int[] {60},
            new String[] {"i60"},
            new float[] {1},
            new float[1],
            first.held());
    Fold rolling =
        new Fold(
            0,
            fold.fitting(),
            List.of(),
            fold.inner(),
            List.of(second, first),
            List.of(),
            List.of());
    ShownItems items = ShownItems.of(rolling, log.impressions(), settings());
    assertThat(items.of(first).items()).containsExactly(50, 51, 52);
    assertThat(items.of(second).items()).containsExactly(50, 60);
  }

  @Test
  void whatCannotBeTrainedOnIsRefused() {
    ShownLog early = new ShownLog().shown(0, 1, 50, 99, 1, 1).did(0, 50, 101, 0);
    assertThatThrownBy(() -> rows(early, settings()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(
            "none of the data's 1 impressions was shown to a training user in the inner holdout");
    ShownLog unplaced = log().shown(0, 4, 55, 120, 0, 1);
    assertThatThrownBy(() -> rows(unplaced, settings("positionBias", "em")))
        .hasMessageContaining("there are impressions without a position");
    assertThat(rows(unplaced, settings()).items()).hasSize(6);
    assertThatThrownBy(() -> TrainingSettings.read(RankingSets.settings("positionBias", "feature")))
        .hasMessageContaining("candidates have no position; set rows: impressions or rows: both");
    assertThatThrownBy(() -> settings("maxWeight", 0.5)).hasMessageContaining("maxWeight");
    assertThatThrownBy(() -> settings("labelHours", 0.0)).hasMessageContaining("labelHours");
  }
}
