package sluice.pipeline.funnel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sluice.core.JudgedRequest;
import sluice.evaluation.Measure;
import sluice.evaluation.UserValues;
import sluice.evaluation.report.Inconclusive;
import sluice.ingestion.split.Protocol;

/** What a split cannot tell: the reasons for which no figure of a run says which system is good. */
final class SplitLimits {
  /**
   * Below so many users a mean is anecdote: the least that textbooks let a normal interval have.
   */
  private static final int FEW_USERS = 30;

  /** Where fewer than one test user in ten has a history, personal lists are not what is tested. */
  private static final double MOSTLY = 0.9;

  private final PreparedData data;
  private final List<FoldRun.Outcome> folds;
  private final JudgedFolds judged;

  SplitLimits(PreparedData data, List<FoldRun.Outcome> folds, JudgedFolds judged) {
    this.data = data;
    this.folds = folds;
    this.judged = judged;
  }

  /** Returns the reasons, the gravest first; none where the split can tell. */
  List<Inconclusive> reasons(Measure headline) {
    List<Inconclusive> reasons = new ArrayList<>();
    noCandidates().ifPresent(reasons::add);
    cold().ifPresent(reasons::add);
    if (reasons.isEmpty()) {
      allAlike(headline).ifPresent(reasons::add);
    }
    fewUsers().ifPresent(reasons::add);
    oneTime().ifPresent(reasons::add);
    return reasons;
  }

  private Optional<Inconclusive> noCandidates() {
    boolean any =
        folds.stream()
            .flatMap(f -> Arrays.stream(f.evaluation().lists("fusion").items))
            .anyMatch(list -> list.length > 0);
    return any
        ? Optional.empty()
        : Optional.of(
            new Inconclusive(
                "no source brings a candidate for any test user",
                "Use more data, or set evaluation.seen: allow where users come back to the same"
                    + " items."));
  }

  private Optional<Inconclusive> cold() {
    List<JudgedRequest> requests = folds.stream().flatMap(f -> f.fold().test().stream()).toList();
    long cold = requests.stream().filter(r -> r.request().history().size() == 0).count();
    if (cold <= MOSTLY * requests.size()) {
      return Optional.empty();
    }
    String who = rolling() ? "test requests" : "test users";
    return Optional.of(
        new Inconclusive(
            String.format(
                Locale.ROOT,
                "%,d of %,d %s have no history in the fitting part (cold)",
                cold,
                requests.size(),
                who),
            warmer()));
  }

  private boolean rolling() {
    return data.protocol() instanceof Protocol.GlobalTemporal p && p.rolling().isPresent();
  }

  private String warmer() {
    return switch (data.protocol()) {
      case Protocol.GlobalTemporal _ ->
          folds.getFirst().fold().fitting().timed()
              ? "Set protocol: leave-one-out or per-user-temporal, which hold out the last"
                  + " interactions of each user, or hold out less."
              : "The data has no timestamps, so that the order of its rows stands for time, and the"
                  + " rows lie user by user. Set protocol: leave-one-out where the rows of each user"
                  + " are in the order of time, else protocol: random-per-user.";
      case Protocol.Given _ ->
          "Check that the test file spells users as the interactions do; else set another protocol,"
              + " such as leave-one-out.";
      default ->
          "Most users have too few interactions to hold some out: use more data, or set protocol:"
              + " leave-one-out, which tests only users who have two.";
    };
  }

  /** Says whether every system has the same figure for every user. */
  private Optional<Inconclusive> allAlike(Measure headline) {
    UserValues values = judged.values();
    double @Nullable [] first = null;
    for (int s = 0; s < values.systems().size(); s++) {
      double @Nullable [] column = values.column(headline, s);
      if (column == null) {
        continue;
      }
      if (first != null && !Arrays.equals(first, column)) {
        return Optional.empty();
      }
      first = column;
    }
    if (first == null) {
      return Optional.empty();
    }
    boolean nothing = Arrays.stream(first).allMatch(v -> !(v > 0));
    return Optional.of(
        new Inconclusive(
            nothing
                ? "no system, not even random, gets any " + headline
                : "every system, random among them, has the same " + headline + " for every user",
            nothing
                ? "What is held out cannot be recommended here: use more data, or look further down"
                    + " the lists with a measure such as recall@100."
                : "The lists are as long as the catalogue is: use more items, or a smaller cutoff,"
                    + " such as evaluation.measures: [nDCG@1]."));
  }

  private Optional<Inconclusive> fewUsers() {
    long users = judged.users().stream().distinct().count();
    return users >= FEW_USERS
        ? Optional.empty()
        : Optional.of(
            new Inconclusive(
                String.format(
                    Locale.ROOT,
                    "only %d %s counted, and below %d a difference is chance",
                    users,
                    users == 1 ? "user is" : "users are",
                    FEW_USERS),
                "Use more data"
                    + (data.protocol() instanceof Protocol.KFold
                        ? "."
                        : ", or set protocol: k-fold, which tests every user who has more than one"
                            + " item.")));
  }

  private Optional<Inconclusive> oneTime() {
    boolean ordered =
        data.protocol() instanceof Protocol.PerUserTemporal
            || data.protocol() instanceof Protocol.LeaveOneOut;
    return data.oneTime() && ordered
        ? Optional.of(
            new Inconclusive(
                "all interactions have the same timestamp, so that only the order of the rows says"
                    + " which was last",
                "Set protocol: random-per-user, or give the interactions their own timestamps."))
        : Optional.empty();
  }
}
