package sluice.ingestion.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sluice.core.Catalogue;
import sluice.core.Dictionary;
import sluice.core.FittingPart;
import sluice.core.Fold;
import sluice.core.JudgedRequest;
import sluice.core.ReportSection;
import sluice.core.UserError;
import sluice.ingestion.Relevance;
import sluice.ingestion.split.Story.Row;
import sluice.ingestion.split.Story.Tagged;
import sluice.ingestion.split.Story.Version;

/** Small examples worked out by hand, one or more a protocol. */
class HoldoutExamplesTest {
  private static final Relevance ALL =
      new Relevance(List.of("view", "buy", "hide"), Optional.empty(), Relevance.Grade.ONE);
  private static final long EVER = Long.MAX_VALUE;
  private static final long NEVER_BEFORE = Long.MIN_VALUE;

  /** Ten interactions; the ninth ties with the eighth. */
  private static Story ten() {
    return Story.of(
        new Row("a", "w", 1000),
        new Row("b", "w", 2000),
        new Row("a", "x", 3000),
        new Row("c", "y", 4000),
        new Row("b", "x", 5000),
        new Row("a", "y", 6000),
        new Row("c", "x", 7000),
        new Row("a", "v", 8000),
        new Row("d", "w", 8000),
        new Row("b", "y", 9000));
  }

  private static Split split(Story story, Protocol protocol) {
    return Splitter.split(story.dataset(), protocol, SeenPolicy.AUTO, ALL, 7);
  }

  private static List<String> judged(Fold fold) {
    return fold.test().stream().map(HoldoutExamplesTest::show).toList();
  }

  private static String show(JudgedRequest r) {
    return r.request().userId()
        + "@"
        + r.request().time()
        + " "
        + r.request().history().size()
        + " "
        + IntStream.range(0, r.size())
            .mapToObj(i -> r.itemId(i) + (r.item(i) == Dictionary.UNKNOWN ? "?" : ""))
            .toList();
  }

  private static List<String> rows(FittingPart part) {
    return IntStream.range(0, part.interactions().size())
        .mapToObj(i ->
            part.users().id(part.interactions().user(i))
                + part.catalogue().items().id(part.interactions().item(i)))
        .toList();
  }

  @Test
  void globalTemporalByShareTakesAllTies() {
    // ⌊0.8 · 10⌋ + 1 = 9: interaction 9 is at 8000, and so is interaction 8.
    Split split = split(ten(), new Protocol.GlobalTemporal(OptionalLong.empty(), 0.2));
    Fold fold = split.folds().get(0);
    assertThat(rows(fold.fitting())).containsExactly("aw", "bw", "ax", "cy", "bx", "ay", "cx");
    assertThat(fold.fitting().asOf()).isEqualTo(8000);
    assertThat(fold.fitting().timed()).isTrue();
    assertThat(fold.fitting().impressions()).isPresent();
    assertThat(judged(fold)).containsExactly("a@7999 3 [v?]", "b@7999 2 [y]", "d@7999 0 [w]");
    assertThat(fold.test().get(2).request().user()).isEqualTo(Dictionary.UNKNOWN);
    // Nested: ⌊0.8 · 7⌋ + 1 = 6, at 6000.
    assertThat(rows(fold.inner())).containsExactly("aw", "bw", "ax", "cy", "bx");
    assertThat(fold.inner().asOf()).isEqualTo(6000);
    assertThat(fold.inner().users()).isSameAs(fold.fitting().users());
    assertThat(inner(fold)).containsExactlyInAnyOrder("a@5999 2 [y]", "c@5999 1 [x]");
    assertThat(split.warnings())
        .anySatisfy(w -> assertThat(w).contains("1 of 3 test users have no history"))
        .anySatisfy(w -> assertThat(w).contains("1 of 3 judgements are of items outside"));
  }

  private static List<String> inner(Fold fold) {
    return java.util.stream.Stream.of(fold.train(), fold.tune(), fold.calibrate())
        .flatMap(List::stream)
        .map(HoldoutExamplesTest::show)
        .toList();
  }

  @Test
  void globalTemporalByDate() {
    Fold fold =
        split(ten(), new Protocol.GlobalTemporal(OptionalLong.of(5001), 0.2)).folds().get(0);
    assertThat(rows(fold.fitting())).containsExactly("aw", "bw", "ax", "cy", "bx");
    assertThat(judged(fold))
        .containsExactly("a@5000 2 [y, v?]", "b@5000 2 [y]", "c@5000 1 [x]", "d@5000 0 [w]");
  }

  @Test
  void perUserTemporal() {
    // a has 4: ⌊3.2⌋ stay; b 3: ⌊2.4⌋; c 2: ⌊1.6⌋; d 1: none, tested cold.
    Fold fold = split(ten(), new Protocol.PerUserTemporal(0.2)).folds().get(0);
    assertThat(rows(fold.fitting())).containsExactly("aw", "bw", "ax", "cy", "bx", "ay");
    assertThat(judged(fold))
        .containsExactly("a@7999 3 [v?]", "b@8999 2 [y]", "c@6999 1 [x]", "d@7999 0 [w]");
    assertThat(fold.fitting().asOf()).isEqualTo(Long.MAX_VALUE);
    assertThat(fold.fitting().timed()).isTrue();
    assertThat(fold.fitting().impressions()).isEmpty();
    // Nested: a 3: ⌊2.4⌋; b 2: ⌊1.6⌋; c 1: none.
    assertThat(rows(fold.inner())).containsExactly("aw", "bw", "ax");
    assertThat(inner(fold)).contains("c@3999 0 [y?]");
  }

  @Test
  void leaveOneOutKeepsTheOnlyInteraction() {
    Fold fold = split(ten(), new Protocol.LeaveOneOut()).folds().get(0);
    assertThat(rows(fold.fitting())).containsExactly("aw", "bw", "ax", "cy", "bx", "ay", "dw");
    assertThat(judged(fold)).containsExactly("a@7999 3 [v?]", "b@8999 2 [y]", "c@6999 1 [x]");
  }

  @Test
  void givenTestFile() {
    Story story = ten();
    story.hasTest = true;
    story.test.add(new Row("a", "w", 9500));
    story.test.add(new Row("e", "z", 9400));
    Fold random = split(story, new Protocol.Given(Optional.empty(), 0.2)).folds().get(0);
    assertThat(random.fitting().interactions().size()).isEqualTo(10);
    assertThat(random.fitting().timed()).isFalse();
    assertThat(random.test()).hasSize(1);
    assertThat(random.test().get(0).request().time()).isEqualTo(Timing.AFTER_ALL);
    assertThat(random.test().get(0).request().userId()).as("aw is seen").isEqualTo("e");

    Fold causal = split(story, new Protocol.Given(Optional.of(true), 0.2)).folds().get(0);
    assertThat(causal.fitting().asOf()).isEqualTo(9400);
    assertThat(causal.fitting().timed()).isTrue();
    assertThat(judged(causal)).containsExactly("e@9399 0 [z?]");
    assertThat(causal.inner().asOf()).isEqualTo(8000);

    story.test.add(new Row("e", "z", 9000));
    assertThatThrownBy(() -> split(story, new Protocol.Given(Optional.of(true), 0.2)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("said to be causal")
        .hasMessageContaining("protocol.causal: false");
    story.hasTest = false;
    assertThatThrownBy(() -> split(story, new Protocol.Given(Optional.empty(), 0.2)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no test file");
  }

  @Test
  void withoutTimestampsTheOrderOfRowsIsTime() {
    Story story = ten();
    story.timed = false;
    Fold fold = split(story, new Protocol.GlobalTemporal(OptionalLong.empty(), 0.2)).folds().get(0);
    assertThat(rows(fold.fitting()))
        .containsExactly("aw", "bw", "ax", "cy", "bx", "ay", "cx", "av");
    assertThat(fold.fitting().timed()).isFalse();
    assertThat(fold.fitting().asOf()).isEqualTo(Long.MAX_VALUE);
    assertThat(fold.test().get(0).request().time()).isEqualTo(Timing.AFTER_ALL);
    assertThatThrownBy(() -> split(story, new Protocol.GlobalTemporal(OptionalLong.of(5), 0.2)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no timestamps");
  }

  @Test
  void catalogueHoldsWhatIsListedByThenAndWhatWasTouched() {
    Story story = ten();
    story.itemTable.add(new Version("early", NEVER_BEFORE, 7999, EVER, "g"));
    story.itemTable.add(new Version("late", NEVER_BEFORE, 8000, EVER, "g"));
    story.itemTable.add(new Version("always", NEVER_BEFORE, NEVER_BEFORE, EVER, "g"));
    story.itemTable.add(new Version("later row", 8000, NEVER_BEFORE, EVER, "new"));
    story.itemTable.add(new Version("ended", NEVER_BEFORE, NEVER_BEFORE, 6500, "g"));
    story.itemTable.add(new Version("x", NEVER_BEFORE, 20000, EVER, "g"));
    Fold fold = split(story, new Protocol.GlobalTemporal(OptionalLong.empty(), 0.2)).folds().get(0);
    Catalogue outer = fold.fitting().catalogue();
    assertThat(outer.items().ids()).containsExactly("always", "early", "ended", "w", "x", "y");
    assertThat(available(outer, "early", 7999)).isTrue();
    assertThat(available(outer, "ended", 7999)).isFalse();
    assertThat(available(outer, "ended", 5999)).isTrue();
    assertThat(available(outer, "x", 7999)).as("touched before it was listed").isTrue();
    assertThat(available(outer, "x", 2999)).isFalse();
    Catalogue inner = fold.inner().catalogue();
    assertThat(inner.items()).isSameAs(outer.items());
    assertThat(available(inner, "early", 5999)).isFalse();
    assertThat(available(inner, "always", 5999)).isTrue();
    assertThat(available(inner, "y", 5999)).isTrue();
  }

  @Test
  void itemsFirstTouchedInTheInnerHoldoutAreNotAvailableInside() {
    Story story = ten();
    story.rows.set(5, new Row("a", "q", 6000));
    Fold fold = split(story, new Protocol.GlobalTemporal(OptionalLong.empty(), 0.2)).folds().get(0);
    int q = fold.fitting().catalogue().items().index("q");
    assertThat(fold.fitting().catalogue().available(q, 7999)).isTrue();
    assertThat(fold.inner().catalogue().available(q, 7999)).isFalse();
    assertThat(fold.inner().catalogue().available(q, Timing.AFTER_ALL)).isFalse();
    assertThat(inner(fold)).contains("a@5999 2 [q?]");
  }

  private static boolean available(Catalogue catalogue, String id, long time) {
    return catalogue.available(catalogue.items().index(id), time);
  }

  @Test
  void tagsFollowTheProtocol() {
    Story story = ten();
    story.tags.add(new Tagged("a", "x", "undated", NEVER_BEFORE));
    story.tags.add(new Tagged("a", "x", "before", 7999));
    story.tags.add(new Tagged("b", "y", "late", 8000));
    story.tags.add(new Tagged("stranger", "w", "strange", 7000));
    story.tags.add(new Tagged("a", "v", "pair", 100));
    assertThat(tags(story, new Protocol.GlobalTemporal(OptionalLong.empty(), 0.2)))
        .containsExactly("before", "strange");
    // v is held out with a's last interaction, and outside the catalogue; b's first is at 9000.
    assertThat(tags(story, new Protocol.PerUserTemporal(0.2)))
        .containsExactly("before", "late", "strange");
    story.itemTable.add(new Version("v", NEVER_BEFORE, NEVER_BEFORE, EVER, "g"));
    assertThat(tags(story, new Protocol.PerUserTemporal(0.2)))
        .containsExactly("before", "late", "pair", "strange");
    story.hasTest = true;
    story.test.add(new Row("b", "y", 1));
    story.test.add(new Row("e", "y", 1));
    assertThat(tags(story, new Protocol.Given(Optional.empty(), 0.2)))
        .containsExactly("before", "pair", "strange", "undated");
  }

  private static List<String> tags(Story story, Protocol protocol) {
    return split(story, protocol).folds().get(0).fitting().tags().values().ids();
  }

  @Test
  void laterVersionsAndTheirCategoriesLeaveNoTrace() {
    Story story = ten();
    story.itemTable.add(new Version("x", NEVER_BEFORE, NEVER_BEFORE, EVER, "old"));
    story.itemTable.add(new Version("x", 5000, NEVER_BEFORE, EVER, "mid"));
    story.itemTable.add(new Version("x", 8000, NEVER_BEFORE, EVER, "a new one"));
    Fold fold = split(story, new Protocol.GlobalTemporal(OptionalLong.empty(), 0.2)).folds().get(0);
    sluice.core.Column.Categories genres =
        (sluice.core.Column.Categories) fold.fitting().items().columns().get("genre");
    assertThat(genres.values().ids()).containsExactly("mid", "old");
    assertThat(genres.size()).isEqualTo(2);
  }

  @Test
  void ruleOfRelevanceGivesGains() {
    Story story =
        Story.of(
            new Row("a", "w", 1, 5, "view", -1),
            new Row("b", "x", 2, 5, "view", -1),
            new Row("a", "x", 3, 3.5f, "buy", -1),
            new Row("a", "x", 4, 4.5f, "buy", -1),
            new Row("a", "y", 5, 5, "view", -1),
            new Row("a", "z", 6, 5, "hide", -1),
            new Row("b", "z", 7, 1, "buy", -1));
    Relevance rule =
        new Relevance(
            List.of("buy", "hide"), Relevance.Comparison.parse(">= 3.5"), Relevance.Grade.VALUE);
    Split split =
        Splitter.split(
            story.dataset(),
            new Protocol.GlobalTemporal(OptionalLong.of(3), 0.2),
            SeenPolicy.AUTO,
            rule,
            7);
    List<JudgedRequest> test = split.folds().get(0).test();
    assertThat(test).hasSize(1);
    assertThat(test.get(0).size()).isEqualTo(1);
    assertThat(test.get(0).itemId(0)).isEqualTo("x");
    assertThat(test.get(0).gain(0)).isEqualTo(4.5f);
    assertThat(test.get(0).value(0)).isEqualTo(4.5f);
    assertThat(count(split, "users without anything relevant, not judged")).isEqualTo(1);
    assertThat(count(split, "left out: not relevant by the dataset's rule")).isEqualTo(3);
    assertThat(count(split, "folded into an earlier judgement of the pair")).isEqualTo(1);
  }

  private static Object count(Split split, String what) {
    return split.section().blocks().stream()
        .filter(ReportSection.Table.class::isInstance)
        .flatMap(b -> ((ReportSection.Table) b).rows().stream())
        .filter(r -> r.get(0).equals(what))
        .findFirst()
        .orElseThrow()
        .get(1);
  }

  @Test
  void seenPolicy() {
    Story story = ten();
    story.rows.add(new Row("b", "w", 9500));
    Protocol protocol = new Protocol.GlobalTemporal(OptionalLong.of(8000), 0.2);
    Split auto = split(story, protocol);
    assertThat(auto.excludeSeen()).isTrue();
    assertThat(auto.folds().get(0).test().get(1).size()).isEqualTo(1);
    assertThat(count(auto, "left out: repeats of the fitting part")).isEqualTo(1);
    assertThat(auto.section().id()).isEqualTo("protocol");
    Split allow = Splitter.split(story.dataset(), protocol, SeenPolicy.ALLOW, ALL, 7);
    assertThat(allow.excludeSeen()).isFalse();
    assertThat(allow.folds().get(0).test().get(1).size()).isEqualTo(2);
    // One of eight interactions of the fitting part repeats a pair: 12.5 %.
    story.rows.add(new Row("a", "w", 7500));
    Split repeating = split(story, protocol);
    assertThat(repeating.excludeSeen()).isFalse();
    assertThat(repeating.notes()).anySatisfy(n -> assertThat(n).contains("12.5 %"));
  }

  @Test
  void tellsOfEmptySides() {
    assertThatThrownBy(() -> split(new Story(), new Protocol.LeaveOneOut()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no interactions");
    Story one = Story.of(new Row("a", "x", 1));
    assertThatThrownBy(() -> split(one, new Protocol.LeaveOneOut()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("nothing is held out");
    assertThatThrownBy(() -> split(one, new Protocol.PerUserTemporal(0.2)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("nothing is left to learn from");
    assertThatThrownBy(
            () -> split(ten(), new Protocol.GlobalTemporal(OptionalLong.of(99_000), 0.2)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("1970-01-01T00:01:39Z")
        .hasMessageContaining("choose a date between");
    Story again = Story.of(new Row("a", "x", 1), new Row("b", "x", 1), new Row("a", "x", 2));
    assertThatThrownBy(() ->
            Splitter.split(again.dataset(), new Protocol.LeaveOneOut(), SeenPolicy.EXCLUDE, ALL, 7))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("none is left to judge by")
        .hasMessageContaining("1 repeat");
  }

  @Test
  void oneUserAndOneItemAreWarnings() {
    Story story = Story.of(new Row("a", "x", 1), new Row("a", "x", 2), new Row("a", "x", 3));
    Split split = split(story, new Protocol.LeaveOneOut());
    assertThat(split.warnings())
        .anySatisfy(w -> assertThat(w).contains("The catalogue has one item"))
        .anySatisfy(w -> assertThat(w).contains("one user"));
    Story two = Story.of(new Row("a", "x", 1), new Row("a", "y", 2));
    Split untrained = split(two, new Protocol.LeaveOneOut());
    assertThat(untrained.warnings())
        .anySatisfy(w -> assertThat(w).contains("no request to train a ranker on"));
    assertThat(untrained.folds().get(0).train()).isEmpty();
  }
}
