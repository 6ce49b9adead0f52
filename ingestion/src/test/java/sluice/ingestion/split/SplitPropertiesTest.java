package sluice.ingestion.split;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sluice.core.Dictionary;
import sluice.core.FittingPart;
import sluice.core.Fold;
import sluice.core.Interactions;
import sluice.core.JudgedRequest;
import sluice.ingestion.Relevance;

/** What holds for every protocol, on random worlds. */
class SplitPropertiesTest {
  static final Relevance LIKES =
      new Relevance(
          List.of("view", "buy"), Relevance.Comparison.parse(">= 2"), Relevance.Grade.ONE);

  static Stream<Protocol> protocols() {
    return Stream.of(
        new Protocol.GlobalTemporal(OptionalLong.empty(), 0.2),
        new Protocol.GlobalTemporal(OptionalLong.of(130_000), 0.3),
        new Protocol.PerUserTemporal(0.25),
        new Protocol.LeaveOneOut(),
        new Protocol.RandomPerUser(0.3),
        new Protocol.RandomPerItem(0.2),
        new Protocol.RandomPerUser(0.3, Rounding.DOWN, 0.2),
        new Protocol.RandomPerItem(0.25, Rounding.UP),
        new Protocol.KFold(4),
        new Protocol.UserFolds(3, 0.3, Rounding.NEAREST, OptionalInt.empty()),
        new Protocol.UserFolds(2, 0.2, Rounding.NEAREST, OptionalInt.of(3)),
        new Protocol.Given(Optional.of(false), 0.2),
        new Protocol.Given(Optional.of(true), 0.2));
  }

  static Stream<Arguments> cases() {
    return protocols().flatMap(p -> Stream.of(1L, 2L, 3L, 4L).map(seed -> Arguments.of(p, seed)));
  }

  static Story story(Protocol protocol, long seed) {
    Story story = Story.random(seed);
    if (protocol instanceof Protocol.Given given) {
      Story later = Story.random(seed + 1000);
      story.hasTest = true;
      later.rows.forEach(r ->
          story.test.add(
              new Story.Row(
                  r.user(),
                  r.item(),
                  r.time() + (given.causal().orElse(false) ? 300_000 : 0),
                  r.value(),
                  r.event(),
                  r.session())));
      story.sort();
    }
    return story;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void partsAreDisjointCompleteAndInOrder(Protocol protocol, long seed) {
    Dataset data = story(protocol, seed).dataset();
    int folds = protocol.folds();
    BitSet everHeld = new BitSet();
    for (int fold = 0; fold < folds; fold++) {
      Holdout holdout = Holdouts.outer(data, protocol, fold, seed);
      Interactions rows = data.interactions();
      if (protocol instanceof Protocol.Given) {
        assertThat(holdout.keptRows()).isEqualTo(rows.size());
        assertThat(holdout.heldRows()).isEqualTo(holdout.heldTable().size());
      } else {
        assertThat(holdout.kept().intersects(holdout.held())).isFalse();
        assertThat(holdout.kept().intersects(holdout.aside())).isFalse();
        assertThat(holdout.held().intersects(holdout.aside())).isFalse();
        assertThat(holdout.keptRows() + holdout.heldRows() + holdout.aside().cardinality())
            .isEqualTo(rows.size());
        assertThat(everHeld.intersects(holdout.held())).isFalse();
        everHeld.or(holdout.held());
      }
      check(protocol, data, holdout);
      sameRows(data, holdout, new Part(data, holdout, false).fitting());
    }
    if (protocol instanceof Protocol.KFold) {
      assertThat(everHeld.cardinality()).isEqualTo(data.interactions().size());
    }
  }

  private static void check(Protocol protocol, Dataset data, Holdout holdout) {
    Interactions rows = data.interactions();
    int n = rows.size();
    switch (protocol) {
      case Protocol.GlobalTemporal p -> {
        long cutoff = p.cutoff().orElseGet(() -> rows.time((int) ((1 - p.test()) * n + 1e-9)));
        for (int i = 0; i < n; i++) {
          assertThat(holdout.kept().get(i)).isEqualTo(rows.time(i) < cutoff);
        }
      }
      case Protocol.PerUserTemporal p ->
          forUsers(
              data,
              (user, mine) ->
                  firstStay(mine, holdout, (int) ((1 - p.test()) * mine.size() + 1e-9)));
      case Protocol.LeaveOneOut p ->
          forUsers(data, (user, mine) -> firstStay(mine, holdout, Math.max(1, mine.size() - 1)));
      case Protocol.RandomPerUser p -> {
        random(data, holdout, p.test(), true);
        exactly(data, holdout, p.rounding(), p.test(), true);
      }
      case Protocol.RandomPerItem p -> {
        random(data, holdout, p.test(), false);
        exactly(data, holdout, p.rounding(), p.test(), false);
      }
      case Protocol.UserFolds p -> random(data, holdout, Double.NaN, true);
      case Protocol.KFold p -> random(data, holdout, Double.NaN, true);
      case Protocol.Given p ->
          assertThat(holdout.timing() == Timing.ONE_TIME).isEqualTo(p.causal().orElseThrow());
    }
  }

  private interface UserCheck {
    void check(int user, List<Integer> rows);
  }

  private static void forUsers(Dataset data, UserCheck check) {
    Map<Integer, List<Integer>> byUser = new HashMap<>();
    for (int i = 0; i < data.interactions().size(); i++) {
      byUser.computeIfAbsent(data.interactions().user(i), u -> new ArrayList<>()).add(i);
    }
    byUser.forEach(check::check);
  }

  private static void firstStay(List<Integer> rows, Holdout holdout, int stay) {
    for (int k = 0; k < rows.size(); k++) {
      assertThat(holdout.kept().get(rows.get(k))).isEqualTo(k < stay);
    }
  }

  /**
   * No pair lies on both sides; and each group's number of held-out pairs is its share, rounded.
   */
  private static void random(Dataset data, Holdout holdout, double test, boolean byUser) {
    Map<Integer, Map<Integer, Boolean>> groups = new HashMap<>();
    for (int i = 0; i < data.interactions().size(); i++) {
      int user = data.interactions().user(i);
      int item = data.interactions().item(i);
      boolean held = holdout.held().get(i);
      Boolean before =
          groups
              .computeIfAbsent(byUser ? user : item, g -> new HashMap<>())
              .put(byUser ? item : user, held);
      assertThat(before == null || before == held).as("one pair on two sides").isTrue();
    }
    if (!Double.isNaN(test)) {
      groups.forEach((g, pairs) ->
          assertThat((int) pairs.values().stream().filter(h -> h).count())
              .isBetween(
                  (int) Math.floor(test * pairs.size()), (int) Math.ceil(test * pairs.size())));
    }
  }

  /** Each group's number of held-out pairs, by the rule of each library worked out again. */
  private static void exactly(
      Dataset data, Holdout holdout, Rounding rounding, double test, boolean byUser) {
    Map<Integer, Set<Integer>> all = new HashMap<>();
    Map<Integer, Set<Integer>> held = new HashMap<>();
    for (int i = 0; i < data.interactions().size(); i++) {
      int group = byUser ? data.interactions().user(i) : data.interactions().item(i);
      int member = byUser ? data.interactions().item(i) : data.interactions().user(i);
      all.computeIfAbsent(group, g -> new HashSet<>()).add(member);
      if (holdout.held().get(i)) {
        held.computeIfAbsent(group, g -> new HashSet<>()).add(member);
      }
    }
    all.forEach((group, members) -> {
      int m = members.size();
      int n = held.getOrDefault(group, Set.of()).size();
      switch (rounding) {
        case RANDOM -> assertThat(Math.abs(n - test * m)).isLessThan(1);
        // python_stratified_split: the k-th of m stays where k / m <= 0.75
        case UP ->
            assertThat(m - n)
                .isEqualTo(
                    (int)
                        IntStream.rangeClosed(1, m)
                            .filter(k -> k <= (1 - test) * m + 1e-9)
                            .count());
        // RecBole's _calcu_split_ids
        case DOWN -> assertThat(n).isEqualTo((int) (test * m) == 0 && m > 1 ? 1 : (int) (test * m));
        case NEAREST -> assertThat((double) n).isEqualTo(Math.rint(test * m));
      }
    });
  }

  private static void sameRows(Dataset data, Holdout holdout, FittingPart part) {
    int row = 0;
    for (int i = holdout.kept().nextSetBit(0); i >= 0; i = holdout.kept().nextSetBit(i + 1)) {
      Interactions all = data.interactions();
      Interactions mine = part.interactions();
      assertThat(part.users().id(mine.user(row))).isEqualTo(data.users().id(all.user(i)));
      assertThat(part.catalogue().items().id(mine.item(row)))
          .isEqualTo(data.items().id(all.item(i)));
      assertThat(mine.time(row)).isEqualTo(all.time(i));
      assertThat(mine.value(row)).isEqualTo(all.value(i));
      assertThat(mine.weight(row)).isEqualTo(all.weight(i));
      assertThat(mine.event(row)).isEqualTo(all.event(i));
      row++;
    }
    assertThat(part.interactions().size()).isEqualTo(row);
    assertThat(part.users().ids()).isSorted();
    assertThat(part.catalogue().items().ids()).isSorted();
  }

  /** The judgements, worked out again with sets of strings. */
  @ParameterizedTest
  @MethodSource("cases")
  void judgesWhatIsRelevantAndNew(Protocol protocol, long seed) {
    Dataset data = story(protocol, seed).dataset();
    for (SeenPolicy policy : List.of(SeenPolicy.EXCLUDE, SeenPolicy.ALLOW)) {
      Split split = Splitter.split(data, protocol, policy, LIKES, seed);
      for (Fold fold : split.folds()) {
        Holdout holdout = Holdouts.outer(data, protocol, fold.number(), seed);
        assertThat(shown(fold.test())).isEqualTo(expected(data, holdout, policy));
        for (JudgedRequest request : fold.test()) {
          checkRequest(request, holdout, fold.fitting());
        }
        List<JudgedRequest> nested = new ArrayList<>(fold.train());
        nested.addAll(fold.tune());
        nested.addAll(fold.calibrate());
        Dataset fitting = new Part(data, holdout, false).data();
        Holdout inner = Holdouts.nested(fitting, protocol, holdout.timing(), fold.number(), seed);
        assertThat(shown(nested)).isEqualTo(expected(fitting, inner, policy));
        for (JudgedRequest request : nested) {
          checkRequest(request, inner, fold.inner());
        }
      }
    }
  }

  private static Map<String, Set<String>> shown(List<JudgedRequest> requests) {
    Map<String, Set<String>> shown = new HashMap<>();
    for (JudgedRequest request : requests) {
      Set<String> items = new HashSet<>();
      for (int i = 0; i < request.size(); i++) {
        assertThat(items.add(request.itemId(i))).as("an item judged twice").isTrue();
        assertThat(request.gain(i)).isEqualTo(1);
        assertThat(request.value(i)).isGreaterThanOrEqualTo(2);
      }
      assertThat(shown.put(request.request().userId(), items)).isNull();
    }
    return shown;
  }

  private static Map<String, Set<String>> expected(
      Dataset data, Holdout holdout, SeenPolicy policy) {
    Map<String, Set<String>> known = new LinkedHashMap<>();
    Interactions rows = data.interactions();
    // What a user hid is never recommended again, so it is not judged whatever the policy.
    holdout.kept().stream()
        .filter(i ->
            policy == SeenPolicy.EXCLUDE || rows.eventTypes().get(rows.event(i)).equals("hide"))
        .forEach(i ->
            known
                .computeIfAbsent(data.users().id(rows.user(i)), u -> new HashSet<>())
                .add(data.items().id(rows.item(i))));
    Map<String, Set<String>> expected = new HashMap<>();
    Interactions held = holdout.heldTable();
    holdout.held().stream()
        .filter(i -> !held.eventTypes().get(held.event(i)).equals("hide") && held.value(i) >= 2)
        .forEach(i -> {
          String user = data.users().id(held.user(i));
          String item = data.items().id(held.item(i));
          if (!known.getOrDefault(user, Set.of()).contains(item)) {
            expected.computeIfAbsent(user, u -> new HashSet<>()).add(item);
          }
        });
    return expected;
  }

  private static void checkRequest(JudgedRequest judged, Holdout holdout, FittingPart part) {
    var request = judged.request();
    int user = request.user();
    if (user == Dictionary.UNKNOWN) {
      assertThat(request.cold()).isTrue();
    } else {
      assertThat(part.users().id(user)).isEqualTo(request.userId());
      assertThat(request.history().size()).isEqualTo(part.histories().size(user)).isPositive();
    }
    for (int i = 0; i < judged.size(); i++) {
      if (judged.item(i) != Dictionary.UNKNOWN) {
        assertThat(part.catalogue().items().id(judged.item(i))).isEqualTo(judged.itemId(i));
      }
    }
    long last =
        user == Dictionary.UNKNOWN || request.cold()
            ? Long.MIN_VALUE
            : request.history().time(request.history().size() - 1);
    switch (holdout.timing()) {
      case ONE_TIME -> {
        assertThat(request.time()).isEqualTo(part.asOf() - 1);
        assertThat(last).isLessThan(part.asOf());
      }
      case PER_USER -> assertThat(last).isLessThanOrEqualTo(request.time() + 1);
      case NONE -> assertThat(request.time()).isEqualTo(Timing.AFTER_ALL);
    }
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void nestedUsersArePartedAsSaid(Protocol protocol) {
    Story story = story(protocol, 5);
    List<Story.Row> rows = new ArrayList<>(story.rows);
    for (int copy = 1; copy < 30; copy++) {
      for (Story.Row r : rows) {
        story.rows.add(
            new Story.Row(
                r.user() + "-" + copy, r.item(), r.time(), r.value(), r.event(), r.session()));
      }
    }
    for (Fold fold : Splitter.split(story.dataset(), protocol, SeenPolicy.AUTO, LIKES, 3).folds()) {
      double all = fold.train().size() + fold.tune().size() + fold.calibrate().size();
      assertThat(fold.train().size() / all).isBetween(0.6, 0.8);
      assertThat(fold.tune().size() / all).isBetween(0.08, 0.22);
      Set<String> users = new HashSet<>();
      Stream.of(fold.train(), fold.tune(), fold.calibrate())
          .flatMap(List::stream)
          .forEach(r -> assertThat(users.add(r.request().userId())).isTrue());
    }
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void anotherSeedDrawsAnotherSplitWhereThereIsADraw(Protocol protocol) {
    Dataset data = story(protocol, 6).dataset();
    Set<BitSet> held = new HashSet<>();
    for (long seed = 0; seed < 4; seed++) {
      held.add(Holdouts.outer(data, protocol, 0, seed).held());
      assertThat(Holdouts.outer(data, protocol, 0, seed).held())
          .isEqualTo(Holdouts.outer(data, protocol, 0, seed).held());
    }
    boolean drawn =
        protocol instanceof Protocol.RandomPerUser
            || protocol instanceof Protocol.UserFolds
            || protocol instanceof Protocol.RandomPerItem
            || protocol instanceof Protocol.KFold;
    assertThat(held).hasSize(drawn ? 4 : 1);
  }
}
