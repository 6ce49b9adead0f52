package sluice.ingestion.split;

import java.time.Instant;
import java.util.BitSet;
import sluice.core.Interactions;
import sluice.core.UserError;

/**
 * The rules of the protocols: which rows each holds out.
 *
 * <p>Rows are in the order of time ({@code seq}), which every rule that speaks of first and last
 * goes by.
 */
final class Holdouts {
  private final Dataset data;
  private final Interactions rows;
  private final RandomHoldouts random;

  private Holdouts(Dataset data, String level, long seed) {
    this.data = data;
    this.rows = data.interactions();
    this.random = new RandomHoldouts(data, level, seed);
  }

  /** Returns what a protocol holds out of a dataset for testing; the fold counts in k-fold only. */
  static Holdout outer(Dataset data, Protocol protocol, int fold, long seed) {
    Holdouts rules = new Holdouts(data, "split", seed);
    return switch (protocol) {
      case Protocol.GlobalTemporal p ->
          rules.rollable(
              p,
              p.cutoff().isPresent()
                  ? rules.from(p.cutoff().getAsLong())
                  : rules.lastOfAll(p.test()));
      case Protocol.Given p -> rules.given(p);
      default -> rules.common(protocol, fold);
    };
  }

  /**
   * Returns what the same protocol holds out of the fitting part for the ranker. Nothing of the
   * held-out part may have a say, so that a given cutoff or test file is followed by the protocol's
   * share {@code test}.
   */
  static Holdout nested(Dataset fitting, Protocol protocol, Timing outer, int fold, long seed) {
    Holdouts rules = new Holdouts(fitting, "nested", seed);
    return switch (protocol) {
      case Protocol.GlobalTemporal p -> rules.lastOfAll(p.test());
      case Protocol.Given p ->
          outer == Timing.ONE_TIME
              ? rules.lastOfAll(p.test())
              : rules.random.perUser(new Protocol.RandomPerUser(p.test()));
      // What is set aside outside is aside already; the inner split needs no third part.
      case Protocol.RandomPerUser p ->
          rules.random.perUser(new Protocol.RandomPerUser(p.test(), p.rounding(), 0));
      default -> rules.common(protocol, fold);
    };
  }

  private Holdout common(Protocol protocol, int fold) {
    return switch (protocol) {
      case Protocol.PerUserTemporal p -> lastOfEach(new Share(p.test()));
      case Protocol.LeaveOneOut p -> lastOne();
      case Protocol.RandomPerUser p -> random.perUser(p);
      case Protocol.RandomPerItem p -> random.perItem(p);
      case Protocol.KFold p -> random.fold(fold, p.folds());
      case Protocol.UserFolds p -> random.usersOfFold(p, fold);
      case Protocol.GlobalTemporal p -> throw new IllegalArgumentException(p.type());
      case Protocol.Given p -> throw new IllegalArgumentException(p.type());
    };
  }

  /** Holds out everything from the timestamp of interaction ⌊(1 − test) n⌋ + 1 on. */
  private Holdout lastOfAll(double test) {
    int n = rows.size();
    return n == 0 ? before(Long.MAX_VALUE) : before(rows.time(new Share(test).stays(n)));
  }

  private Holdout rollable(Protocol.GlobalTemporal protocol, Holdout holdout) {
    if (protocol.rolling().isPresent() && !data.timed()) {
      throw new UserError(
          "protocol.requests is rolling, but the data has no timestamps; name a timestamp column in"
              + " its dataset.yaml, or take requests: at-cutoff");
    }
    return holdout;
  }

  private Holdout from(long cutoff) {
    if (!data.timed()) {
      throw new UserError(
          "protocol.cutoff is a date, but the data has no timestamps; use test: 0.2, which goes by"
              + " the order of the rows");
    }
    if (rows.size() > 0 && (cutoff <= rows.time(0) || cutoff > rows.time(rows.size() - 1))) {
      throw new UserError(
          "protocol.cutoff is "
              + Instant.ofEpochMilli(cutoff)
              + ", but the interactions are from "
              + Instant.ofEpochMilli(rows.time(0))
              + " to "
              + Instant.ofEpochMilli(rows.time(rows.size() - 1))
              + ": one side would be empty; choose a date between them");
    }
    return before(cutoff);
  }

  private Holdout before(long cutoff) {
    int n = rows.size();
    while (n > 0 && rows.time(n - 1) >= cutoff) {
      n--;
    }
    BitSet kept = new BitSet(rows.size());
    kept.set(0, n);
    return data.timed()
        ? Holdout.parting(rows, kept, Timing.ONE_TIME, cutoff)
        : Holdout.parting(rows, kept, Timing.NONE, Long.MAX_VALUE);
  }

  private Holdout lastOfEach(Share share) {
    int[] left = counts();
    for (int u = 0; u < left.length; u++) {
      left[u] = share.stays(left[u]);
    }
    return firstOfEach(left);
  }

  private Holdout lastOne() {
    int[] left = counts();
    for (int u = 0; u < left.length; u++) {
      left[u] = Math.max(1, left[u] - 1);
    }
    return firstOfEach(left);
  }

  private Holdout firstOfEach(int[] left) {
    BitSet kept = new BitSet(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      if (left[rows.user(i)]-- > 0) {
        kept.set(i);
      }
    }
    return Holdout.parting(
        rows, kept, data.timed() ? Timing.PER_USER : Timing.NONE, Long.MAX_VALUE);
  }

  private int[] counts() {
    int[] counts = new int[data.users().size()];
    for (int i = 0; i < rows.size(); i++) {
      counts[rows.user(i)]++;
    }
    return counts;
  }

  private Holdout given(Protocol.Given protocol) {
    Dataset.TestFile file =
        data.given()
            .orElseThrow(() ->
                new UserError(
                    "protocol is given, but the dataset has no test file; name one under test:"
                        + " in its dataset.yaml, or choose another protocol"));
    Interactions test = file.interactions();
    BitSet kept = new BitSet(rows.size());
    kept.set(0, rows.size());
    BitSet held = new BitSet(test.size());
    held.set(0, test.size());
    if (!protocol.causal().orElse(file.causal()) || !data.timed()) {
      return new Holdout(kept, test, held, Timing.NONE, Long.MAX_VALUE);
    }
    long cutoff = test.size() == 0 ? Long.MAX_VALUE : test.time(0);
    if (rows.size() > 0 && rows.time(rows.size() - 1) >= cutoff) {
      throw new UserError(
          "the test file is said to be causal, but it begins at "
              + Instant.ofEpochMilli(cutoff)
              + " and the other interactions last until "
              + Instant.ofEpochMilli(rows.time(rows.size() - 1))
              + "; set protocol.causal: false, or part the files by time");
    }
    return new Holdout(kept, test, held, Timing.ONE_TIME, cutoff);
  }
}
