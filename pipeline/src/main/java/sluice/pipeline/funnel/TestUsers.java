package sluice.pipeline.funnel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import sluice.core.Fold;
import sluice.core.JudgedRequest;
import sluice.core.Randomness;
import sluice.core.UserError;
import sluice.ingestion.split.Split;
import sluice.pipeline.config.PipelineConfig;

/** How many test users are judged, and whether their lists fit into memory. */
final class TestUsers {
  private static final double GIBIBYTE = 1L << 30;

  /** What may be taken up by lists: the rest is for what is fitted and for work. */
  private static final double SHARE = 0.7;

  private TestUsers() {}

  /**
   * Keeps so many test users of each fold, those of the smallest hash of (seed, user), with all
   * their requests.
   *
   * @param most 0 for all
   */
  static Split limit(Split split, int most, long seed) {
    if (most == 0) {
      return split;
    }
    List<Fold> folds = new ArrayList<>();
    List<String> notes = new ArrayList<>(split.notes());
    for (Fold fold : split.folds()) {
      List<String> users = fold.test().stream().map(r -> r.request().userId()).distinct().toList();
      if (users.size() <= most) {
        folds.add(fold);
        continue;
      }
      Set<String> kept = drawn(users, most, seed);
      List<JudgedRequest> test =
          fold.test().stream().filter(r -> kept.contains(r.request().userId())).toList();
      folds.add(fold.withTest(test));
      notes.add(
          String.format(
              Locale.ROOT,
              "%,d of %,d test users are judged, drawn by the seed (evaluation.testUsers).",
              most,
              users.size()));
    }
    return new Split(folds, split.excludeSeen(), split.section(), notes, split.warnings());
  }

  private static Set<String> drawn(List<String> users, int most, long seed) {
    return new HashSet<>(
        users.stream()
            .sorted(
                Comparator.comparingLong(
                        (String user) -> Randomness.key(seed, "test-users", Randomness.hash(user)))
                    .thenComparing(Comparator.naturalOrder()))
            .limit(most)
            .toList());
  }

  /**
   * Checks that the lists of all systems fit into the heap, before the work that makes them.
   *
   * @throws UserError that says what is needed, what there is, and how to change either
   */
  static void checkMemory(Split split, PipelineConfig config) {
    long requests = split.folds().stream().mapToLong(f -> f.test().size()).sum();
    int items =
        split.folds().stream().mapToInt(f -> f.fitting().catalogue().size()).max().orElse(0);
    long each = bytesPerRequest(config, items);
    if (requests * each > SHARE * free()) {
      System.gc(); // what reading the data left is not counted
    }
    checkMemory(requests, each, free());
  }

  /** A list has an item and a score of 4 bytes each a place, and two array headers. */
  static long bytesPerRequest(PipelineConfig config, int items) {
    int fused = Math.min(items, config.candidates().fusion().n());
    long bytes = 0;
    for (var source : config.candidates().all()) {
      bytes += 32 + 8L * Math.min(items, source.n());
    }
    // fusion, random and the oracle next to the rankers
    bytes += (3 + config.ranking().compare().size()) * (32 + 8L * fused);
    return bytes + 32 + 8L * Math.min(items, config.slateSize());
  }

  static void checkMemory(long requests, long bytesPerRequest, long free) {
    double need = (double) requests * bytesPerRequest;
    if (need <= SHARE * free) {
      return;
    }
    long fits = Math.max(1, (long) (SHARE * free / bytesPerRequest));
    throw new UserError(
        String.format(
            Locale.ROOT,
            "the lists of %,d test requests need about %.1f GiB, and the heap has %.1f GiB for them;"
                + " give more with SLUICE_HEAP=%dg, or judge fewer users, such as --set"
                + " evaluation.testUsers=%d",
            requests,
            need / GIBIBYTE,
            SHARE * free / GIBIBYTE,
            (long) Math.ceil((need / SHARE + Runtime.getRuntime().maxMemory() - free) / GIBIBYTE),
            rounded(fits)));
  }

  /** Returns a number of one leading figure and zeros, at most as large. */
  private static long rounded(long n) {
    long unit = (long) Math.pow(10, Math.floor(Math.log10((double) n)));
    return n / unit * unit;
  }

  private static long free() {
    Runtime jvm = Runtime.getRuntime();
    return jvm.maxMemory() - (jvm.totalMemory() - jvm.freeMemory());
  }
}
