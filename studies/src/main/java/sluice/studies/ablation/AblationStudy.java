package sluice.studies.ablation;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import sluice.candidates.RetrievalSettings;
import sluice.candidates.SourceSpec;
import sluice.core.ConfigNode;
import sluice.core.Feature;
import sluice.core.FeatureMatrix;
import sluice.core.Progress;
import sluice.core.RankerTrainer;
import sluice.core.RankingSet;
import sluice.core.UserError;
import sluice.evaluation.JudgedSystem;
import sluice.evaluation.Measure;
import sluice.evaluation.UserValues;
import sluice.evaluation.significance.Holm;
import sluice.evaluation.significance.Interval;
import sluice.funnel.FunnelSettings;
import sluice.ranking.TuneMeasure;
import sluice.ranking.settings.RankingSettings;
import sluice.studies.LeanSettings;
import sluice.studies.Trial;
import sluice.studies.subset.OnFeatures;

/**
 * Leaves out each source, group of features and stage in turn and measures what is lost.
 *
 * <p>All is measured on the same test requests of the first fold, with the same split and seed, by
 * the list of the served ranker, so that a difference comes from what was left out and from nothing
 * else. Without a source, everything is fitted again; without a group of features the retrieval
 * stays, and the ranker alone is retrained. One use; not thread-safe.
 */
public final class AblationStudy {
  private static final String BASELINE = RankingSettings.BASELINE;

  private final Trial trial;
  private final Progress progress;
  private FunnelSettings config;
  private final Measure headline;
  private final Measure recall;
  private final List<Ablation> found = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private @Nullable Measured whole;

  /** What is kept of a run. */
  private record Measured(UserValues values, String served, Map<String, Double> millis) {}

  /**
   * What came out.
   *
   * @param dataset what the data is called
   * @param measure the headline measure
   * @param ranker the served ranker
   * @param users how many users were counted
   * @param with the measure with everything
   * @param fusionRecall recall of the fused list with everything
   * @param ablations in the order they were made
   * @param notes what could not be left out, and why
   * @param seconds how long it took
   */
  public record Outcome(
      String dataset,
      String measure,
      String ranker,
      int users,
      double with,
      double fusionRecall,
      List<Ablation> ablations,
      List<String> notes,
      double seconds) {
    /** Copies. */
    public Outcome {
      ablations = List.copyOf(ablations);
      notes = List.copyOf(notes);
    }
  }

  /** Prepares a study of the config that the trial's data was prepared with. */
  public AblationStudy(Trial trial, Progress progress) {
    this.trial = trial;
    this.progress = progress;
    this.headline = trial.headline();
    this.recall = Measure.parse("recall@" + trial.settings().candidates().fusion().n());
    this.config = LeanSettings.of(trial.settings());
  }

  /** Leaves out what is asked for. */
  public Outcome run(Set<Ablation.Kind> what) {
    long started = System.nanoTime();
    if (trial.folds() > 1) {
      notes.add("The first of " + trial.folds() + " folds is measured.");
    }
    String best = withoutRefitting(what);
    Measured base = Objects.requireNonNull(whole);
    List<SourceSpec> sources = config.candidates().sources();
    if (sources.size() < 2
        && (what.contains(Ablation.Kind.SOURCES) || what.contains(Ablation.Kind.STAGES))) {
      notes.add("There is one source alone: neither it nor fusion can be left out.");
    } else {
      if (what.contains(Ablation.Kind.STAGES)) {
        List<SourceSpec> alone = sources.stream().filter(s -> s.name().equals(best)).toList();
        refit(Ablation.Kind.STAGES, "fusion", best + " alone, the best source on tune", alone);
      }
      if (what.contains(Ablation.Kind.SOURCES)) {
        for (SourceSpec left : sources) {
          List<SourceSpec> others = sources.stream().filter(s -> !s.equals(left)).toList();
          refit(Ablation.Kind.SOURCES, left.name(), "", others);
        }
      }
    }
    double[] p = Holm.correct(found.stream().mapToDouble(Ablation::p).toArray());
    List<Ablation> corrected = new ArrayList<>();
    for (Ablation.Kind kind : EnumSet.allOf(Ablation.Kind.class)) {
      for (int i = 0; i < p.length; i++) {
        if (found.get(i).kind() == kind) {
          corrected.add(found.get(i).corrected(p[i]));
        }
      }
    }
    int served = base.values().system(base.served());
    return new Outcome(
        trial.dataset(),
        headline.toString(),
        base.served(),
        base.values().counted(headline, u -> true),
        base.values().mean(headline, served),
        base.values().mean(recall, base.values().system("fusion")),
        corrected,
        notes,
        (System.nanoTime() - started) / 1e9);
  }

  /**
   * Measures everything, and what needs no fitting of retrieval; the fitted parts and lists, which
   * are large, are let go.
   *
   * @return the best source
   */
  private String withoutRefitting(Set<Ablation.Kind> what) {
    Trial.Result result = step("with everything", () -> trial.run(config, measures()));
    config = LeanSettings.of(config, result);
    Measured base = measured(result);
    whole = base;
    if (what.contains(Ablation.Kind.FEATURES)) {
      features(result, base);
    }
    if (what.contains(Ablation.Kind.STAGES)) {
      ranking(result, base);
      reRanking(base);
    }
    return bestSource(result);
  }

  /** The trainer of the served ranker on all groups but one, for every group. */
  private void features(Trial.Result result, Measured base) {
    if (base.served().equals(BASELINE)) {
      notes.add("The order of retrieval is served: it reads no feature.");
      return;
    }
    Set<String> groups = new LinkedHashSet<>();
    result.train().features().schema().features().forEach(f -> groups.add(f.group()));
    if (groups.size() < 2) {
      notes.add("There is one group of features alone: it cannot be left out.");
      return;
    }
    List<RankerTrainer> trainers = new ArrayList<>(LeanSettings.served(config));
    RankerTrainer model = config.ranking().trainer(base.served());
    for (String group : groups) {
      trainers.add(
          new OnFeatures(
              system(group), model, schema -> feature -> !feature.group().equals(group)));
    }
    Trial.Result again =
        step(
            "without each of " + groups.size() + " groups of features",
            () -> trial.rankAgain(result, LeanSettings.with(config, trainers), measures()));
    for (String group : groups) {
      compare(
          new Part(Ablation.Kind.FEATURES, group, ""),
          column(again.values(), headline, base.served()),
          column(again.values(), headline, system(group)),
          Optional.empty(),
          OptionalDouble.empty());
    }
  }

  private static String system(String group) {
    return "without " + group;
  }

  private void ranking(Trial.Result result, Measured base) {
    if (base.served().equals(BASELINE)) {
      notes.add("The order of retrieval is served: there is no ranking to leave out.");
      return;
    }
    compare(
        new Part(Ablation.Kind.STAGES, "ranking", "the order of retrieval"),
        column(base.values(), headline, base.served()),
        column(base.values(), headline, BASELINE),
        Optional.empty(),
        OptionalDouble.of(result.millis(base.served()) - result.millis(BASELINE)));
  }

  /** The one stage after the ranker: the slate is with it, the ranker's list without. */
  private void reRanking(Measured base) {
    double @Nullable [] slate = base.values().column(headline, base.values().system("slate"));
    if (slate == null) {
      notes.add(headline + " looks further down than the slate: re-ranking is not measured by it.");
      return;
    }
    compare(
        new Part(Ablation.Kind.STAGES, "re-ranking", "the ranker's order"),
        slate,
        column(base.values(), headline, base.served()),
        Optional.empty(),
        OptionalDouble.empty());
  }

  private void refit(Ablation.Kind kind, String name, String instead, List<SourceSpec> sources) {
    Measured base = Objects.requireNonNull(whole);
    RetrievalSettings all = config.candidates();
    RetrievalSettings fewer = all.withSources(sources);
    Measured without =
        step("without " + name, () -> measured(trial.run(config.with(fewer), measures())));
    if (!without.served().equals(base.served())) {
      notes.add(
          "Without " + name + " the ranker cannot be trained; " + without.served() + " is served.");
    }
    Paired fused =
        Paired.of(
            column(base.values(), recall, "fusion"),
            column(without.values(), recall, "fusion"),
            config.seed(),
            config.threads());
    compare(
        new Part(kind, name, instead),
        column(base.values(), headline, base.served()),
        column(without.values(), headline, without.served()),
        Optional.of(fused.difference()),
        millis(base, name));
  }

  private static OptionalDouble millis(Measured base, String system) {
    Double millis = base.millis().get(system);
    return millis == null ? OptionalDouble.empty() : OptionalDouble.of(millis);
  }

  private record Part(Ablation.Kind kind, String name, String instead) {}

  private void compare(
      Part part,
      double[] with,
      double[] without,
      Optional<Interval> fusionRecall,
      OptionalDouble requestMillis) {
    Paired paired = Paired.of(with, without, config.seed(), config.threads());
    double sum = 0;
    int n = 0;
    for (double v : without) {
      if (!Double.isNaN(v)) {
        sum += v;
        n++;
      }
    }
    found.add(
        new Ablation(
            part.kind(),
            part.name(),
            part.instead(),
            n == 0 ? Double.NaN : sum / n,
            paired.difference(),
            paired.p(),
            fusionRecall,
            requestMillis));
  }

  private static double[] column(UserValues values, Measure measure, String system) {
    double @Nullable [] column = values.column(measure, values.system(system));
    if (column == null) {
      throw new IllegalStateException(measure + " is not reported for " + system);
    }
    return column;
  }

  private List<Measure> measures() {
    return Stream.of(headline, recall).distinct().toList();
  }

  private static Measured measured(Trial.Result result) {
    Map<String, Double> millis = new HashMap<>();
    for (JudgedSystem system : result.values().systems()) {
      millis.put(system.name(), result.millis(system.name()));
    }
    return new Measured(result.values(), result.served(), millis);
  }

  /**
   * Returns the source whose own order has the best nDCG@10 on the tune requests, which no test
   * label touches; the first where the features do not tell a candidate's rank in a source.
   */
  private static String bestSource(Trial.Result result) {
    RankingSet tune = result.tune();
    FeatureMatrix features = tune.features();
    List<Feature> all = features.schema().features();
    List<Integer> columns = new ArrayList<>();
    for (int j = 0; j < all.size(); j++) {
      String name = all.get(j).name();
      if (name.startsWith("src_") && name.endsWith("_quantile")) {
        columns.add(j);
      }
    }
    List<String> sources = result.sources();
    if (columns.size() != sources.size()) {
      return sources.getFirst();
    }
    TuneMeasure measure = new TuneMeasure(tune, 10);
    float[] scores = new float[tune.rows()];
    int best = 0;
    double most = -1;
    for (int s = 0; s < sources.size(); s++) {
      for (int r = 0; r < scores.length; r++) {
        scores[r] = features.get(r, columns.get(s));
      }
      double value = measure.mean(scores);
      if (value > most) {
        most = value;
        best = s;
      }
    }
    return sources.get(best);
  }

  private <T> T step(String name, Supplier<T> work) {
    progress.start(name, 0);
    T done = work.get();
    progress.end();
    return done;
  }

  /** Reads the words of a command line. */
  public static Set<Ablation.Kind> kinds(List<String> words) {
    Map<String, Ablation.Kind> known =
        Map.of(
            "sources", Ablation.Kind.SOURCES,
            "features", Ablation.Kind.FEATURES,
            "stages", Ablation.Kind.STAGES);
    Set<Ablation.Kind> kinds = EnumSet.noneOf(Ablation.Kind.class);
    for (String word : words) {
      Ablation.Kind kind = known.get(word);
      if (kind == null) {
        throw new UserError(
            "--what "
                + word
                + ": sources, features and stages can be left out"
                + ConfigNode.didYouMean(word, known.keySet()));
      }
      kinds.add(kind);
    }
    return kinds;
  }
}
