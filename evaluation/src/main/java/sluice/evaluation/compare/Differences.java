package sluice.evaluation.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sluice.evaluation.compare.Difference.Evidence;
import sluice.evaluation.compare.Difference.Size;
import sluice.evaluation.significance.Clusters;
import sluice.evaluation.significance.EffectSize;
import sluice.evaluation.significance.Equivalence;
import sluice.evaluation.significance.Holm;
import sluice.evaluation.significance.MeanDifference;
import sluice.evaluation.significance.Power;
import sluice.evaluation.significance.SignFlip;
import sluice.evaluation.significance.VarianceSplit;
import sluice.evaluation.significance.WilcoxonSignedRank;

/**
 * Tests every side against the baseline, measure by measure.
 *
 * <p>p is by sign flips of users (all of them up to {@link SignFlip#EXACT} users, 100,000 up to
 * 2,000 users), above by the paired t; the interval and the equivalence test by t. Where both sides
 * were refitted all three are by the split of the variance into users and refits of the differences
 * between refits of the same seed. Holm corrects over the sides.
 */
final class Differences {
  private static final int SIGN_FLIP_USERS = 2_000;
  private static final long SEED = 42;

  private final List<Side> sides;
  private final Optional<Double> margin;
  private final int threads;
  private final Map<Integer, SignFlip> flips = new HashMap<>();
  private final Map<Integer, Double> leastEffects = new HashMap<>();

  Differences(List<Side> sides, Optional<Double> margin, int threads) {
    this.sides = sides;
    this.margin = margin;
    this.threads = threads;
  }

  List<Difference> of(String measure) {
    List<Difference> raw = new ArrayList<>();
    for (Side side : sides.subList(1, sides.size())) {
      raw.add(against(side, measure));
    }
    double[] pValues =
        Holm.correct(raw.stream().mapToDouble(d -> d.evidence().pValueRaw()).toArray());
    double[] equivalent =
        Holm.correct(
            raw.stream()
                .mapToDouble(d -> d.evidence().equivalence().map(Equivalence::pValue).orElse(1.0))
                .toArray());
    List<Difference> out = new ArrayList<>();
    for (int i = 0; i < pValues.length; i++) {
      double corrected = equivalent[i];
      Difference d = raw.get(i);
      Evidence e = d.evidence();
      Evidence now =
          new Evidence(
              e.difference(),
              e.test(),
              e.pValueRaw(),
              pValues[i],
              e.signedRanks(),
              e.equivalence().map(q -> new Equivalence(q.margin(), corrected)));
      out.add(d.with(now));
    }
    return out;
  }

  private Difference against(Side side, String measure) {
    Side baseline = sides.getFirst();
    PairedRows rows = PairedRows.of(baseline, side, measure);
    Clusters users = rows.clusters();
    double[] differences = rows.differences();
    double[] ofBaseline = PairedRows.mean(rows.baseline());
    MeanDifference mean = MeanDifference.of(differences, users);
    WilcoxonSignedRank.Result ranks = WilcoxonSignedRank.of(differences, users);
    Optional<VarianceSplit> split =
        side.repeated() && users.count() > 1
            ? Optional.of(VarianceSplit.of(PairedRows.byUser(refits(rows), users)))
            : Optional.empty();
    Evidence evidence =
        split
            .map(s -> overRefits(s, ranks))
            .orElseGet(() -> overUsers(differences, users, mean, ranks));
    double own = Arrays.stream(PairedRows.mean(rows.values())).average().orElse(Double.NaN);
    double before = Arrays.stream(ofBaseline).average().orElse(Double.NaN);
    return new Difference(
        measure,
        side.name(),
        systems(baseline, side, measure),
        rows.rows(),
        users.count(),
        before,
        own,
        evidence,
        size(mean, ranks, margin.orElse(0.05 * Math.abs(before))));
  }

  private static double[][] refits(PairedRows rows) {
    double[][] out = new double[rows.values().length][rows.rows()];
    for (int r = 0; r < out.length; r++) {
      for (int i = 0; i < out[r].length; i++) {
        out[r][i] = rows.values()[r][i] - rows.baseline()[r][i];
      }
    }
    return out;
  }

  private Evidence overRefits(VarianceSplit split, WilcoxonSignedRank.Result ranks) {
    return new Evidence(
        split.interval(),
        "two-way",
        split.pValue(),
        1,
        ranks.pValue(),
        margin.map(m -> Equivalence.of(split.mean(), split.standardError(), split.degrees(), m)));
  }

  private Evidence overUsers(
      double[] differences, Clusters users, MeanDifference mean, WilcoxonSignedRank.Result ranks) {
    double p;
    boolean flip = users.count() <= SIGN_FLIP_USERS;
    if (users.count() <= SignFlip.EXACT) {
      p = SignFlip.exact(users.sums(differences));
    } else if (flip) {
      double[][] systems = {users.sums(differences), new double[users.count()]};
      p =
          flips.computeIfAbsent(users.count(), n -> new SignFlip(n, SignFlip.FLIPS, SEED, threads))
              .pValues(systems, new int[][] {{0, 1}})[0];
    } else {
      p = mean.pValue();
    }
    return new Evidence(
        mean.interval(0.95),
        flip ? "sign-flip" : "paired-t",
        p,
        1,
        ranks.pValue(),
        margin.map(m -> Equivalence.of(mean, m)));
  }

  private Size size(MeanDifference mean, WilcoxonSignedRank.Result ranks, double asked) {
    double deviation = mean.deviation();
    boolean known = mean.clusters() > 1 && deviation > 0;
    double least =
        mean.clusters() < 2
            ? Double.NaN
            : leastEffects.computeIfAbsent(
                mean.clusters(), n -> Power.detectable(n, Power.POWER, Power.ALPHA));
    return new Size(
        EffectSize.of(mean),
        ranks.rankBiserial(),
        known ? least * deviation : Double.NaN,
        asked,
        known && asked > 0 ? Power.users(asked / deviation, Power.POWER, Power.ALPHA) : 0);
  }

  private static String systems(Side baseline, Side side, String measure) {
    String one = baseline.first().measure(measure).orElseThrow().system();
    String other = side.first().measure(measure).orElseThrow().system();
    return one.equals(other) ? one : one + " / " + other;
  }
}
