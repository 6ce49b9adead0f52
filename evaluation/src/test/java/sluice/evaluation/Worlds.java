package sluice.evaluation;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import sluice.core.Dictionary;
import sluice.core.Randomness;

/** Random judgements and runs for tests. */
public final class Worlds {
  private Worlds() {}

  /** Returns a catalogue i0, i1, …. */
  public static Dictionary catalogue(int items) {
    return Dictionary.of(IntStream.range(0, items).mapToObj(i -> "i" + i).toList());
  }

  /** Returns judgements of 1 to {@code most} items a user, with ratings of half stars. */
  public static Judgements judgements(int users, int items, int most, long seed) {
    Judgements.Builder b = new Judgements.Builder(catalogue(items));
    for (int u = 0; u < users; u++) {
      SplittableRandom random = Randomness.generator(seed, "judgements", u);
      b.user("u" + u);
      int n = 1 + random.nextInt(most);
      for (int item : distinct(random, items, n)) {
        b.judge(item, 1, (1 + random.nextInt(10)) / 2f);
      }
    }
    return b.build();
  }

  /** Returns lists that hold each judged item with the given chance, at random places. */
  public static Run run(
      String name, Stage stage, Judgements judgements, int length, double skill, long seed) {
    int[][] lists = new int[judgements.users()][];
    int items = judgements.catalogue().size();
    for (int u = 0; u < lists.length; u++) {
      SplittableRandom random = Randomness.generator(seed, name, u);
      int[] list = distinct(random, items, length);
      for (int row = judgements.start(u); row < judgements.start(u + 1); row++) {
        if (random.nextDouble() < skill) {
          put(list, (int) (length * Math.pow(random.nextDouble(), 2)), judgements.item(row));
        }
      }
      lists[u] = list;
    }
    return Run.of(name, stage, length, lists);
  }

  private static void put(int[] list, int place, int item) {
    for (int i = 0; i < list.length; i++) {
      if (list[i] == item) {
        list[i] = list[place];
      }
    }
    list[place] = item;
  }

  /** Returns n different items in random order. */
  public static int[] distinct(SplittableRandom random, int items, int n) {
    java.util.LinkedHashSet<Integer> chosen = new java.util.LinkedHashSet<>();
    while (chosen.size() < n) {
      chosen.add(random.nextInt(items));
    }
    return chosen.stream().mapToInt(i -> i).toArray();
  }
}
