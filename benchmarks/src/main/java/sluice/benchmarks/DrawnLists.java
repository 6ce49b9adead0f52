package sluice.benchmarks;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import sluice.core.Parallel;
import sluice.core.Randomness;
import sluice.evaluation.Judgements;
import sluice.evaluation.Run;
import sluice.evaluation.Stage;

/**
 * Made-up lists of 100 recommended items a user, and the user's twelve relevant items, each in the
 * list with one chance in four, near the top rather.
 */
final class DrawnLists {
  static final int LENGTH = 100;
  static final int JUDGED = 12;

  private static final int ITEMS = 50_000;

  private final int[][] lists;
  private final int[][] relevant;

  private DrawnLists(int users) {
    lists = new int[users][];
    relevant = new int[users][];
  }

  static DrawnLists draw(int users, int threads) {
    DrawnLists drawn = new DrawnLists(users);
    Parallel.run(threads, users, () -> drawn, (user, all) -> all.draw(user));
    return drawn;
  }

  private void draw(int user) {
    SplittableRandom random = Randomness.generator(1, "evaluation-speed", user);
    int[] list = distinct(random, LENGTH);
    int[] judged = distinct(random, JUDGED);
    for (int item : judged) {
      int place = (int) (LENGTH * Math.pow(random.nextDouble(), 2));
      if (random.nextInt(4) == 0 && IntStream.of(list).noneMatch(i -> i == item)) {
        list[place] = item;
      }
    }
    lists[user] = list;
    relevant[user] = judged;
  }

  private static int[] distinct(SplittableRandom random, int n) {
    return random.ints(0, ITEMS).distinct().limit(n).toArray();
  }

  /** Returns each user's list, best first. */
  int[][] lists() {
    return lists;
  }

  /** Returns each user's relevant items. */
  int[][] relevant() {
    return relevant;
  }

  Judgements judgements() {
    Judgements.Builder builder = new Judgements.Builder(SkewedPairs.names("i", ITEMS));
    for (int u = 0; u < relevant.length; u++) {
      builder.user("u" + u);
      for (int item : relevant[u]) {
        builder.judge(item, 1, Float.NaN);
      }
    }
    return builder.build();
  }

  Run run() {
    return Run.of("lists", Stage.GIVEN, LENGTH, lists);
  }
}
