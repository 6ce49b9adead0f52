package sluice.funnel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import sluice.candidates.fusion.FusionSettings;
import sluice.core.FeatureMatrix;
import sluice.core.FittingPart;
import sluice.core.Fold;
import sluice.core.JudgedRequest;
import sluice.core.Ranker;
import sluice.core.ReportSection;
import sluice.core.Request;
import sluice.core.UserError;
import sluice.core.store.Folders;
import sluice.features.tables.ImpressionReader;
import sluice.ranking.calibration.CalibrationMethod;
import sluice.ranking.calibration.Calibrator;
import sluice.ranking.rerank.ReRankerInput;
import sluice.ranking.rerank.Slate;
import sluice.ranking.training.BuiltSet;
import sluice.ranking.training.RequestFeatures;
import sluice.ranking.training.ShownItems;
import sluice.ranking.training.TrainingSetBuilder;
import sluice.ranking.training.TrainingSettings;

/**
 * The fitting of one fold's funnel: stages on the train split, training rows of the inner holdout,
 * rankers, stages on the whole fitting part; each made when it is first asked for.
 *
 * <p>What is fitted on what is a method of its own, so that a test can break exactly one. Not
 * thread-safe.
 */
public class FoldFitting {
  private final Fold fold;
  private final boolean excludeSeen;
  private FunnelSettings settings;
  private final Path innerFolder;
  private final Path outerFolder;
  private final StepTimer steps;
  private final BiConsumer<Request, FeatureMatrix> looked;
  private Optional<EmbeddingChoice> embeddings = Optional.empty();
  private Optional<ForgettingChoice> forgetting = Optional.empty();
  private Optional<FusionFitting> fusion = Optional.empty();
  private Optional<ShownItems> shown = Optional.empty();
  private @Nullable FittedFunnel inner;
  private @Nullable FittedFunnel outer;
  private @Nullable BuiltSet train;
  private @Nullable BuiltSet tune;
  private @Nullable BuiltSet calibrate;
  private @Nullable List<Ranker> rankers;
  private @Nullable RankerChoice choice;
  private @Nullable Slate slate;

  /**
   * Prepares.
   *
   * @param fold the split
   * @param excludeSeen whether items of the history may not come back
   * @param settings of the stages
   * @param innerFolder for tables and indexes of the train split; made where it is missing
   * @param outerFolder for those of the whole fitting part
   * @param steps notified of each step
   * @param looked told the feature rows of each request that training rows are made of, by several
   *     threads
   */
  public FoldFitting(
      Fold fold,
      boolean excludeSeen,
      FunnelSettings settings,
      Path innerFolder,
      Path outerFolder,
      StepTimer steps,
      BiConsumer<Request, FeatureMatrix> looked) {
    this.fold = fold;
    this.excludeSeen = excludeSeen;
    this.settings = settings;
    this.innerFolder = innerFolder;
    this.outerFolder = outerFolder;
    this.steps = steps;
    this.looked = looked;
  }

  /** Prepares, with one folder for all and nobody who is told. */
  public FoldFitting(Fold fold, boolean excludeSeen, FunnelSettings settings, Path folder) {
    this(
        fold,
        excludeSeen,
        settings,
        folder.resolve("inner"),
        folder.resolve("outer"),
        StepTimer.SILENT,
        (request, rows) -> {});
  }

  /**
   * Takes the choices that another fitting made on its train and tune requests, so that what is
   * fitted here differs by the data alone; before anything is fitted.
   *
   * @return this
   */
  public FoldFitting choosingAs(FoldFitting other) {
    var _ = other.inner();
    settings = other.settings();
    embeddings = other.embeddings;
    forgetting = other.forgetting;
    fusion = other.fusion;
    return this;
  }

  /** Returns the split. */
  public Fold fold() {
    return fold;
  }

  /** Returns the settings of the stages, with nothing left open that the train split decides. */
  public FunnelSettings settings() {
    if (embeddings.isEmpty() && EmbeddingChoice.open(settings.candidates(), innerPart())) {
      EmbeddingChoice made =
          steps.time(
              "candidate-gen: settings of embeddings",
              () ->
                  EmbeddingChoice.of(
                      new EmbeddingChoice.Trials(
                          innerPart(),
                          fold.train(),
                          excludeSeen,
                          settings,
                          Folders.make(tables(true)),
                          steps.progress())));
      embeddings = Optional.of(made);
      settings = settings.with(made.settings());
    }
    return settings;
  }

  /** Returns the folder of the tables of the train split, or of the whole fitting part. */
  public Path tables(boolean training) {
    return training ? innerFolder : outerFolder;
  }

  /** Returns the stages that make training rows, or those that answer. */
  public FittedFunnel stages(boolean training) {
    return training ? inner() : outer();
  }

  /** Returns the stages fitted on the train split, which only make training rows. */
  public FittedFunnel inner() {
    if (inner == null) {
      FittedFunnel fitted = fit(innerPart(), fold.innerDated(), true);
      forgetting = forgetting.or(() -> forgetting(fitted));
      FittedFunnel stages = forgetting.map(fitted::with).orElse(fitted);
      fusion = fusion.or(() -> fusion(stages));
      inner = fusion.map(f -> stages.with(f.weights())).orElse(stages);
    }
    return inner;
  }

  private Optional<ForgettingChoice> forgetting(FittedFunnel stages) {
    return ForgettingChoice.open(stages)
        ? Optional.of(
            steps.time(
                "candidate-gen: how fast sources forget",
                () -> ForgettingChoice.of(stages, fold.train(), settings.threads())))
        : Optional.empty();
  }

  private Optional<FusionFitting> fusion(FittedFunnel stages) {
    FusionSettings asked = settings.candidates().fusion();
    return asked.learns()
        ? Optional.of(
            steps.time(
                "candidate-gen: weights of fusion",
                () -> FusionFitting.of(stages, fold, asked, settings.threads())))
        : Optional.empty();
  }

  /** Returns what the report says of choices that were made on the tune requests. */
  public List<ReportSection> chosen() {
    List<ReportSection> sections = new ArrayList<>();
    embeddings.ifPresent(e -> sections.addAll(e.sections()));
    forgetting.ifPresent(f -> sections.addAll(f.sections()));
    fusion.ifPresent(f -> sections.addAll(f.sections()));
    choice().section().ifPresent(sections::add);
    train().positionBias().ifPresent(b -> sections.add(b.section()));
    return sections;
  }

  /** Returns the stages fitted on the whole fitting part, which answer. */
  public FittedFunnel outer() {
    if (outer == null) {
      outer = fit(fold.fitting(), fold.dated(), false);
    }
    return outer;
  }

  /** Returns the rows that rankers are fitted on. */
  public BuiltSet train() {
    if (train == null) {
      train = rows("training rows", fold.train(), builder()::train);
    }
    return train;
  }

  /** Returns the rows that rankers are tuned on. */
  public BuiltSet tune() {
    if (tune == null) {
      tune = rows("tuning rows", fold.tune(), builder()::tune);
    }
    return tune;
  }

  /** Returns the rows of the calibrate requests, with every candidate as the tune rows have. */
  private BuiltSet calibrate() {
    if (calibrate == null) {
      calibrate = rows("calibration rows", fold.calibrate(), builder()::tune);
    }
    return calibrate;
  }

  /** Returns the rows of train requests with every candidate, as the tune rows have. */
  public BuiltSet whole(List<JudgedRequest> requests) {
    return rows("all candidates", requests, builder()::tune);
  }

  /** Where nothing ranks by features, the train split is of no use and is not fitted on. */
  private BuiltSet rows(
      String what,
      List<JudgedRequest> requests,
      BiFunction<List<JudgedRequest>, Supplier<RequestFeatures>, BuiltSet> build) {
    if (!settings.ranks()) {
      return BuiltSet.NONE;
    }
    FittedFunnel stages = inner(); // whose steps have times of their own
    return steps.time(
        "ranking: " + what + " of " + requests.size() + " requests",
        () -> build.apply(requests, () -> new InnerRows(stages, looked)));
  }

  /** Returns the rankers that could be trained, in the order of the config. */
  public List<Ranker> rankers() {
    if (rankers == null) {
      rankers = training().fit(train().set(), tune().set());
    }
    return rankers;
  }

  private RankerTraining training() {
    return new RankerTraining(settings, steps);
  }

  /**
   * Returns the probabilities of the scores of those rankers that have one, by name: fitted on the
   * calibrate requests, all candidates of as many as are tuned on.
   */
  public Map<String, Calibrator> calibrators() {
    return settings.ranking().calibration() == CalibrationMethod.NONE || !settings.ranks()
        ? Map.of()
        : training().calibrators(rankers(), calibrate().set(), train().negativesShare());
  }

  /** Returns the ranker that is served, and why. */
  public RankerChoice choice() {
    if (choice == null) {
      choice =
          settings
              .ranking()
              .model()
              .map(model -> RankerChoice.named(rankers(), model.name()))
              .orElseGet(() ->
                  RankerChoice.best(
                      rankers(), List.of(tune().set(), calibrate().set()), settings.threads()));
    }
    return choice;
  }

  /** Returns the re-rankers, fitted on the whole fitting part, and how many items are shown. */
  public Slate slate() {
    if (slate == null) {
      FittedFunnel stages = outer();
      slate =
          Slate.fit(
              settings.reranking(),
              new ReRankerInput(stages.part(), stages.retrieval().embeddings(), settings.seed()),
              settings.slateSize());
    }
    return slate;
  }

  /** Returns the part that training's stages are fitted on. */
  protected FittingPart innerPart() {
    return fold.inner();
  }

  /** Returns where negatives of the catalogue come from. */
  protected FittingPart negativesPart() {
    return innerPart();
  }

  /** Fits retrieval and features; those that answer take what the inner holdout chose. */
  protected FittedFunnel fit(FittingPart part, Optional<FittingPart> dated, boolean training) {
    FittedFunnel fitted =
        FittedFunnel.fit(
            part,
            innerPart(),
            dated,
            settings(),
            excludeSeen,
            training ? "inner" : "whole fitting",
            Folders.make(tables(training)),
            steps);
    if (training) {
      return fitted;
    }
    if (settings.candidates().fusion().learns() || ForgettingChoice.open(fitted)) {
      var _ = inner();
    }
    FittedFunnel stages = forgetting.map(fitted::with).orElse(fitted);
    return fusion.map(f -> stages.with(f.weights())).orElse(stages);
  }

  private TrainingSetBuilder builder() {
    return new TrainingSetBuilder(
        settings.ranking().training(),
        negativesPart(),
        shown(),
        settings.seed(),
        settings.threads());
  }

  /** Returns what was shown to train users, where rankers are trained on it. */
  private Optional<ShownItems> shown() {
    TrainingSettings training = settings.ranking().training();
    boolean asked = settings.ranks() && training.rows() != TrainingSettings.Rows.CANDIDATES;
    if (asked && shown.isEmpty()) {
      if (fold.fitting().impressions().isEmpty()) {
        throw new UserError(
            "ranking.training.rows asks for impressions, but the data has none that one time parts."
                + " Fix: describe impressions in dataset.yaml and take a protocol with one cutoff,"
                + " such as global-temporal, or set ranking.training.rows: candidates");
      }
      shown =
          Optional.of(
              steps.time(
                  "ranking: impressions of " + fold.train().size() + " requests",
                  () -> ShownItems.of(fold, ImpressionReader.read(fold.fitting()), training)));
    }
    return shown;
  }
}
