package sluice.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
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
import sluice.core.YamlFile;
import sluice.features.tables.LaterCounter;

/** Counts that go on after the fitting part's end, for requests that lie after it. */
class DatedCountsTest {
  private static final int USER = 3;
  private static final long CUT = TestWorld.START + 50 * TestWorld.DAY;
  private static final long REQUEST = TestWorld.START + 60 * TestWorld.DAY + 40_000_000L;
  @TempDir Path folder;

  private static TestWorld world() {
    return TestWorld.random(22, 30, 40, 2500, 90);
  }

  private static TestWorld with(long from) {
    TestWorld world = world();
    for (int k = 0; k < 300; k++) {
      int user = k % 30 == USER ? USER + 1 : k % 30;
      world.acts.add(new TestWorld.Act(user, k % 40, from + (k % 5) * 3_000_000L, 5, 1));
      world.shown.add(new TestWorld.Shown(k % 30, k % 40, from + (k % 5) * 3_000_000L, k % 5));
    }
    return world;
  }

  /** The part's end is CUT; counts are of everything the world holds, or of the part alone. */
  private FeatureMatrix rows(TestWorld world, boolean dated, String name) throws Exception {
    Path own = Files.createDirectories(folder.resolve(name));
    FittingPart part = world.part(CUT, true, Optional.of(own));
    FittingPart counted = dated ? world.part(Long.MAX_VALUE, true, Optional.of(own)) : part;
    return rows(assembler(part, counted, name), part);
  }

  private static Set<String> moved(FeatureMatrix a, FeatureMatrix b) {
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

  @Test
  void daysBetweenTheCutoffAndTheRequestAreCounted() throws Exception {
    Set<String> moved =
        moved(rows(world(), true, "plain"), rows(with(CUT + 2 * TestWorld.DAY), true, "planted"));
    assertThat(moved)
        .contains("item_count_all", "item_count_30d", "item_click_rate_30d", "cat_genres_lift")
        .noneMatch(n -> n.startsWith("transition_") || n.startsWith("cooc_"))
        .noneMatch(n -> n.startsWith("tag_") || n.startsWith("emb_"));
  }

  @Test
  void withoutThemTheyAreNot() throws Exception {
    assertThat(
            moved(
                rows(world(), false, "plain"),
                rows(with(CUT + 2 * TestWorld.DAY), false, "planted")))
        .isEmpty();
  }

  @Test
  void theRequestsOwnDayAndWhatFollowsMoveNothing() throws Exception {
    long morning = REQUEST - REQUEST % TestWorld.DAY + 1000;
    assertThat(moved(rows(world(), true, "plain"), rows(with(morning), true, "planted"))).isEmpty();
    assertThat(
            moved(rows(world(), true, "again"), rows(with(REQUEST + TestWorld.DAY), true, "later")))
        .isEmpty();
  }

  @Test
  void goingOnGivesTheFeaturesThatCountingAllOfItGives() throws Exception {
    TestWorld world = world();
    world.shown.removeIf(s -> s.time() >= CUT - TestWorld.DAY && s.time() < CUT);
    long end = REQUEST - REQUEST % TestWorld.DAY;
    FittingPart part = world.part(CUT, true, Optional.of(folder));
    FeatureAssembler ended = assembler(part, part, "ended");
    LaterCounter counter = new LaterCounter(part, ended.tables(), end);
    world.acts.stream()
        .filter(a -> a.time() >= CUT)
        .forEach(a -> counter.action(a.user(), a.item(), a.time(), a.weight(), a.value()));
    world.shown.forEach(s -> counter.shown(s.user(), s.item(), s.time(), s.position()));

    FeatureAssembler goingOn = ended.with(counter.counts());

    FeatureAssembler whole = assembler(part, world.part(end, true, Optional.of(folder)), "whole");
    assertThat(goingOn.schema()).isSameAs(ended.schema());
    assertThat(moved(rows(goingOn, part), rows(whole, part))).isEmpty();
    assertThat(moved(rows(goingOn, part), rows(ended, part)))
        .contains("item_count_30d", "item_trend_7d", "item_click_rate_7d", "cat_genres_lift");
  }

  private FeatureAssembler assembler(FittingPart part, FittingPart dated, String name)
      throws Exception {
    return FeatureAssembler.fit(
        part,
        part,
        dated,
        List.of(TestWorld.embedding(40, 8, 1)),
        TestWorld.graphs(part),
        List.of("a", "b"),
        FeatureSettings.read(YamlFile.parse("categories: 8", "c.yaml")),
        Files.createDirectories(folder.resolve(name)),
        2,
        Progress.SILENT);
  }

  private static FeatureMatrix rows(FeatureAssembler assembler, FittingPart part) {
    FeatureMatrix out = new FeatureMatrix(assembler.schema(), 40);
    Request request = TestWorld.request(part, USER, REQUEST);
    assembler.assemble(TestWorld.candidates(part, request, 40, 2), out, assembler.newScratch());
    return out;
  }

  @Test
  void countsOfAnotherCatalogueAreRefused() {
    FittingPart part = world().part(CUT, true, Optional.empty());
    FittingPart other = TestWorld.random(22, 30, 41, 100, 90).part(CUT, true, Optional.empty());
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            FeatureAssembler.fit(
                part,
                part,
                other,
                List.of(),
                TestWorld.graphs(part),
                List.of("a"),
                FeatureSettings.DEFAULT,
                folder,
                1,
                Progress.SILENT))
        .withMessageContaining("another catalogue");
  }

  @Test
  void anAssemblerOfNoFeaturesLeavesNoTrace() throws Exception {
    FittingPart part = world().part(CUT, true, Optional.empty());
    FeatureAssembler none = FeatureAssembler.none(part, List.of("a", "b"), FeatureSettings.DEFAULT);
    FeatureMatrix out = new FeatureMatrix(none.schema(), 40);
    Candidates candidates =
        TestWorld.candidates(part, TestWorld.request(part, USER, REQUEST), 40, 2);
    none.assemble(candidates, out, none.newScratch());
    assertThat(out.columns()).isZero();
    assertThat(out.rows()).isEqualTo(candidates.size());
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }
}
