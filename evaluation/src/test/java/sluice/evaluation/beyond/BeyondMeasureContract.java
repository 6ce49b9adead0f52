package sluice.evaluation.beyond;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sluice.core.ItemVectors;
import sluice.evaluation.Judgements;
import sluice.evaluation.Run;
import sluice.evaluation.Stage;
import sluice.evaluation.Worlds;

/** What the report relies on of every measure beyond accuracy. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BeyondMeasureContract {
  private static final int ITEMS = 120;
  private static final int USERS = 80;
  private static final int LENGTH = 20;

  private final Judgements judged = Worlds.judgements(USERS, ITEMS, 6, 1);
  private final Run run = Worlds.run("x", Stage.RANKING, judged, LENGTH, 0.5, 1);

  /** Returns the measures, at a cutoff of 5. */
  protected abstract Stream<BeyondMeasure> measures();

  @ParameterizedTest
  @MethodSource("measures")
  void itsWordsFitIntoTheReport(BeyondMeasure measure) {
    assertThat(measure.type().type()).matches("[A-Za-z-]+(\\([a-z]+\\))?");
    assertThat(BeyondMeasure.parse(measure.name())).isEqualTo(measure);
    assertThat(measure.type().summary()).isNotBlank().doesNotEndWith(".");
    assertThat(measure.type().description()).endsWith(".");
  }

  @ParameterizedTest
  @MethodSource("measures")
  void thereIsOneValueAUserOrOneOfTheSystem(BeyondMeasure measure) {
    double[] values = values(measure, run, 1);
    assertThat(values).hasSize(measure.type().ofTheSystem() ? 1 : USERS);
    assertThat(Arrays.stream(values).filter(Double::isFinite).count()).isPositive();
    assertThat(Arrays.stream(values).noneMatch(Double::isInfinite)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("measures")
  void emptyListsAreNoFault(BeyondMeasure measure) {
    double[] values = values(measure, Run.of("none", Stage.RANKING, LENGTH, new int[USERS][0]), 1);
    assertThat(values).hasSize(measure.type().ofTheSystem() ? 1 : USERS);
  }

  @ParameterizedTest
  @MethodSource("measures")
  void whatStandsPastTheCutoffChangesNothing(BeyondMeasure measure) {
    int[][] cut =
        IntStream.range(0, USERS)
            .mapToObj(u -> IntStream.range(0, 5).map(place -> run.item(u, place)).toArray())
            .toArray(int[][]::new);
    assertThat(values(measure, Run.of("cut", Stage.RANKING, LENGTH, cut), 1))
        .isEqualTo(values(measure, run, 1));
  }

  @ParameterizedTest
  @MethodSource("measures")
  void threadsChangeNothing(BeyondMeasure measure) {
    assertThat(values(measure, run, 3)).isEqualTo(values(measure, run, 1));
  }

  @ParameterizedTest
  @MethodSource("measures")
  void itIsLeftOutWhereWhatItNeedsIsNotKnown(BeyondMeasure measure) {
    BeyondMeasureType.Needs needs = measure.type().needs();
    assertThat(context(false).allows(measure))
        .isEqualTo(
            needs == BeyondMeasureType.Needs.LISTS
                || needs == BeyondMeasureType.Needs.POPULAR_ITEMS);
  }

  private double[] values(BeyondMeasure measure, Run lists, int threads) {
    return new BeyondAccuracy(judged, context(true), threads).values(lists, measure);
  }

  private static ListContext context(boolean all) {
    SplittableRandom random = new SplittableRandom(7);
    int[] offsets = IntStream.rangeClosed(0, ITEMS).map(i -> 2 * (i / 2)).toArray();
    int[] codes = IntStream.range(0, ITEMS).map(c -> c % 2 + 2 * random.nextInt(1, 4)).toArray();
    for (int c = 1; c < codes.length; c += 2) {
      codes[c] = Math.max(codes[c], codes[c - 1] + 1);
    }
    float[] vectors = new float[ITEMS * 4];
    for (int i = 8; i < vectors.length; i++) {
      vectors[i] = (float) random.nextDouble() - 0.5f;
    }
    return new ListContext(
        random.ints(ITEMS, 0, 30).toArray(),
        31,
        all ? Optional.of(new CatalogueCategories(offsets, codes)) : Optional.empty(),
        all ? Optional.of(new ItemVectors(vectors, ITEMS, 4)) : Optional.empty(),
        lists(random),
        lists(random));
  }

  private static int[][] lists(SplittableRandom random) {
    return IntStream.range(0, USERS)
        .mapToObj(u -> Worlds.distinct(random, ITEMS, random.nextInt(9)))
        .toArray(int[][]::new);
  }
}
