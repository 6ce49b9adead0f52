package sluice.ingestion.split;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.core.Fold;
import sluice.core.JudgedRequest;
import sluice.ingestion.split.Story.Row;

/** What is drawn for one user (item) is no matter of who else is there. */
class IndependentDrawsTest {
  private static Set<String> pairs(
      Story story, Protocol protocol, int fold, long seed, Predicate<Row> of) {
    Dataset data = story.dataset();
    Holdout holdout = Holdouts.outer(data, protocol, fold, seed);
    Set<String> pairs = new HashSet<>();
    for (int i = 0; i < story.rows.size(); i++) {
      Row r = story.rows.get(i);
      if (of.test(r)) {
        String side = holdout.held().get(i) ? "held" : holdout.aside().get(i) ? "aside" : "kept";
        pairs.add(side + " " + r.user() + " " + r.item());
      }
    }
    return pairs;
  }

  private static void independent(
      Protocol protocol, long seed, Function<Row, String> group, String some) {
    Story all = Story.random(seed);
    Story alone = all.copy();
    alone.rows.removeIf(r -> group.apply(r).hashCode() % 3 == 0 && !group.apply(r).equals(some));
    Story more = all.copy();
    for (int k = 0; k < 30; k++) {
      // Other users of other items, so that no group that is looked at grows.
      more.rows.add(new Row("v" + k % 4, "j" + k, 1000L * k));
    }
    Predicate<Row> kept = r -> group.apply(r).hashCode() % 3 != 0 || group.apply(r).equals(some);
    Predicate<Row> old = r -> !r.user().startsWith("v");
    for (int fold = 0; fold < protocol.folds(); fold++) {
      Set<String> before = pairs(all, protocol, fold, seed, kept);
      assertThat(pairs(alone, protocol, fold, seed, kept)).isEqualTo(before);
      assertThat(pairs(more, protocol, fold, seed, kept.and(old))).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void noUserHasASayInAnothersPart(long seed) {
    for (Protocol protocol :
        List.of(
            new Protocol.RandomPerUser(0.1, Rounding.DOWN, 0.1),
            new Protocol.RandomPerUser(0.3),
            new Protocol.UserFolds(3, 0.2, Rounding.NEAREST, OptionalInt.empty()),
            new Protocol.UserFolds(2, 0.2, Rounding.NEAREST, OptionalInt.of(4)))) {
      independent(protocol, seed, Row::user, "u1");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void noItemHasASayInAnothersPart(long seed) {
    independent(new Protocol.RandomPerItem(0.25, Rounding.UP), seed, Row::item, "i1");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyUserIsTestedInOneFoldAndTheOthersStayWhole(long seed) {
    Story story = Story.random(seed);
    Dataset data = story.dataset();
    Protocol protocol = new Protocol.UserFolds(4, 0.5, Rounding.UP, OptionalInt.empty());
    Set<String> tested = new HashSet<>();
    for (int fold = 0; fold < 4; fold++) {
      Holdout holdout = Holdouts.outer(data, protocol, fold, seed);
      Set<String> here = new HashSet<>();
      holdout.held().stream().forEach(i -> here.add(story.rows.get(i).user()));
      assertThat(here).isNotEmpty().noneMatch(tested::contains);
      tested.addAll(here);
    }
    Set<String> all = new HashSet<>();
    story.rows.forEach(r -> all.add(r.user()));
    assertThat(tested).isEqualTo(all);
  }

  /** What is set aside is in no part, and may not be recommended. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whatIsSetAsideGoesWithTheRequest(long seed) {
    Story story = Story.random(seed);
    Dataset data = story.dataset();
    Protocol protocol = new Protocol.RandomPerUser(0.2, Rounding.DOWN, 0.2);
    Holdout holdout = Holdouts.outer(data, protocol, 0, seed);
    Fold fold =
        Splitter.split(data, protocol, SeenPolicy.ALLOW, SplitPropertiesTest.LIKES, seed)
            .folds()
            .getFirst();
    Set<String> aside = new HashSet<>();
    holdout.aside().stream()
        .forEach(i -> aside.add(story.rows.get(i).user() + " " + story.rows.get(i).item()));
    assertThat(aside).isNotEmpty();
    Set<String> carried = new HashSet<>();
    Set<String> expected = new HashSet<>(aside);
    Set<String> users = new HashSet<>();
    for (JudgedRequest judged : fold.test()) {
      users.add(judged.request().userId());
      for (int item : judged.request().setAside()) {
        carried.add(judged.request().userId() + " " + fold.fitting().catalogue().items().id(item));
      }
      for (int i = 0; i < judged.size(); i++) {
        assertThat(aside).doesNotContain(judged.request().userId() + " " + judged.itemId(i));
      }
      for (int i = 0; i < judged.request().history().size(); i++) {
        String item = fold.fitting().catalogue().items().id(judged.request().history().item(i));
        assertThat(aside).doesNotContain(judged.request().userId() + " " + item);
      }
    }
    expected.removeIf(pair ->
        !users.contains(pair.substring(0, pair.indexOf(' ')))
            || fold.fitting().catalogue().items().index(pair.substring(pair.indexOf(' ') + 1)) < 0);
    assertThat(carried).isEqualTo(expected);
  }
}
