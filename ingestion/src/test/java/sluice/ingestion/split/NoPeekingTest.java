package sluice.ingestion.split;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sluice.core.Fold;
import sluice.ingestion.split.Story.Row;
import sluice.ingestion.split.Story.Tagged;
import sluice.ingestion.split.Story.Version;

/**
 * Contract 1 at the level of the split: whatever is changed in the held-out part leaves every array
 * of the fitting part, of the train split and of the ranker's requests as it was, to the bit.
 *
 * <p>What a protocol goes by is left as it is: the number of interactions where it counts them, the
 * first held-out moment where it is the cutoff.
 */
class NoPeekingTest {
  private static final long CUTOFF = 130_000;

  static Stream<Arguments> cases() {
    Protocol rolling =
        new Protocol.GlobalTemporal(
            OptionalLong.of(CUTOFF), 0.3, Optional.of(new Protocol.Rolling(0.05)));
    return Stream.concat(SplitPropertiesTest.protocols(), Stream.of(rolling))
        .flatMap(p -> Stream.of(11L, 12L, 13L).map(seed -> Arguments.of(p, seed)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void heldOutChangesLeaveNoTrace(Protocol protocol, long seed) {
    Story story = SplitPropertiesTest.story(protocol, seed);
    // Without time, a tag leaves with its held-out pair: such tags would come and go with the pair.
    Set<String> tested = new HashSet<>();
    story.test.forEach(r -> tested.add(r.user() + " " + r.item()));
    story.tags.removeIf(t -> tested.contains(t.user() + " " + t.item()));
    // In k-fold a row is held out once and fitted on otherwise: fold 0 is looked at.
    Holdout holdout = Holdouts.outer(story.dataset(), protocol, 0, seed);
    Story planted = plant(story, protocol, holdout, new SplittableRandom(seed));
    Split before = split(story, protocol, seed);
    Split after = split(planted, protocol, seed);
    assertThat(learned(after.folds().get(0))).isEqualTo(learned(before.folds().get(0)));
    assertThat(after.excludeSeen()).isEqualTo(before.excludeSeen());
    assertThat(DeepPrint.of(after.folds().get(0).test()))
        .as("the change is seen where it should be")
        .isNotEqualTo(DeepPrint.of(before.folds().get(0).test()));
  }

  private static Split split(Story story, Protocol protocol, long seed) {
    return Splitter.split(
        story.dataset(), protocol, SeenPolicy.AUTO, SplitPropertiesTest.LIKES, seed);
  }

  private static Map<String, String> learned(Fold fold) {
    return DeepPrint.of(
        List.of(fold.fitting(), fold.inner(), fold.train(), fold.tune(), fold.calibrate()));
  }

  private static Story plant(
      Story story, Protocol protocol, Holdout holdout, SplittableRandom random) {
    Story planted = story.copy();
    switch (protocol) {
      case Protocol.GlobalTemporal p -> {
        if (p.cutoff().isPresent()) {
          addLater(planted, CUTOFF, random);
        } else {
          addTablesLater(planted, holdout.cutoff());
        }
        replace(planted, holdout, random);
      }
      case Protocol.PerUserTemporal p -> {
        replace(planted, holdout, random);
        planted.rows.add(new Row("a new user", "i1", 77_000, 5, "view", 3));
        addTagsOfTheHeldOut(planted, holdout, story);
      }
      case Protocol.LeaveOneOut p -> {
        replace(planted, holdout, random);
        addTagsOfTheHeldOut(planted, holdout, story);
      }
      case Protocol.RandomPerUser p -> replacePairs(planted, holdout, true);
      case Protocol.RandomPerItem p -> replacePairs(planted, holdout, false);
      case Protocol.UserFolds p -> replacePairs(planted, holdout, true);
      case Protocol.KFold p -> {
        // Other pairs could fall into another fold: the same pairs with other values, and again.
        for (int i = holdout.held().nextSetBit(0); i >= 0; i = holdout.held().nextSetBit(i + 1)) {
          Row r = story.rows.get(i);
          planted.rows.set(i, new Row(r.user(), r.item(), r.time(), r.value() + 2, "buy", 99 + i));
          planted.rows.add(r);
        }
      }
      case Protocol.Given p -> {
        for (int i = 1; i < planted.test.size(); i++) {
          Row r = planted.test.get(i);
          planted.test.set(i, new Row(r.user(), "new " + i % 9, r.time() + i, 5, "buy", i));
        }
        planted.test.add(new Row("a new user", "i0", 900_000, 5, "view", 3));
        if (p.causal().orElseThrow()) {
          addTablesLater(planted, holdout.cutoff());
        }
      }
    }
    return planted;
  }

  /** Gives held-out rows other items, values, events, sessions and, but a user's first, times. */
  private static void replace(Story story, Holdout holdout, SplittableRandom random) {
    Set<String> met = new HashSet<>();
    for (int i = holdout.held().nextSetBit(0); i >= 0; i = holdout.held().nextSetBit(i + 1)) {
      Row r = story.rows.get(i);
      // What ties with the cutoff keeps its time: together they make the cutoff.
      boolean keepTime = met.add(r.user()) || r.time() == holdout.cutoff();
      story.rows.set(
          i,
          new Row(
              r.user(),
              random.nextBoolean() ? "new " + random.nextInt(5) : "i0",
              r.time() + (keepTime ? 0 : random.nextInt(50_000)),
              5,
              "buy",
              1000 + i));
    }
  }

  /** Gives each held-out pair another item (or user), the same for all its rows. */
  private static void replacePairs(Story story, Holdout holdout, boolean item) {
    Map<String, String> other = new HashMap<>();
    for (int i = holdout.held().nextSetBit(0); i >= 0; i = holdout.held().nextSetBit(i + 1)) {
      Row r = story.rows.get(i);
      String fresh =
          other.computeIfAbsent(r.user() + " " + r.item(), pair -> "new " + other.size());
      story.rows.set(
          i,
          new Row(item ? r.user() : fresh, item ? fresh : r.item(), r.time(), 5, "buy", 1000 + i));
      // The tags of what was held out go with it.
      story.tags.replaceAll(t ->
          t.user().equals(r.user()) && t.item().equals(r.item())
              ? new Tagged(t.user(), fresh, "planted " + t.tag(), t.time())
              : t);
    }
  }

  private static void addTagsOfTheHeldOut(Story story, Holdout holdout, Story before) {
    for (int i = holdout.held().nextSetBit(0); i >= 0; i = holdout.held().nextSetBit(i + 1)) {
      Row r = before.rows.get(i);
      story.tags.add(new Tagged(r.user(), r.item(), "planted " + i, r.time() + 60_000));
    }
  }

  private static void addLater(Story story, long cutoff, SplittableRandom random) {
    for (int k = 0; k < 60; k++) {
      story.rows.add(
          new Row(
              k % 3 == 0 ? "a new user " + k : "u" + k % 7,
              k % 2 == 0 ? "a new item " + k : "i" + k % 5,
              cutoff + random.nextInt(90_000),
              5,
              "buy",
              500 + k));
    }
    addTablesLater(story, cutoff);
  }

  private static void addTablesLater(Story story, long cutoff) {
    for (int k = 0; k < 20; k++) {
      story.tags.add(new Tagged("u" + k, "i" + k % 4, "a later tag " + k, cutoff + k));
      story.itemTable.add(
          new Version("0 later item " + k, Long.MIN_VALUE, cutoff + k, Long.MAX_VALUE, "0 g" + k));
      story.itemTable.add(
          new Version("i" + k, cutoff + 100_000 + k, Long.MIN_VALUE, cutoff, "0 genre " + k));
      story.userTable.add(
          new Version("u" + k, cutoff + k, Long.MIN_VALUE, Long.MAX_VALUE, "0 country " + k));
      story.userTable.add(
          new Version(
              "0 new user " + k, Long.MIN_VALUE, Long.MIN_VALUE, Long.MAX_VALUE, "0 land " + k));
    }
  }

  private final Protocol byDate = new Protocol.GlobalTemporal(OptionalLong.of(CUTOFF), 0.2);

  /** Learned things of a split whose parts are made by a given, possibly broken, rule. */
  private Map<String, String> learnedBy(Story story, Rules how) {
    Dataset data = story.dataset();
    Holdout right = Holdouts.outer(data, byDate, 0, 1);
    Holdout used = how.outer(right);
    Part outer = new Part(data, used, false);
    Holdout nested = how.nested(data, outer.data());
    Splitter splitter = new Splitter(data, byDate, SplitPropertiesTest.LIKES, 1);
    return learned(splitter.fold(0, right, outer, nested, true).fold());
  }

  private interface Rules {
    Holdout outer(Holdout right);

    Holdout nested(Dataset data, Dataset fitting);
  }

  /** The right rules; each breakage overrides one. */
  private static class Breakage implements Rules {
    @Override
    public Holdout outer(Holdout right) {
      return right;
    }

    @Override
    public Holdout nested(Dataset data, Dataset fitting) {
      return Holdouts.nested(
          fitting, new Protocol.GlobalTemporal(OptionalLong.empty(), 0.2), Timing.ONE_TIME, 0, 1);
    }
  }

  private boolean noticed(Rules how) {
    Story story = Story.random(21);
    Story planted = story.copy();
    addLater(planted, CUTOFF, new SplittableRandom(3));
    return !learnedBy(story, how).equals(learnedBy(planted, how));
  }

  @Test
  void theCheckPassesWhatIsRight() {
    assertThat(noticed(new Breakage() {})).isFalse();
  }

  @Test
  void theCheckNoticesACutoffThatIsTooLate() {
    assertThat(
            noticed(
                new Breakage() {
                  @Override
                  public Holdout outer(Holdout right) {
                    var kept = (java.util.BitSet) right.kept().clone();
                    kept.set(right.held().nextSetBit(0), right.held().nextSetBit(0) + 5);
                    return Holdout.parting(
                        right.heldTable(), kept, Timing.ONE_TIME, right.cutoff());
                  }
                }))
        .isTrue();
  }

  @Test
  void theCheckNoticesTagsAndAttributesFromAfterTheCutoff() {
    assertThat(
            noticed(
                new Breakage() {
                  @Override
                  public Holdout outer(Holdout right) {
                    return new Holdout(
                        right.kept(),
                        right.heldTable(),
                        right.held(),
                        Timing.ONE_TIME,
                        right.cutoff() + 10);
                  }
                }))
        .isTrue();
  }

  @Test
  void theCheckNoticesANestedSplitThatCountsWhatIsHeldOut() {
    assertThat(
            noticed(
                new Breakage() {
                  @Override
                  public Holdout nested(Dataset data, Dataset fitting) {
                    double share = 0.2 * fitting.interactions().size() / data.interactions().size();
                    return Holdouts.nested(
                        fitting,
                        new Protocol.GlobalTemporal(OptionalLong.empty(), share),
                        Timing.ONE_TIME,
                        0,
                        1);
                  }
                }))
        .isTrue();
  }

  @Test
  void theFlagOfSeenItemsDoesNotLookAhead() {
    Story story = Story.random(31);
    story.rows.removeIf(r -> r.time() < CUTOFF);
    Set<String> pairs = new HashSet<>();
    for (Row r : Story.random(31).rows) {
      if (r.time() < CUTOFF && pairs.add(r.user() + r.item())) {
        story.rows.add(r);
      }
    }
    Split split =
        Splitter.split(story.dataset(), byDate, SeenPolicy.AUTO, SplitPropertiesTest.LIKES, 1);
    assertThat(Splitter.repeats(split.folds().get(0).fitting())).isZero();
    assertThat(split.excludeSeen()).as("repeats are held out only").isTrue();
  }
}
