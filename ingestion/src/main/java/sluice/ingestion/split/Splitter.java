package sluice.ingestion.split;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import sluice.core.FittingPart;
import sluice.core.Fold;
import sluice.core.Histories;
import sluice.core.JudgedRequest;
import sluice.core.Randomness;
import sluice.core.UserError;
import sluice.ingestion.Relevance;

/**
 * Parts a dataset into what may be learned from and what measures, by a {@link Protocol}, and the
 * fitting part once more for the ranker.
 *
 * <p>Everything of a {@link FittingPart}, outer and nested, is a function of the fitting part's own
 * rows: ids are numbered by their order among those that are kept, categories, tags and sessions
 * again. Linear in the interactions, but for the random protocols, which sort each user's (item's)
 * pairs.
 */
public final class Splitter {
  private final Dataset data;
  private final Protocol protocol;
  private final Relevance rule;
  private final long seed;

  Splitter(Dataset data, Protocol protocol, Relevance rule, long seed) {
    this.data = data;
    this.protocol = protocol;
    this.rule = rule;
    this.seed = seed;
  }

  /**
   * Splits a dataset.
   *
   * @param data all of it
   * @param protocol what is held out
   * @param seen whether seen items may come back; {@link SeenPolicy#AUTO} looks at the (first)
   *     fitting part alone
   * @param rule which held-out interactions are relevant
   * @param seed of the random protocols and of the parts of the ranker's users
   * @throws UserError where a side would be empty or nothing held out is relevant
   */
  public static Split split(
      Dataset data, Protocol protocol, SeenPolicy seen, Relevance rule, long seed) {
    return new Splitter(data, protocol, rule, seed).split(seen);
  }

  private Split split(SeenPolicy seen) {
    if (data.interactions().size() == 0) {
      throw new UserError("the dataset has no interactions: there is nothing to split");
    }
    int folds = protocol.folds();
    List<FoldParts> parts = new ArrayList<>();
    boolean exclude = seen == SeenPolicy.EXCLUDE;
    double repeats = Double.NaN;
    for (int fold = 0; fold < folds; fold++) {
      Holdout holdout = Holdouts.outer(data, protocol, fold, seed);
      checkSides(holdout);
      Part outer = new Part(data, holdout, false);
      if (fold == 0 && seen == SeenPolicy.AUTO) {
        repeats = repeats(outer.fitting());
        exclude = repeats < SeenPolicy.REPEATS;
      }
      Holdout nested = Holdouts.nested(outer.data(), protocol, holdout.timing(), fold, seed);
      parts.add(fold(fold, holdout, outer, nested, exclude));
    }
    ProtocolReport report = new ProtocolReport(data, protocol, exclude, repeats, parts);
    return new Split(
        parts.stream().map(FoldParts::fold).toList(),
        exclude,
        report.section(),
        report.notes(),
        report.warnings());
  }

  /** Makes a fold of two holdouts, the second of what the first leaves. */
  FoldParts fold(int number, Holdout holdout, Part outer, Holdout nested, boolean exclude) {
    HoldoutRequests.Made test = HoldoutRequests.of(data, holdout, outer, rule, exclude, rolling());
    if (test.requests().isEmpty()) {
      throw new UserError(
          "protocol "
              + protocol.type()
              + " holds out "
              + holdout.heldRows()
              + " interactions, but none is left to judge by: "
              + test.counts().notRelevant()
              + " are not relevant by the dataset's rule, "
              + test.counts().repeats()
              + " repeat what the user has in the fitting part; loosen relevant: in dataset.yaml,"
              + " set evaluation.seen: allow, or hold out more");
    }
    if (nested.keptRows() == 0) {
      // Nothing to learn the inner retrievers from: the ranker goes without training.
      Fold fold =
          new Fold(
              number,
              outer.fitting(),
              test.requests(),
              outer.fitting(),
              List.of(),
              List.of(),
              List.of(),
              rolling().map(r -> LaterPart.of(data, holdout, outer, Long.MAX_VALUE)),
              Optional.empty());
      return new FoldParts(fold, holdout, test.counts(), new HoldoutCounts.Tally().counts());
    }
    Part inner = new Part(outer.data(), nested, true);
    HoldoutRequests.Made labels =
        HoldoutRequests.of(outer.data(), nested, inner, rule, exclude, rolling());
    List<JudgedRequest> train = new ArrayList<>();
    List<JudgedRequest> tune = new ArrayList<>();
    List<JudgedRequest> calibrate = new ArrayList<>();
    for (JudgedRequest request : labels.requests()) {
      double place =
          Randomness.uniform(
              Randomness.key(seed, "ranker-part", Randomness.hash(request.request().userId())));
      (place < 0.7 ? train : place < 0.85 ? tune : calibrate).add(request);
    }
    Fold fold =
        new Fold(
            number,
            outer.fitting(),
            test.requests(),
            inner.fitting(),
            train,
            tune,
            calibrate,
            rolling().map(r -> LaterPart.of(data, holdout, outer, Long.MAX_VALUE)),
            rolling().map(r -> LaterPart.of(outer.data(), nested, inner, holdout.cutoff())));
    return new FoldParts(fold, holdout, test.counts(), labels.counts());
  }

  private Optional<Protocol.Rolling> rolling() {
    return protocol instanceof Protocol.GlobalTemporal p ? p.rolling() : Optional.empty();
  }

  /** A fold with what was counted. */
  record FoldParts(Fold fold, Holdout holdout, HoldoutCounts test, HoldoutCounts nested) {}

  private void checkSides(Holdout holdout) {
    if (holdout.keptRows() > 0 && holdout.heldRows() > 0) {
      return;
    }
    String both =
        data.interactions().size()
            + " interactions of "
            + data.users().size()
            + " users, protocol "
            + protocol.type();
    if (holdout.keptRows() == 0) {
      String nothing = "nothing is left to learn from (" + both + "): ";
      throw new UserError(
          data.timed()
                  && protocol instanceof Protocol.GlobalTemporal
                  && DefaultProtocol.oneTime(data.interactions())
              ? nothing
                  + "all interactions have the timestamp "
                  + Instant.ofEpochMilli(data.interactions().time(0))
                  + ", so that no cutoff can split them; set protocol: leave-one-out (the rows of each"
                  + " user are in order) or protocol: random-per-user"
              : nothing + "hold out less, or use more data");
    }
    throw new UserError(
        "nothing is held out to measure with ("
            + both
            + "): "
            + (protocol instanceof Protocol.LeaveOneOut
                ? "every user has one interaction, which stays; use more data, or a protocol that"
                    + " tests users without history, such as protocol: random-per-item"
                : "hold out more, or use more data"));
  }

  /** Returns the share of a part's interactions that repeat an earlier pair of user and item. */
  static double repeats(FittingPart part) {
    Histories histories = part.histories();
    int[] metBy = new int[part.catalogue().size()];
    Arrays.fill(metBy, -1);
    long repeats = 0;
    for (int user = 0; user < histories.users(); user++) {
      for (int k = 0; k < histories.size(user); k++) {
        int item = part.interactions().item(histories.row(user, k));
        if (metBy[item] == user) {
          repeats++;
        }
        metBy[item] = user;
      }
    }
    return (double) repeats / Math.max(1, part.interactions().size());
  }
}
