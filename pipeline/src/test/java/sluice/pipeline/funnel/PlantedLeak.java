package sluice.pipeline.funnel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import sluice.candidates.Retrieval;
import sluice.core.CandidateSource;
import sluice.core.Candidates;
import sluice.core.Embedding;
import sluice.core.FeatureMatrix;
import sluice.core.FittingPart;
import sluice.core.Fold;
import sluice.core.Histories;
import sluice.core.Interactions;
import sluice.core.Progress;
import sluice.core.RankedItems;
import sluice.core.Ranker;
import sluice.core.RankingSet;
import sluice.core.Request;
import sluice.features.graph.ItemGraph;
import sluice.funnel.FittedFunnel;
import sluice.ingestion.split.Dataset;
import sluice.ingestion.split.Split;
import sluice.pipeline.audit.AuditedFunnel;
import sluice.pipeline.config.PipelineConfig;
import sluice.pipeline.run.StageClock;

/** The real composition with one leak planted, each the mistake of a person in a hurry. */
enum PlantedLeak {
  POPULARITY_OVER_ALL_DATA("popularity", "_"),
  USER_MEAN_OVER_ALL("planted future", "outer.features"),
  ENCODER("planted future", "outer.features"),
  SCALER("planted future", "ranking.logistic-regression"),
  EMBEDDING("planted future", "outer.embedding.ials"),
  NEIGHBOURS("planted future", "outer.source.item-knn"),
  INNER_SPLIT("inner split", "ranker's labels"),
  TARGET_AS_FEATURE("feature too good to be true", "AUC 1.000"),
  DUPLICATES_ACROSS_THE_SPLIT("duplicates across the split", "test part"),
  NEGATIVES_WITH_THE_TEST_PART("planted future", "ranking.train");

  /** The check that must name it. */
  final String check;

  /** What its evidence must say. */
  final String evidence;

  PlantedLeak(String check, String evidence) {
    this.check = check;
    this.evidence = evidence;
  }

  AuditedFunnel of(Dataset data, Split split, PipelineConfig config, Path work) {
    StageClock clock = new StageClock(Progress.SILENT);
    FunnelStages right = new FunnelStages(split, config, work, clock);
    return switch (this) {
      case POPULARITY_OVER_ALL_DATA ->
          new Changed(right) {
            @Override
            FeatureMatrix changed(Stage stage, Request request, FeatureMatrix rows) {
              double[] counts = counts(data, stage.part());
              Candidates candidates = stage.candidates(request);
              for (int c = 0; c < rows.rows(); c++) {
                rows.set(c, 0, (float) counts[candidates.item(c)]);
              }
              return rows;
            }
          };
      case USER_MEAN_OVER_ALL ->
          new Changed(right) {
            @Override
            FeatureMatrix changed(Stage stage, Request request, FeatureMatrix rows) {
              double sum = 0;
              int n = 0;
              Interactions all = data.interactions();
              for (int i = 0; i < all.size(); i++) {
                if (data.users().id(all.user(i)).equals(request.userId())) {
                  sum += all.value(i);
                  n++;
                }
              }
              return filled(rows, (float) (sum / n));
            }
          };
      case ENCODER ->
          new Changed(right) {
            @Override
            FeatureMatrix changed(Stage stage, Request request, FeatureMatrix rows) {
              Candidates candidates = stage.candidates(request);
              for (int c = 0; c < rows.rows(); c++) {
                String id = stage.part().catalogue().items().id(candidates.item(c));
                rows.set(c, 0, data.items().index(id));
              }
              return rows;
            }
          };
      case SCALER ->
          new Changed(right) {
            @Override
            public List<Ranker> rankers() {
              double mean =
                  IntStream.range(0, data.interactions().size())
                      .mapToDouble(i -> data.interactions().value(i))
                      .average()
                      .orElseThrow();
              return super.rankers().stream().map(r -> shifted(r, (float) mean)).toList();
            }
          };
      case EMBEDDING ->
          new FunnelStages(split, config, work, clock) {
            @Override
            FittedFunnel fit(FittingPart part, boolean training) {
              FittedFunnel whole = super.fit(part, training);
              Retrieval leaky = retrieval(withAll(part, data), config, tables(training));
              return new FittedFunnel(
                  part, leaky, whole.assembler(), whole.eligibility(), whole.seed());
            }
          };
      case NEIGHBOURS ->
          new Changed(right) {
            private final FittingPart part = split.folds().getFirst().fitting();
            private final FittedFunnel whole = right.fit(part, false);
            private final Retrieval leaky =
                retrieval(withAll(part, data), config, right.tables(false));

            @Override
            RankedItems list(boolean training, Stage stage, CandidateSource source, Request r) {
              if (!source.name().equals("item-knn") || training) {
                return super.list(training, stage, source, r);
              }
              CandidateSource known =
                  leaky.compared().stream()
                      .filter(s -> s.name().equals(source.name()))
                      .findFirst()
                      .orElseThrow();
              return leaky.retrieve(known, r, whole.eligible(r), whole.ties(r));
            }
          };
      case INNER_SPLIT ->
          new FunnelStages(split, config, work, clock) {
            @Override
            FittingPart innerPart() {
              return fold().fitting();
            }
          };
      case TARGET_AS_FEATURE ->
          new Changed(right) {
            @Override
            public RankingSet tune() {
              RankingSet set = super.tune();
              for (int row = 0; row < set.rows(); row++) {
                set.features().set(row, 0, set.label(row));
              }
              return set;
            }
          };
      case DUPLICATES_ACROSS_THE_SPLIT -> {
        Fold fold = split.folds().getFirst();
        Fold copied =
            new Fold(
                fold.number(),
                withAll(fold.fitting(), data),
                fold.test(),
                fold.inner(),
                fold.train(),
                fold.tune(),
                fold.calibrate());
        yield new FunnelStages(
            new Split(
                List.of(copied),
                split.excludeSeen(),
                split.section(),
                split.notes(),
                split.warnings()),
            config,
            work,
            clock);
      }
      case NEGATIVES_WITH_THE_TEST_PART ->
          new FunnelStages(split, config, work, clock) {
            @Override
            FittingPart negativesPart() {
              return withAll(fold().inner(), data);
            }
          };
    };
  }

  private static Retrieval retrieval(FittingPart part, PipelineConfig config, Path folder) {
    return Retrieval.fitForTraining(
        part, config.candidates(), config.seed(), config.threads(), folder, Progress.SILENT);
  }

  private static double[] counts(Dataset data, FittingPart part) {
    double[] counts = new double[part.catalogue().size()];
    Interactions rows = withAll(part, data).interactions();
    for (int i = 0; i < rows.size(); i++) {
      counts[rows.item(i)]++;
    }
    return counts;
  }

  private static FeatureMatrix filled(FeatureMatrix rows, float value) {
    for (int c = 0; c < rows.rows(); c++) {
      rows.set(c, 0, value);
    }
    return rows;
  }

  private static Ranker shifted(Ranker ranker, float by) {
    return new Ranker() {
      @Override
      public String name() {
        return ranker.name();
      }

      @Override
      public String type() {
        return ranker.type();
      }

      @Override
      public void write(Path folder) throws IOException {
        ranker.write(folder);
      }

      @Override
      public void score(FeatureMatrix candidates, float[] scores) {
        FeatureMatrix copy = new FeatureMatrix(candidates.schema(), candidates.rows());
        copy.resize(candidates.rows());
        int cells = candidates.rows() * candidates.columns();
        for (int i = 0; i < cells; i++) {
          copy.data()[i] = candidates.data()[i] - by;
        }
        ranker.score(copy, scores);
      }
    };
  }

  /** A part with all the interactions of the dataset that it has users and items for. */
  static FittingPart withAll(FittingPart part, Dataset data) {
    Interactions all = data.interactions();
    Interactions.Builder rows = new Interactions.Builder(all.eventTypes(), all.size());
    for (int i = 0; i < all.size(); i++) {
      int user = part.users().index(data.users().id(all.user(i)));
      int item = part.catalogue().items().index(data.items().id(all.item(i)));
      if (user >= 0 && item >= 0) {
        rows.addFrom(all, i, user, item);
      }
    }
    Interactions built = rows.build();
    return new FittingPart(
        part.users(),
        part.catalogue(),
        built,
        new Histories(built, part.users().size()),
        part.items(),
        part.userTable(),
        part.tags(),
        part.impressions(),
        part.asOf(),
        part.timed());
  }

  /** The real funnel, one component of which a subclass changes. */
  @SuppressWarnings("UnusedVariable") // what a subclass overrides has parameters it may not need
  private static class Changed implements AuditedFunnel {
    private final FunnelStages right;

    Changed(FunnelStages right) {
      this.right = right;
    }

    FeatureMatrix changed(Stage stage, Request request, FeatureMatrix rows) {
      return rows;
    }

    RankedItems list(boolean training, Stage stage, CandidateSource source, Request request) {
      return stage.list(source, request);
    }

    @Override
    public Fold fold() {
      return right.fold();
    }

    @Override
    public RankingSet train() {
      return right.train();
    }

    @Override
    public RankingSet tune() {
      return right.tune();
    }

    @Override
    public List<Ranker> rankers() {
      return right.rankers();
    }

    @Override
    public Stage stage(boolean training) {
      Stage stage = right.stage(training);
      return new Stage() {
        @Override
        public FittingPart part() {
          return stage.part();
        }

        @Override
        public List<Embedding> embeddings() {
          return stage.embeddings();
        }

        @Override
        public List<CandidateSource> sources() {
          return stage.sources();
        }

        @Override
        public RankedItems list(CandidateSource source, Request request) {
          return Changed.this.list(training, stage, source, request);
        }

        @Override
        public Candidates candidates(Request request) {
          return stage.candidates(request);
        }

        @Override
        public FeatureMatrix features(Request request) {
          return training
              ? stage.features(request)
              : changed(stage, request, stage.features(request));
        }

        @Override
        public ItemGraph transitions() {
          return stage.transitions();
        }

        @Override
        public ItemGraph coOccurrence() {
          return stage.coOccurrence();
        }

        @Override
        public Path tables() {
          return stage.tables();
        }
      };
    }
  }
}
