package sluice.studies.curves;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import sluice.core.Feature;
import sluice.core.FeatureMatrix;
import sluice.core.FeatureSchema;
import sluice.core.Fold;
import sluice.core.JudgedRequest;
import sluice.core.Progress;
import sluice.core.Randomness;
import sluice.core.Ranker;
import sluice.core.RankerTrainer;
import sluice.core.RankingSet;
import sluice.core.UserError;
import sluice.evaluation.Measure;
import sluice.evaluation.UserValues;
import sluice.evaluation.significance.Bootstrap;
import sluice.evaluation.significance.Holm;
import sluice.evaluation.significance.Interval;
import sluice.funnel.FunnelSettings;
import sluice.ranking.FeatureWeights;
import sluice.ranking.TuneMeasure;
import sluice.ranking.settings.RankingSettings;
import sluice.studies.LeanSettings;
import sluice.studies.Trial;
import sluice.studies.ablation.Paired;
import sluice.studies.subset.OnFeatures;
import sluice.studies.subset.OnRequests;

/**
 * Quality of the served ranker against the share of training data and of features, on test, train
 * and tune requests.
 *
 * <p>Smaller shares are parts of larger ones: users by a hash of (seed, user), features by a hash
 * of (seed, name) or by weight. Test requests and their labels are the same for every point. Of the
 * data either the training requests are thinned, so that the ranker alone changes, or whole users
 * of the fitting part, so that everything is fitted again on fewer interactions. One use; not
 * thread-safe.
 */
public final class LearningCurves {
  /** Train requests whose quality is measured with every candidate. */
  private static final int SEEN = 400;

  private static final int CUTOFF = 10;

  private final Trial trial;
  private final Progress progress;
  private final CurveSettings settings;
  private FunnelSettings config;
  private final Measure headline;
  private final Map<String, String> userOf = new HashMap<>();

  /**
   * What came out.
   *
   * @param dataset what the data is called
   * @param measure the headline measure, on test requests
   * @param ranker the served ranker
   * @param settings what was asked for
   * @param data the curve over shares of the data
   * @param features the curve over shares of the features, empty where none was asked for
   * @param ceiling nDCG@10 that the best order of the candidates has on tune requests
   * @param tiny whether a few requests can be memorized
   * @param folds how many the protocol has; the first is measured
   * @param seconds how long it took
   */
  public record Outcome(
      String dataset,
      String measure,
      String ranker,
      CurveSettings settings,
      List<CurvePoint> data,
      List<CurvePoint> features,
      double ceiling,
      TinyFit tiny,
      int folds,
      double seconds) {
    /** Copies. */
    public Outcome {
      data = List.copyOf(data);
      features = List.copyOf(features);
    }
  }

  /** One ranker of a curve, before it is judged against its neighbours. */
  private static final class Raw {
    final double share;
    final int amount;
    final OptionalDouble train;
    final double tune;
    final double[] test;

    Raw(double share, int amount, OptionalDouble train, double tune, double[] test) {
      this.share = share;
      this.amount = amount;
      this.train = train;
      this.tune = tune;
      this.test = test;
    }
  }

  /** Prepares the curves of the config that the trial's data was prepared with. */
  public LearningCurves(Trial trial, Progress progress, CurveSettings settings) {
    this.trial = trial;
    this.progress = progress;
    this.settings = settings;
    this.headline = trial.headline();
    this.config = LeanSettings.of(trial.settings());
    trial.fold().train().forEach(r -> userOf.put(r.request().id(), r.request().userId()));
  }

  /** Trains and measures every point. */
  public Outcome run() {
    long started = System.nanoTime();
    Fold fold = trial.fold();
    Trial.Result whole =
        step("all data and features", () -> trial.run(config, List.of(headline), fold, seen(fold)));
    if (whole.served().equals(RankingSettings.BASELINE)) {
      throw new UserError(
          "the order of retrieval is served, which learns nothing; set ranking.model to a ranker"
              + " that learns, on data from which it can");
    }
    config = LeanSettings.of(config, whole);
    RankerTrainer model = config.ranking().trainer(whole.served());
    boolean requests = settings.thin() == CurveSettings.Thin.REQUESTS;
    NestedUsers trained =
        new NestedUsers(
            config.seed(), whole.train().requestIds().stream().map(this::user).toList());

    Map<Double, Set<String>> kept = new LinkedHashMap<>();
    List<RankerTrainer> trainers = new ArrayList<>(LeanSettings.served(config));
    for (double share : smaller(settings.shares())) {
      if (requests) {
        Set<String> users = trained.share(share);
        kept.put(share, users);
        trainers.add(new OnRequests(onRequests(share), model, id -> users.contains(user(id))));
      }
    }
    FeatureSchema schema = whole.train().features().schema();
    List<Feature> order = order(whole);
    for (double share : smaller(settings.features())) {
      Set<Feature> part = new HashSet<>(order.subList(0, count(share, schema.size())));
      trainers.add(new OnFeatures(onFeatures(share), model, all -> part::contains));
    }
    Trial.Result again =
        trainers.size() > LeanSettings.served(config).size()
            ? step(
                "rankers on less",
                () ->
                    trial.rankAgain(whole, LeanSettings.with(config, trainers), List.of(headline)))
            : whole;

    List<Raw> data = new ArrayList<>();
    for (double share : smaller(settings.shares())) {
      if (requests) {
        Set<String> users = kept.getOrDefault(share, Set.of());
        Predicate<String> of = id -> users.contains(user(id));
        int n = (int) whole.train().requestIds().stream().filter(of).count();
        data.add(raw(again, onRequests(share), share, n, of));
      } else {
        data.add(thinned(share));
      }
    }
    int all = requests ? whole.train().requests() : ThinnedFold.amount(fold);
    Raw full = raw(whole, whole.served(), 1, all, id -> true);
    data.add(full);
    List<Raw> features = new ArrayList<>();
    for (double share : smaller(settings.features())) {
      int n = count(share, schema.size());
      features.add(raw(again, onFeatures(share), share, n, id -> true));
    }
    if (!settings.features().isEmpty()) {
      features.add(new Raw(1, schema.size(), full.train, full.tune, full.test));
    }
    TinyFit tiny =
        step(
            "a few requests memorized",
            () -> TinyFit.of(model, whole.train(), config.seed(), config.threads()));
    return new Outcome(
        trial.dataset(),
        headline.toString(),
        whole.served(),
        settings,
        points(data),
        points(features),
        ceiling(found(whole.tune())),
        tiny,
        trial.folds(),
        (System.nanoTime() - started) / 1e9);
  }

  private static List<Double> smaller(List<Double> shares) {
    return shares.stream().filter(share -> share < 1).toList();
  }

  private static String onRequests(double share) {
    return "requests " + CurveSettings.label(share);
  }

  private static String onFeatures(double share) {
    return "features " + CurveSettings.label(share);
  }

  private static int count(double share, int features) {
    return Math.max(1, (int) Math.round(share * features));
  }

  private String user(String requestId) {
    return userOf.getOrDefault(requestId, requestId);
  }

  /** The train requests of the first users of every share. */
  private List<JudgedRequest> seen(Fold fold) {
    return fold.train().stream()
        .sorted(
            Comparator.comparingLong(
                    (JudgedRequest r) -> NestedUsers.key(config.seed(), r.request().userId()))
                .thenComparing(r -> r.request().id()))
        .limit(SEEN)
        .toList();
  }

  private Raw thinned(double share) {
    Fold fold = trial.fold();
    Set<String> users = new NestedUsers(config.seed(), ThinnedFold.users(fold)).share(share);
    Fold part = ThinnedFold.of(fold, users::contains);
    Trial.Result result =
        step(
            "on " + CurveSettings.label(share) + " of the users",
            () -> trial.run(config, List.of(headline), part, seen(part)));
    return raw(result, result.served(), share, ThinnedFold.amount(part), id -> true);
  }

  private Raw raw(
      Trial.Result result, String ranker, double share, int amount, Predicate<String> trainedOn) {
    Ranker fitted =
        result.rankers().stream().filter(r -> r.name().equals(ranker)).findFirst().orElseThrow();
    Set<String> trained = new HashSet<>(result.train().requestIds());
    Optional<RankingSet> seen =
        result.seen().map(s -> found(s).only(id -> trained.contains(id) && trainedOn.test(id)));
    OptionalDouble train =
        seen.isEmpty() || seen.get().requests() == 0
            ? OptionalDouble.empty()
            : OptionalDouble.of(quality(fitted, seen.get()));
    return new Raw(
        share,
        amount,
        train,
        quality(fitted, found(result.tune())),
        column(result.values(), ranker));
  }

  /** Requests of which the candidates hold a relevant item: others score 0 in any order. */
  private static RankingSet found(RankingSet set) {
    Set<String> found = new HashSet<>();
    for (int g = 0; g < set.requests(); g++) {
      for (int r = set.start(g); r < set.start(g + 1); r++) {
        if (set.label(r) > 0) {
          found.add(set.requestIds().get(g));
        }
      }
    }
    return set.only(found::contains);
  }

  /** Scores request by request, so that rankers that look at the whole list see it alone. */
  private static double quality(Ranker ranker, RankingSet set) {
    FeatureMatrix all = set.features();
    FeatureMatrix one = new FeatureMatrix(all.schema(), 512);
    int width = all.columns();
    float[] scores = new float[set.rows()];
    for (int g = 0; g < set.requests(); g++) {
      int from = set.start(g);
      int rows = set.start(g + 1) - from;
      one.resize(rows);
      System.arraycopy(all.data(), from * width, one.data(), 0, rows * width);
      float[] own = new float[rows];
      ranker.score(one, own);
      System.arraycopy(own, 0, scores, from, rows);
    }
    return new TuneMeasure(set, CUTOFF).mean(scores);
  }

  private static double ceiling(RankingSet set) {
    float[] labels = new float[set.rows()];
    for (int r = 0; r < labels.length; r++) {
      labels[r] = set.label(r);
    }
    return new TuneMeasure(set, CUTOFF).mean(labels);
  }

  private double[] column(UserValues values, String ranker) {
    double @Nullable [] column = values.column(headline, values.system(ranker));
    if (column == null) {
      throw new IllegalStateException(headline + " is not reported for " + ranker);
    }
    return column;
  }

  private List<Feature> order(Trial.Result whole) {
    FeatureSchema schema = whole.train().features().schema();
    Ranker served =
        whole.rankers().stream()
            .filter(r -> r.name().equals(whole.served()))
            .findFirst()
            .orElseThrow();
    List<Feature> order = new ArrayList<>(schema.features());
    if (settings.order() == CurveSettings.Order.IMPORTANCE) {
      if (!(served instanceof FeatureWeights told)) {
        throw new UserError(
            "--feature-order importance: "
                + whole.served()
                + " tells no weights of its features; use --feature-order seed");
      }
      double[] weights = told.featureWeights();
      order.sort(
          Comparator.comparingDouble((Feature f) -> -Math.abs(weights[schema.index(f.name())]))
              .thenComparing(Feature::name));
    } else {
      order.sort(
          Comparator.comparingLong((Feature f) ->
                  Randomness.key(config.seed(), "feature-curve", Randomness.hash(f.name())))
              .thenComparing(Feature::name));
    }
    return order;
  }

  private List<CurvePoint> points(List<Raw> raw) {
    if (raw.isEmpty()) {
      return List.of();
    }
    List<Interval> test =
        Bootstrap.intervals(
            raw.stream().map(r -> r.test).toList(),
            Bootstrap.RESAMPLES,
            config.seed(),
            config.threads());
    List<Paired> steps = new ArrayList<>();
    for (int i = 1; i < raw.size(); i++) {
      steps.add(Paired.of(raw.get(i).test, raw.get(i - 1).test, config.seed(), config.threads()));
    }
    double[] p = Holm.correct(steps.stream().mapToDouble(Paired::p).toArray());
    List<CurvePoint> points = new ArrayList<>();
    for (int i = 0; i < raw.size(); i++) {
      Raw at = raw.get(i);
      Optional<CurvePoint.Step> step =
          i == 0
              ? Optional.empty()
              : Optional.of(new CurvePoint.Step(steps.get(i - 1).difference(), p[i - 1]));
      points.add(new CurvePoint(at.share, at.amount, at.train, at.tune, test.get(i), step));
    }
    return points;
  }

  private <T> T step(String name, Supplier<T> work) {
    progress.start(name, 0);
    T done = work.get();
    progress.end();
    return done;
  }
}
