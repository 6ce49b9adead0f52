package sluice.evaluation.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sluice.evaluation.Judgements;
import sluice.evaluation.Run;
import sluice.evaluation.Stage;
import sluice.evaluation.Worlds;
import sluice.evaluation.slices.Slice;

class AttributionTest {
  /** One user, one relevant item for each fate, worked out by hand; the slate holds two. */
  @Test
  void everyFateHasItsCase() {
    Judgements judged =
        new Judgements.Builder(Worlds.catalogue(10))
            .user("a")
            .judge(0, 1, Float.NaN) // shown
            .judge(1, 1, Float.NaN) // not eligible
            .judge(2, 1, Float.NaN) // not retrieved
            .judge(3, 1, Float.NaN) // cut by fusion
            .judge(4, 1, Float.NaN) // ranked too low
            .judge(5, 1, Float.NaN) // removed after ranking
            .judge(6, 0, Float.NaN) // not relevant
            .judgeOutside("unheard-of", 1, Float.NaN)
            .build();
    Run one = run("one", Stage.RETRIEVAL, 4, 0, 3, 4);
    Run two = run("two", Stage.RETRIEVAL, 4, 5, 0, 6);
    Run fusion = run("fusion", Stage.FUSION, 4, 0, 4, 5, 7);
    Run ranked = run("ranker", Stage.RANKING, 4, 0, 5, 7, 4);
    Run slate = run("slate", Stage.RERANKING, 2, 0, 7);
    Attribution found =
        Attribution.of(
            judged,
            new Attribution.Funnel(List.of(one, two), fusion, ranked, slate),
            (user, item) -> item != 1);
    List<Optional<Fate>> fates = new ArrayList<>();
    for (int row = 0; row < 8; row++) {
      fates.add(found.fate(row));
    }
    assertThat(fates)
        .containsExactly(
            Optional.of(Fate.SHOWN),
            Optional.of(Fate.NOT_ELIGIBLE),
            Optional.of(Fate.NOT_RETRIEVED),
            Optional.of(Fate.CUT_BY_FUSION),
            Optional.of(Fate.RANKED_TOO_LOW),
            Optional.of(Fate.REMOVED_AFTER_RANKING),
            Optional.empty(),
            Optional.of(Fate.OUTSIDE_CATALOGUE));
    assertThat(found.counts().values()).containsOnly(1);
    assertThat(found.sources())
        .containsExactly(
            new Attribution.SourceShare("one", 3, 2, 1, 1, 0),
            new Attribution.SourceShare("two", 2, 1, 0, 1, 0));
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 60);
  }

  /** Random funnels, with re-ranking, short lists, empty lists, unknown items. */
  @ParameterizedTest
  @MethodSource("seeds")
  void everyRelevantItemIsLostExactlyOnceAndCountsAddUp(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int users = 1 + random.nextInt(12);
    int items = 5 + random.nextInt(40);
    Judgements.Builder builder = new Judgements.Builder(Worlds.catalogue(items));
    int relevant = 0;
    for (int u = 0; u < users; u++) {
      builder.user("u" + u);
      for (int item : draw(random, items, random.nextInt(8))) {
        int gain = random.nextInt(3);
        relevant += gain > 0 ? 1 : 0;
        builder.judge(item, gain, Float.NaN);
      }
      if (random.nextInt(3) == 0) {
        relevant++;
        builder.judgeOutside("x" + u, 1, Float.NaN);
      }
    }
    Judgements judged = builder.build();
    int sources = 1 + random.nextInt(4);
    int k = 1 + random.nextInt(5);
    int[][][] lists = new int[sources][users][];
    int[][] fused = new int[users][];
    int[][] ranked = new int[users][];
    int[][] slate = new int[users][];
    for (int u = 0; u < users; u++) {
      TreeSet<Integer> pool = new TreeSet<>();
      for (int s = 0; s < sources; s++) {
        lists[s][u] =
            draw(random, items, random.nextInt(items / 2)).stream().mapToInt(i -> i).toArray();
        for (int item : lists[s][u]) {
          pool.add(item);
        }
      }
      List<Integer> order = shuffled(random, new ArrayList<>(pool));
      order = order.subList(0, Math.min(order.size(), 12));
      fused[u] = order.stream().mapToInt(i -> i).toArray();
      List<Integer> again = shuffled(random, new ArrayList<>(order));
      ranked[u] = again.stream().mapToInt(i -> i).toArray();
      slate[u] =
          shuffled(random, new ArrayList<>(again)).stream().limit(k).mapToInt(i -> i).toArray();
    }
    List<Run> sourceRuns = new ArrayList<>();
    for (int s = 0; s < sources; s++) {
      sourceRuns.add(Run.of("s" + s, Stage.RETRIEVAL, items, lists[s]));
    }
    Attribution found =
        Attribution.of(
            judged,
            new Attribution.Funnel(
                sourceRuns,
                Run.of("fusion", Stage.FUSION, 12, fused),
                Run.of("ranker", Stage.RANKING, 12, ranked),
                Run.of("slate", Stage.RERANKING, k, slate)),
            (user, item) -> (user + item) % 7 != 0);
    assertThat(sum(found.counts())).isEqualTo(relevant);
    int rows = judged.start(judged.users());
    Slice even = Slice.of("row", "even", rows, r -> r % 2 == 0);
    Slice odd = Slice.of("row", "odd", rows, r -> r % 2 == 1);
    for (Fate fate : Fate.values()) {
      assertThat(found.counts(even).get(fate) + found.counts(odd).get(fate))
          .isEqualTo(found.counts().get(fate));
    }
    int shown = 0;
    for (int u = 0; u < users; u++) {
      for (int row = judged.start(u); row < judged.start(u + 1); row++) {
        int item = judged.item(row);
        boolean in = java.util.stream.IntStream.of(slate[u]).anyMatch(i -> i == item);
        shown += in && judged.gain(row) > 0 ? 1 : 0;
      }
    }
    assertThat(found.counts().get(Fate.SHOWN)).isEqualTo(shown);
    assertThat(found.sources())
        .allMatch(s -> s.alone() <= s.brought() && s.shownAlone() <= s.shown());
  }

  private static int sum(Map<Fate, Integer> counts) {
    return counts.values().stream().mapToInt(i -> i).sum();
  }

  private static List<Integer> draw(SplittableRandom random, int items, int n) {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < items; i++) {
      all.add(i);
    }
    return new ArrayList<>(shuffled(random, all).subList(0, Math.min(n, items)));
  }

  private static List<Integer> shuffled(SplittableRandom random, List<Integer> list) {
    Collections.shuffle(list, new java.util.Random(random.nextLong()));
    return list;
  }

  private static Run run(String name, Stage stage, int length, int... items) {
    return Run.of(name, stage, length, new int[][] {items});
  }
}
