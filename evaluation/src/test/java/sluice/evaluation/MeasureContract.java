package sluice.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What reports, tests and comparisons rely on of every measure of ranked lists. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class MeasureContract {
  private static final int ITEMS = 200;
  private static final int LENGTH = 30;

  /** Returns the measures, cutoffs of 5, all variants. */
  protected abstract Stream<Measure> measures();

  /** Returns what a list gets that holds the user's five relevant items, best first. */
  protected double perfect(Measure measure) {
    return 1;
  }

  @ParameterizedTest
  @MethodSource("measures")
  void aNameIsReadAsItIsPrinted(Measure measure) {
    Measure narrowed = measure.where(new Condition(4));
    assertThat(measure.type().type()).matches("[A-Za-z][A-Za-z0-9-]*");
    assertThat(measure.type().variants())
        .allMatch(v -> v.matches("[a-z]+"))
        .doesNotHaveDuplicates();
    assertThat(Measure.parse(measure.toString())).isEqualTo(measure);
    assertThat(Measure.parse(narrowed.toString())).isEqualTo(narrowed);
  }

  @ParameterizedTest
  @MethodSource("measures")
  void itsSentenceFitsIntoTheContract(Measure measure) {
    String sentence = measure.type().describe(measure);
    assertThat(sentence).isNotBlank().doesNotEndWith(".").doesNotContain(". ");
    assertThat(measure.description())
        .startsWith(sentence.substring(0, 1).toUpperCase(java.util.Locale.ROOT))
        .contains("a user without a list counts 0");
    Stream<String> all =
        Stream.concat(Stream.of(""), measure.type().variants().stream())
            .map(v -> measure.type().describe(variant(measure, v)));
    assertThat(all).as("each variant says how it differs").doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("measures")
  void valuesLieBetweenNothingAndOne(Measure measure) {
    Judgements judged = Worlds.judgements(100, ITEMS, 8, 1);
    double[] values = values(judged, measure, lists(judged, 0.6, 1));
    assertThat(Arrays.stream(values).boxed())
        .allMatch(v -> v >= 0 && v <= 1 + 1e-12)
        .anyMatch(v -> v > 0);
  }

  @ParameterizedTest
  @MethodSource("measures")
  void thePerfectListScoresMostAndAListWithoutAHitNothing(Measure measure) {
    Judgements.Builder five = new Judgements.Builder(Worlds.catalogue(ITEMS)).user("u");
    IntStream.range(0, 5).forEach(i -> five.judge(10 * i, i + 1, Float.NaN));
    Judgements judged = five.build();
    assertThat(values(judged, measure, new int[][] {{40, 30, 20, 10, 0}})[0])
        .isCloseTo(perfect(measure), within(1e-12));
    if (measure.needs() == MeasureType.Needs.JUDGEMENTS) {
      assertThat(values(judged, measure, new int[][] {{1, 2, 3, 4, 5, 6}})[0]).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("measures")
  void whoHasNoListCountsNothingAndWhoHasNothingRelevantIsNotCounted(Measure measure) {
    Judgements judged =
        new Judgements.Builder(Worlds.catalogue(ITEMS))
            .user("no list")
            .judge(1, 1, 5)
            .user("only judged, not relevant")
            .judge(1, 0, 5)
            .user("not judged")
            .build();
    double[] values = values(judged, measure, new int[][] {{}, {1, 2}, {1, 2}});
    assertThat(values[0]).isZero();
    assertThat(values[1]).isNaN();
    assertThat(values[2]).isNaN();
  }

  @ParameterizedTest
  @MethodSource("measures")
  void whatStandsPastTheCutoffChangesNothing(Measure measure) {
    Judgements judged = Worlds.judgements(100, ITEMS, 8, 2);
    int[][] lists = lists(judged, 0.6, 2);
    int[][] shuffled = Arrays.stream(lists).map(int[]::clone).toArray(int[][]::new);
    for (int u = 0; u < lists.length; u++) {
      int relevant = judged.relevantItems(u, measure.condition());
      int kept = measure.type().hasCutoff() ? measure.cutoff() : relevant;
      List<Integer> tail = new ArrayList<>(Arrays.stream(lists[u]).skip(kept).boxed().toList());
      Collections.shuffle(tail, new Random(u));
      for (int i = 0; i < tail.size(); i++) {
        shuffled[u][kept + i] = tail.get(i);
      }
    }
    assertThat(values(judged, measure, shuffled)).isEqualTo(values(judged, measure, lists));
  }

  @ParameterizedTest
  @MethodSource("measures")
  void aHitThatMovesUpNeverCosts(Measure measure) {
    Judgements judged = Worlds.judgements(100, ITEMS, 8, 3);
    int[][] lists = lists(judged, 0.6, 3);
    double[] before = values(judged, measure, lists);
    for (int u = 0; u < lists.length; u++) {
      List<Integer> good = new ArrayList<>();
      for (int row = judged.start(u); row < judged.start(u + 1); row++) {
        good.add(judged.item(row));
      }
      for (int place = 1; place < LENGTH; place++) {
        if (good.contains(lists[u][place]) && !good.contains(lists[u][place - 1])) {
          int hit = lists[u][place];
          lists[u][place] = lists[u][place - 1];
          lists[u][place - 1] = hit;
        }
      }
    }
    double[] after = values(judged, measure, lists);
    for (int u = 0; u < after.length; u++) {
      assertThat(after[u]).isGreaterThanOrEqualTo(before[u]);
    }
    assertThat(Arrays.stream(after).sum()).isGreaterThan(Arrays.stream(before).sum());
  }

  @ParameterizedTest
  @MethodSource("measures")
  void aBoundIsTheSameAsJudgingOnlyWhatMeetsIt(Measure measure) {
    Judgements judged = Worlds.judgements(100, ITEMS, 8, 4);
    Judgements.Builder narrowed = new Judgements.Builder(judged.catalogue());
    for (int u = 0; u < judged.users(); u++) {
      narrowed.user(judged.userId(u));
      for (int row = judged.start(u); row < judged.start(u + 1); row++) {
        if (judged.value(row) >= 3) {
          narrowed.judge(judged.item(row), judged.gain(row), judged.value(row));
        }
      }
    }
    int[][] lists = lists(judged, 0.6, 4);
    assertThat(values(judged, measure.where(new Condition(3)), lists))
        .isEqualTo(values(narrowed.build(), measure, lists));
  }

  @ParameterizedTest
  @MethodSource("measures")
  void threadsAndOtherMeasuresBesideItChangeNothing(Measure measure) {
    Judgements judged = Worlds.judgements(300, ITEMS, 8, 5);
    Run run = Run.of("x", Stage.RANKING, LENGTH, lists(judged, 0.6, 5));
    List<Measure> many =
        Stream.concat(Stream.of(Measure.parse("recall@3"), measure), measures())
            .distinct()
            .toList();
    assertThat(new Evaluator(judged, many, 3).perUser(run)[many.indexOf(measure)])
        .isEqualTo(Evaluator.perUser(judged, run, measure, 1));
  }

  private static Measure variant(Measure m, String variant) {
    return new Measure(m.type(), m.cutoff(), variant, m.parameter(), m.condition());
  }

  private static int[][] lists(Judgements judged, double skill, long seed) {
    Run run = Worlds.run("x", Stage.RANKING, judged, LENGTH, skill, seed);
    return IntStream.range(0, run.users()).mapToObj(u -> run.list(u).clone()).toArray(int[][]::new);
  }

  private static double[] values(Judgements judged, Measure measure, int[][] lists) {
    return Evaluator.perUser(judged, Run.of("x", Stage.RANKING, LENGTH, lists), measure, 1);
  }
}
