package sluice.ingestion.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.core.Dictionary;
import sluice.core.FittingPart;
import sluice.core.Fold;
import sluice.core.History;
import sluice.core.Interactions;
import sluice.core.JudgedRequest;
import sluice.core.UserError;
import sluice.ingestion.split.Story.Row;

/** {@code requests: rolling}: each session after the cutoff is a request. */
class RollingRequestsTest {
  private static final long MINUTE = 60_000;
  private static final long CUTOFF = 1000 * MINUTE;
  private static final Protocol ROLLING =
      new Protocol.GlobalTemporal(
          OptionalLong.of(CUTOFF), 0.3, Optional.of(new Protocol.Rolling(30)));

  private static Row at(String user, String item, long minute, int session) {
    return new Row(user, item, minute * MINUTE, 5, "view", session);
  }

  private static Fold fold(Story story, SeenPolicy seen) {
    return Splitter.split(story.dataset(), ROLLING, seen, SplitPropertiesTest.LIKES, 1)
        .folds()
        .getFirst();
  }

  private static List<String> shown(Fold fold) {
    List<String> lines = new ArrayList<>();
    for (JudgedRequest judged : fold.test()) {
      StringBuilder line = new StringBuilder(judged.request().id());
      line.append(" at ").append(judged.request().time()).append(" knows");
      History history = judged.request().history();
      for (int i = 0; i < history.size(); i++) {
        line.append(' ').append(fold.fitting().catalogue().items().id(history.item(i)));
      }
      line.append(" labels");
      for (int i = 0; i < judged.size(); i++) {
        line.append(' ').append(judged.itemId(i));
      }
      lines.add(line.toString());
    }
    return lines;
  }

  private static Story story() {
    return Story.of(
        at("a", "i1", 10, 0),
        at("b", "i2", 20, 1),
        at("b", "i3", 30, 1),
        at("b", "i4", 40, 1),
        // by pause: 1000 and 1029 together, 1059 is 30 minutes later and apart
        at("a", "i2", 1000, -1),
        at("a", "i3", 1029, -1),
        at("a", "i4", 1059, -1),
        // by session, whatever the pause
        at("b", "i1", 1000, 7),
        at("b", "new", 1200, 7),
        at("b", "i1", 1201, 8),
        // someone new, twice
        at("c", "i1", 1300, 9),
        at("c", "i2", 1400, 10));
  }

  @Test
  void aSessionIsARequestWithAllBeforeItAsHistory() {
    assertThat(shown(fold(story(), SeenPolicy.EXCLUDE)))
        .containsExactly(
            "a#1 at 59999999 knows i1 labels i2 i3",
            "a#2 at 63539999 knows i1 i2 i3 labels i4",
            // b's third visit repeats what the second held: it is not judged
            "b#1 at 59999999 knows i2 i3 i4 labels i1 new",
            "c#1 at 77999999 knows labels i1",
            "c#2 at 83999999 knows i1 labels i2");
    assertThat(shown(fold(story(), SeenPolicy.ALLOW)))
        .contains("b#2 at 72059999 knows i2 i3 i4 i1 labels i1");
    // all that is held out for a session, but for items outside the catalogue
    assertThat(fold(story(), SeenPolicy.EXCLUDE).test().stream().map(j -> j.held().size()))
        .containsExactly(2, 1, 1, 1, 1);
  }

  @Test
  void theReportSaysHowSessionsWereFound() {
    Split split =
        Splitter.split(
            story().dataset(), ROLLING, SeenPolicy.EXCLUDE, SplitPropertiesTest.LIKES, 1);
    assertThat(split.notes())
        .anyMatch(n ->
            n.contains(
                "sessions are the dataset's; where an interaction has none, a pause of 30"
                    + " minutes begins a new one"));
    assertThat(split.warnings()).anyMatch(w -> w.contains("1 of 5 test requests have no history"));
    assertThat(split.section().toString())
        .contains("requests judged (sessions), 5")
        .contains("users judged, 3")
        .contains("later interactions that no history holds (item outside the catalogue), 1");
    Story without = story();
    without.rows.replaceAll(r -> new Row(r.user(), r.item(), r.time(), r.value(), r.event(), -1));
    assertThat(
            Splitter.split(
                    without.dataset(), ROLLING, SeenPolicy.EXCLUDE, SplitPropertiesTest.LIKES, 1)
                .notes())
        .anyMatch(n -> n.contains("the data has no sessions: a pause of 30 minutes"));
  }

  @Test
  void withoutTimestampsThereIsNothingToRollOn() {
    Story story = story();
    story.timed = false;
    Protocol byShare =
        new Protocol.GlobalTemporal(
            OptionalLong.empty(), 0.3, Optional.of(new Protocol.Rolling(30)));
    assertThatThrownBy(() ->
            Splitter.split(story.dataset(), byShare, SeenPolicy.AUTO, SplitPropertiesTest.LIKES, 1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no timestamps")
        .hasMessageContaining("requests: at-cutoff");
  }

  private static Protocol rollingAt(double gapMinutes) {
    return new Protocol.GlobalTemporal(
        OptionalLong.of(130_000), 0.3, Optional.of(new Protocol.Rolling(gapMinutes)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void everyHeldOutInteractionIsInOneSessionAndNoHistoryKnowsTheFuture(long seed) {
    Dataset data = Story.random(seed).dataset();
    for (double gap : new double[] {0.01, 0.05, 1000}) {
      Protocol protocol = rollingAt(gap);
      Fold fold =
          Splitter.split(data, protocol, SeenPolicy.ALLOW, SplitPropertiesTest.LIKES, seed)
              .folds()
              .getFirst();
      Map<String, Set<String>> labels = new HashMap<>();
      Map<String, Integer> lengths = new HashMap<>();
      Set<String> ids = new HashSet<>();
      for (JudgedRequest judged : fold.test()) {
        var request = judged.request();
        assertThat(ids.add(request.id())).isTrue();
        assertThat(request.id()).startsWith(request.userId() + "#");
        History history = request.history();
        for (int i = 0; i < history.size(); i++) {
          assertThat(history.time(i)).isLessThanOrEqualTo(request.time() + 1);
        }
        assertThat(request.time()).isGreaterThanOrEqualTo(fold.fitting().asOf() - 1);
        assertThat(history.size())
            .isGreaterThanOrEqualTo(lengths.getOrDefault(request.userId(), 0));
        lengths.put(request.userId(), history.size());
        for (int i = 0; i < judged.size(); i++) {
          labels.computeIfAbsent(request.userId(), u -> new HashSet<>()).add(judged.itemId(i));
        }
      }
      // What is judged at the cutoff in one request is judged here in several.
      Map<String, Set<String>> atCutoff = new HashMap<>();
      Splitter.split(
              data,
              new Protocol.GlobalTemporal(OptionalLong.of(130_000), 0.3),
              SeenPolicy.ALLOW,
              SplitPropertiesTest.LIKES,
              seed)
          .folds()
          .getFirst()
          .test()
          .forEach(judged -> {
            Set<String> items = new HashSet<>();
            for (int i = 0; i < judged.size(); i++) {
              items.add(judged.itemId(i));
            }
            atCutoff.put(judged.request().userId(), items);
          });
      // But for what the user hid in a session before: it may not be recommended again.
      atCutoff.forEach((user, items) ->
          items.removeIf(item ->
              !labels.getOrDefault(user, Set.of()).contains(item) && hid(data, user, item)));
      atCutoff.values().removeIf(Set::isEmpty);
      assertThat(labels).isEqualTo(atCutoff);
    }
  }

  private static boolean hid(Dataset data, String user, String item) {
    for (int i = 0; i < data.interactions().size(); i++) {
      if (data.interactions().weight(i) < 0
          && data.users().id(data.interactions().user(i)).equals(user)
          && data.items().id(data.interactions().item(i)).equals(item)) {
        return true;
      }
    }
    return false;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void rollingChangesNothingThatIsLearned(long seed) {
    Dataset data = Story.random(seed).dataset();
    Fold rolling =
        Splitter.split(data, rollingAt(0.05), SeenPolicy.EXCLUDE, SplitPropertiesTest.LIKES, seed)
            .folds()
            .getFirst();
    Fold plain =
        Splitter.split(
                data,
                new Protocol.GlobalTemporal(OptionalLong.of(130_000), 0.3),
                SeenPolicy.EXCLUDE,
                SplitPropertiesTest.LIKES,
                seed)
            .folds()
            .getFirst();
    assertThat(DeepPrint.of(List.of(rolling.fitting(), rolling.inner())))
        .isEqualTo(DeepPrint.of(List.of(plain.fitting(), plain.inner())));
  }

  /** What others do later moves no earlier request, and nothing that the ranker learns from. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void laterDaysLeaveEarlierRequestsAsTheyAre(long seed) {
    Story story = Story.random(seed);
    Story planted = story.copy();
    long from = 160_000;
    for (int k = 0; k < 40; k++) {
      planted.rows.add(new Row("u" + k % 9, "i" + k % 7, from + k * 500L, 5, "buy", 700 + k));
    }
    Fold before = fold(story, seed);
    Fold after = fold(planted, seed);
    assertThat(learned(after)).isEqualTo(learned(before));
    assertThat(DeepPrint.of(earlier(after, from))).isEqualTo(DeepPrint.of(earlier(before, from)));
    assertThat(earlier(before, from)).isNotEmpty();
    assertThat(DeepPrint.of(after.test())).isNotEqualTo(DeepPrint.of(before.test()));
  }

  private static Fold fold(Story story, long seed) {
    // A tiny gap, so that what is planted later begins a session of its own.
    Story own = story.copy();
    own.rows.replaceAll(r -> new Row(r.user(), r.item(), r.time(), r.value(), r.event(), -1));
    return Splitter.split(
            own.dataset(), rollingAt(0.001), SeenPolicy.EXCLUDE, SplitPropertiesTest.LIKES, seed)
        .folds()
        .getFirst();
  }

  private static Map<String, String> learned(Fold fold) {
    return DeepPrint.of(
        List.of(
            fold.fitting(),
            fold.inner(),
            fold.innerDated().orElseThrow(),
            fold.train(),
            fold.tune(),
            fold.calibrate()));
  }

  private static List<JudgedRequest> earlier(Fold fold, long time) {
    return fold.test().stream().filter(r -> r.request().time() < time - 1).toList();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theDatedPartGoesOnWhereTheFittingPartEnds(long seed) {
    Dataset data = Story.random(seed).dataset();
    Fold fold =
        Splitter.split(data, rollingAt(0.05), SeenPolicy.EXCLUDE, SplitPropertiesTest.LIKES, seed)
            .folds()
            .getFirst();
    FittingPart dated = fold.dated().orElseThrow();
    FittingPart fitting = fold.fitting();
    assertThat(dated.catalogue().items().ids()).isEqualTo(fitting.catalogue().items().ids());
    assertThat(dated.users().ids().subList(0, fitting.users().size()))
        .isEqualTo(fitting.users().ids());
    Interactions rows = dated.interactions();
    for (int i = 0; i < rows.size(); i++) {
      assertThat(i == 0 || rows.time(i) >= rows.time(i - 1)).isTrue();
      assertThat(rows.time(i) < fitting.asOf()).isEqualTo(i < fitting.interactions().size());
    }
    long known =
        data.interactions().size()
            - countUnknown(data, fitting.catalogue().items(), fitting.asOf());
    assertThat(rows.size()).isEqualTo((int) known);
    FittingPart inner = fold.innerDated().orElseThrow();
    assertThat(inner.asOf()).isEqualTo(fitting.asOf());
    assertThat(inner.users().ids()).isEqualTo(fitting.users().ids());
  }

  private static long countUnknown(Dataset data, Dictionary catalogue, long cutoff) {
    long unknown = 0;
    for (int i = 0; i < data.interactions().size(); i++) {
      boolean later = data.interactions().time(i) >= cutoff;
      String item = data.items().id(data.interactions().item(i));
      unknown += later && catalogue.index(item) == Dictionary.UNKNOWN ? 1 : 0;
    }
    return unknown;
  }
}
