package sluice.studies.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import sluice.core.Feature;
import sluice.core.RankingSet;
import sluice.evaluation.audit.SingleValue;

/** Looks for features that know the label or the user, on the ranker's tuning rows. */
final class FeatureChecks {
  /** A single feature with an AUC from here on is taken for the label itself. */
  static final double LEAK = 0.985;

  /** One from here on that is also far above all others is worth a look. */
  static final double HIGH = 0.9;

  private static final double FAR = 0.1;
  private static final int USERS = 50;
  private static final double INJECTIVE = 0.95;

  private final RankingSet set;

  FeatureChecks(RankingSet set) {
    this.set = set;
  }

  List<Finding> findings() {
    return List.of(againstLabel(), identity());
  }

  private record Power(String feature, double auc) {}

  private Finding againstLabel() {
    boolean[] relevant = new boolean[set.rows()];
    int positives = 0;
    for (int row = 0; row < relevant.length; row++) {
      relevant[row] = set.label(row) > 0;
      positives += relevant[row] ? 1 : 0;
    }
    String check = "feature too good to be true";
    if (positives < 5 || positives > relevant.length - 5) {
      return new Finding(
          check,
          Finding.Level.PASS,
          "not judged: " + positives + " relevant of " + relevant.length + " tuning rows",
          "");
    }
    List<Power> powers = new ArrayList<>();
    for (int j = 0; j < set.features().columns(); j++) {
      double auc = SingleValue.auc(column(j), relevant);
      powers.add(new Power(set.features().schema().features().get(j).name(), auc));
    }
    powers.sort(Comparator.comparingDouble((Power p) -> -p.auc()));
    Power best = powers.getFirst();
    double next = powers.size() > 1 ? powers.get(1).auc() : 0.5;
    Finding.Level level =
        best.auc() >= LEAK
            ? Finding.Level.LEAK
            : best.auc() >= HIGH && best.auc() > next + FAR
                ? Finding.Level.WARNING
                : Finding.Level.PASS;
    return new Finding(
        check,
        level,
        String.format(
            Locale.ROOT,
            "best single feature on %d rows: %s, AUC %.3f (the next has %.3f)",
            set.rows(),
            best.feature(),
            best.auc(),
            next),
        level == Finding.Level.PASS
            ? ""
            : "look where "
                + best.feature()
                + " comes from; it must be known before the request and must not be made of the"
                + " label");
  }

  /** Whole numbers that each request has alone name the user; measured quantities may be unique. */
  private Finding identity() {
    List<String> found = new ArrayList<>();
    int requests = set.requests();
    for (int j = 0; requests >= USERS && j < set.features().columns(); j++) {
      Feature feature = set.features().schema().features().get(j);
      double[] each = new double[requests];
      boolean whole = feature.type() == Feature.Type.NUMBER;
      for (int g = 0; whole && g < requests; g++) {
        for (int row = set.start(g); whole && row < set.start(g + 1); row++) {
          float value = set.features().get(row, j);
          whole = value == Math.rint(value) && value == set.features().get(set.start(g), j);
        }
        each[g] = set.start(g) < set.start(g + 1) ? set.features().get(set.start(g), j) : 0;
      }
      if (whole && SingleValue.distinct(each) >= INJECTIVE * requests) {
        found.add(feature.name());
      }
    }
    return found.isEmpty()
        ? new Finding(
            "users' identity",
            Finding.Level.PASS,
            requests < USERS
                ? "not judged: fewer than " + USERS + " tuning requests"
                : "no feature numbers the users (" + requests + " requests)",
            "")
        : new Finding(
            "users' identity",
            Finding.Level.WARNING,
            "nearly every request has a whole number of its own in " + String.join(", ", found),
            "leave the column out of the users' table, or part it into classes");
  }

  private double[] column(int j) {
    double[] values = new double[set.rows()];
    for (int row = 0; row < values.length; row++) {
      values[row] = set.features().get(row, j);
    }
    return values;
  }
}
