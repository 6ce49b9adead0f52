package sluice.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.core.Candidates;
import sluice.core.FeatureMatrix;
import sluice.core.FittingPart;
import sluice.core.Progress;
import sluice.core.Request;
import sluice.features.tables.BrokenCutoff;
import sluice.features.tables.Cutoff;
import sluice.features.tables.FeatureTables;

/**
 * Plants rows that a request may not see and looks for any bit that moved; then breaks the cutoff
 * to see that it would.
 */
class NoPeekingTest {
  private static final int USER = 3;
  private static final long REQUEST = TestWorld.START + 50 * TestWorld.DAY + 40_000_000L;
  private static final long CUT = TestWorld.START + 70 * TestWorld.DAY;
  @TempDir Path folder;

  /** Where a user other than the request's does things at and after a time. */
  private static void plantActs(TestWorld world, long from) {
    for (int k = 0; k < 300; k++) {
      int user = k % 30 == USER ? USER + 1 : k % 30;
      world.acts.add(new TestWorld.Act(user, k % 40, from + (k % 5) * 3_000_000L, 5, 1));
    }
  }

  private static void plantTags(TestWorld world, long from) {
    for (int k = 0; k < 300; k++) {
      world.tags.add(new TestWorld.Tagged(k % 30, k % 40, k % 12, from + (k % 5) * 3_000_000L));
    }
  }

  private static void plantImpressions(TestWorld world, long from) {
    for (int k = 0; k < 300; k++) {
      world.shown.add(new TestWorld.Shown(k % 30, k % 40, from + (k % 5) * 3_000_000L, k % 5));
    }
  }

  private static TestWorld world() {
    return TestWorld.random(21, 30, 40, 2500, 90);
  }

  /**
   * Returns the names of the features that differ in any bit between two worlds, by the groups that
   * respect time.
   */
  private Set<String> moved(TestWorld plain, TestWorld planted, Cutoff cutoff, long asOf)
      throws Exception {
    FeatureMatrix a = rows(plain, cutoff, asOf, "plain");
    FeatureMatrix b = rows(planted, cutoff, asOf, "planted");
    assertThat(b.schema().features()).isEqualTo(a.schema().features());
    Set<String> moved = new TreeSet<>();
    for (int r = 0; r < a.rows(); r++) {
      for (int j = 0; j < a.columns(); j++) {
        if (Float.floatToRawIntBits(a.get(r, j)) != Float.floatToRawIntBits(b.get(r, j))) {
          moved.add(a.schema().features().get(j).name());
        }
      }
    }
    return moved;
  }

  private FeatureMatrix rows(TestWorld world, Cutoff cutoff, long asOf, String name)
      throws Exception {
    Path own = Files.createDirectories(folder.resolve(name));
    FittingPart part = world.part(asOf, true, Optional.of(own));
    FeatureAssembler assembler =
        FeatureAssembler.fit(
            part,
            part,
            List.of(TestWorld.embedding(40, 8, 1)),
            TestWorld.graphs(part),
            List.of("a", "b"),
            FeatureSettings.DEFAULT,
            FeatureTables.build(part, own, 2, Progress.SILENT),
            cutoff);
    FeatureMatrix out = new FeatureMatrix(assembler.schema(), 40);
    Request request = TestWorld.request(part, USER, REQUEST);
    Candidates candidates = TestWorld.candidates(part, request, 40, 2);
    assembler.assemble(candidates, out, assembler.newScratch());
    return out;
  }

  private static Cutoff honest() {
    return Cutoff.of(Duration.ZERO, CUT, true);
  }

  @Test
  void whatIsHeldOutMovesNothing() throws Exception {
    TestWorld planted = world();
    plantActs(planted, CUT);
    plantTags(planted, CUT);
    plantImpressions(planted, CUT);
    assertThat(moved(world(), planted, honest(), CUT)).isEmpty();
    for (String file : FeatureTables.files()) {
      assertThat(Files.readAllBytes(folder.resolve("planted").resolve(file)))
          .as(file)
          .isEqualTo(Files.readAllBytes(folder.resolve("plain").resolve(file)));
    }
  }

  /**
   * Rows of other users inside the fitting part, from the request's time on: what is fitted
   * (transitions, co-occurrence) sees them under a protocol that parts each user by time, as the
   * report says; what is read as of the request does not.
   */
  @Test
  void whatOthersDoFromTheRequestOnMovesOnlyWhatIsFitted() throws Exception {
    TestWorld planted = world();
    plantActs(planted, REQUEST);
    plantTags(planted, REQUEST);
    plantImpressions(planted, REQUEST);
    Set<String> moved = moved(world(), planted, honest(), CUT);
    assertThat(moved).allMatch(n -> n.startsWith("transition_") || n.startsWith("cooc_"));
    assertThat(moved).isNotEmpty();
  }

  @Test
  void theRequestsOwnDayMovesNoCountButItsTagsAreRead() throws Exception {
    long morning = REQUEST - REQUEST % TestWorld.DAY + 1000;
    TestWorld acts = world();
    plantActs(acts, morning);
    assertThat(moved(world(), acts, honest(), CUT))
        .noneMatch(n -> n.startsWith("item_") || n.startsWith("cat_"));
    TestWorld tags = world();
    plantTags(tags, morning);
    assertThat(moved(world(), tags, honest(), CUT)).contains("tag_cosine", "tag_count");
  }

  @Test
  void aCutoffThatReadsTheRequestsDayIsNoticedInCounts() throws Exception {
    TestWorld planted = world();
    plantActs(planted, REQUEST);
    plantImpressions(planted, REQUEST);
    Set<String> moved = moved(world(), planted, BrokenCutoff.ahead(Duration.ofDays(1)), CUT);
    assertThat(moved)
        .contains(
            "item_count_all",
            "item_share_1d",
            "item_mean_value",
            "item_click_rate_7d",
            "cat_genres_lift",
            "item_trend_7d");
  }

  @Test
  void aCutoffThatReadsTheSameInstantIsNoticedInTags() throws Exception {
    TestWorld planted = world();
    plantTags(planted, REQUEST);
    Set<String> moved = moved(world(), planted, BrokenCutoff.ahead(Duration.ofMillis(1)), CUT);
    assertThat(moved).contains("tag_cosine", "tag_count", "tag_affinity");
  }

  @Test
  void aPartThatHoldsWhatIsHeldOutIsNoticed() throws Exception {
    TestWorld planted = world();
    plantActs(planted, CUT);
    plantImpressions(planted, CUT);
    Set<String> moved = moved(world(), planted, honest(), Long.MAX_VALUE);
    assertThat(moved).anyMatch(n -> n.startsWith("cooc_"));
  }

  @Test
  void aLagHidesTheDaysBefore() {
    long noon = TestWorld.START + TestWorld.DAY / 2;
    int day = Cutoff.dayOf(TestWorld.START);
    assertThat(Cutoff.of(Duration.ofDays(2), CUT, true).day(noon)).isEqualTo(day - 2);
    assertThat(Cutoff.of(Duration.ofDays(2), CUT, true).time(noon))
        .isEqualTo(noon - 2 * TestWorld.DAY);
    assertThat(Cutoff.of(Duration.ZERO, CUT, true).time(CUT + 5)).isEqualTo(CUT);
    assertThat(Cutoff.of(Duration.ZERO, CUT, false).time(noon)).isEqualTo(Long.MAX_VALUE);
    org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
        .isThrownBy(() -> Cutoff.of(Duration.ofDays(-1), CUT, true))
        .withMessageContaining("future");
  }
}
