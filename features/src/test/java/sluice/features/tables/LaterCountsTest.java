package sluice.features.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.core.Dictionary;
import sluice.core.FittingPart;
import sluice.core.Progress;
import sluice.core.store.ArrayReader;
import sluice.core.store.ArrayWriter;
import sluice.features.TestWorld;

/**
 * Counts that go on: those of a part and what came later, against those that the SQL makes of the
 * whole.
 */
class LaterCountsTest {
  private static final long CUT = TestWorld.START + 50 * TestWorld.DAY;
  private static final long END = TestWorld.START + 70 * TestWorld.DAY;
  @TempDir Path folder;

  /** A world in which no impression is clicked across the cut. */
  private static TestWorld world(long seed) {
    TestWorld world = TestWorld.random(seed, 30, 40, 2500, 90);
    world.shown.removeIf(s -> s.time() >= CUT - TestWorld.DAY && s.time() < CUT);
    return world;
  }

  private FeatureTables tables(FittingPart part) throws Exception {
    return FeatureTables.build(part, Files.createTempDirectory(folder, "t"), 2, Progress.SILENT);
  }

  private static LaterCounter counter(TestWorld world, FittingPart part, FeatureTables before) {
    LaterCounter counter = new LaterCounter(part, before, END);
    List<TestWorld.Act> acts = new ArrayList<>(world.acts);
    Collections.shuffle(acts, new Random(1));
    for (TestWorld.Act a : acts) {
      if (a.time() >= part.asOf()) {
        counter.action(a.user(), a.item(), a.time(), a.weight(), a.value());
      }
    }
    world.shown.forEach(s -> counter.shown(s.user(), s.item(), s.time(), s.position()));
    return counter;
  }

  private static void assertSame(AsOfCounts counts, AsOfCounts whole) {
    assertThat(counts.entities()).isEqualTo(whole.entities());
    assertThat(counts.rows()).isEqualTo(whole.rows());
    int last = Cutoff.dayOf(END) + 1;
    for (int e = 0; e < whole.entities(); e++) {
      for (int day = Cutoff.dayOf(TestWorld.START) - 1; day <= last; day++) {
        for (CountColumn m : CountColumn.values()) {
          assertThat(counts.before(m, e, day))
              .as("%s of %d before %d", m, e, day)
              .isEqualTo(whole.before(m, e, day));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 22, 71})
  void countsOfAPartAndWhatCameLaterAreThoseOfTheWhole(long seed) throws Exception {
    TestWorld world = world(seed);
    FittingPart part = world.part(CUT, true, Optional.of(folder));
    FeatureTables before = tables(part);
    FeatureTables whole = tables(world.part(END, true, Optional.of(folder)));

    FeatureTables both = before.then(counter(world, part, before).counts(), part.users());

    assertSame(both.items(), whole.items());
    assertSame(both.users(), whole.users());
    assertSame(both.total(), whole.total());
    for (String column : List.of("genres", "creator")) {
      assertSame(both.categories(column), whole.categories(column));
    }
    assertThat(whole.total().window(CountColumn.CLICKS, 0, Cutoff.dayOf(END), 20)).isPositive();
    assertThat(whole.total().window(CountColumn.EXPECTED, 0, Cutoff.dayOf(END), 20)).isPositive();
    assertThat(whole.total().window(CountColumn.USERS, 0, Cutoff.dayOf(END), 20)).isPositive();
  }

  @Test
  void aDayOnWhichTheOnesEndAndTheOthersBeginIsOneRow() throws Exception {
    long noon = CUT + TestWorld.DAY / 2;
    TestWorld world = world(5);
    world.shown.clear();
    FittingPart part = world.part(noon, true, Optional.empty());
    FeatureTables before = tables(part);

    FeatureTables both = before.then(counter(world, part, before).counts(), part.users());

    FeatureTables whole = tables(world.part(END, true, Optional.empty()));
    assertSame(both.items(), whole.items());
    assertSame(both.users(), whole.users());
    assertSame(both.total(), whole.total());
  }

  @Test
  void whatIsToldLateCountsOnTheDayOnWhichThePartEnds() throws Exception {
    FittingPart part = world(5).part(CUT, true, Optional.empty());
    FeatureTables before = tables(part);
    LaterCounter counter = new LaterCounter(part, before, END);
    counter.action(0, 7, CUT - 9 * TestWorld.DAY, 1, Float.NaN);
    counter.action(0, 7, END, 1, Float.NaN);
    LaterCounts later = counter.counts();

    assertThat(later.interactions()).isEqualTo(1);
    assertThat(later.items().window(CountColumn.INTERACTIONS, 7, Cutoff.dayOf(CUT) + 1, 1))
        .isEqualTo(1);
  }

  @Test
  void aStrangerIsAUserOfTheItemAndOfNoRow() throws Exception {
    FittingPart part = world(5).part(CUT, true, Optional.of(folder));
    FeatureTables before = tables(part);
    LaterCounter counter = new LaterCounter(part, before, END);
    int stranger = part.users().size() + 4;
    counter.action(stranger, 7, CUT + 10, 1, Float.NaN);
    counter.action(stranger, 7, CUT + 20, 1, Float.NaN);
    counter.shown(stranger, 7, CUT + 5, 3);
    LaterCounts later = counter.counts();

    int next = Cutoff.dayOf(CUT) + 1;
    assertThat(later.items().before(CountColumn.USERS, 7, next)).isEqualTo(1);
    assertThat(later.items().before(CountColumn.CLICKS, 7, next)).isEqualTo(1);
    assertThat(later.users(part.users()).rows()).isZero();
  }

  @Test
  void aUserWhoComesBackToAnItemIsNoFurtherUserOfIt() throws Exception {
    TestWorld world = world(5);
    FittingPart part = world.part(CUT, true, Optional.empty());
    TestWorld.Act old = world.acts.stream().filter(a -> a.time() < CUT).findFirst().orElseThrow();
    FeatureTables before = tables(part);
    LaterCounter counter = new LaterCounter(part, before, END);
    counter.action(old.user(), old.item(), CUT + 10, 1, Float.NaN);

    assertThat(counter.counts().items().before(CountColumn.USERS, old.item(), Integer.MAX_VALUE))
        .isZero();
  }

  @Test
  void theyComeBackFromAFileAndWithoutAUser() throws Exception {
    TestWorld world = world(22);
    FittingPart part = world.part(CUT, true, Optional.of(folder));
    FeatureTables before = tables(part);
    LaterCounts later = counter(world, part, before).counts();
    Path file = folder.resolve("later.arrays");
    try (ArrayWriter out = new ArrayWriter(file)) {
      later.without("u3").write(out);
    }
    LaterCounts read;
    try (ArrayReader in = new ArrayReader(file)) {
      read = LaterCounts.read(in);
      in.finish();
    }

    assertThat(read.end()).isEqualTo(END);
    assertSame(read.items(), later.items());
    assertSame(read.total(), later.total());
    assertSame(read.users(part.users()), later.users(part.users()).without(3));
    assertThat(read.without("u3")).isSameAs(read);
    assertThat(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1))
        .contains("\2\0\0\0u4")
        .doesNotContain("\2\0\0\0u3");
  }

  @Test
  void ofUsersWhomTheDictionaryNoLongerHasNothingIsCounted() throws Exception {
    TestWorld world = world(22);
    FittingPart part = world.part(CUT, true, Optional.of(folder));
    LaterCounts later = counter(world, part, tables(part)).counts();
    List<String> renamed = new ArrayList<>(part.users().ids());
    renamed.set(3, "somebody else");

    assertSame(later.users(Dictionary.of(renamed)), later.users(part.users()).without(3));
  }

  @Test
  void countsThatBeginBeforeOthersEndAreRefused() {
    AsOfCounts one =
        AsOfCounts.of(new int[] {0, 1}, new int[] {9}, Map.of(CountColumn.USERS, new long[] {1}));
    AsOfCounts early =
        AsOfCounts.of(new int[] {0, 1}, new int[] {8}, Map.of(CountColumn.USERS, new long[] {1}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> one.then(early))
        .withMessage("entity 0 goes on before it ends");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> one.then(AsOfCounts.none(2)))
        .withMessage("counts of 1 entities cannot go on with 2");
    assertThatIllegalArgumentException().isThrownBy(() -> one.among(new int[0], 3));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AsOfCounts.none(2).among(new int[] {1, 0}, 3))
        .withMessage("entities are to be in ascending order");
  }
}
