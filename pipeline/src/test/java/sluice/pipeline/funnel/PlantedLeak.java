package sluice.pipeline.funnel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import sluice.candidates.Eligibility;
import sluice.candidates.Retrieval;
import sluice.core.CandidateSource;
import sluice.core.Candidates;
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
import sluice.funnel.FittedFunnel;
import sluice.funnel.FoldFitting;
import sluice.ingestion.split.Dataset;
import sluice.ingestion.split.Split;
import sluice.pipeline.config.PipelineConfig;
import sluice.ranking.training.BuiltSet;

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

  FoldFitting of(Dataset data, Split split, PipelineConfig config, Path work) {
    return switch (this) {
      case POPULARITY_OVER_ALL_DATA ->
          new Changed(split, config, work) {
            @Override
            FeatureMatrix changed(FittedFunnel stage, Request request, FeatureMatrix rows) {
              double[] counts = counts(data, stage.part());
              Candidates candidates = stage.candidates(request);
              for (int c = 0; c < rows.rows(); c++) {
                rows.set(c, 0, (float) counts[candidates.item(c)]);
              }
              return rows;
            }
          };
      case USER_MEAN_OVER_ALL ->
          new Changed(split, config, work) {
            @Override
            FeatureMatrix changed(FittedFunnel stage, Request request, FeatureMatrix rows) {
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
          new Changed(split, config, work) {
            @Override
            FeatureMatrix changed(FittedFunnel stage, Request request, FeatureMatrix rows) {
              Candidates candidates = stage.candidates(request);
              for (int c = 0; c < rows.rows(); c++) {
                String id = stage.part().catalogue().items().id(candidates.item(c));
                rows.set(c, 0, data.items().index(id));
              }
              return rows;
            }
          };
      case SCALER ->
          new Changed(split, config, work) {
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
          new Changed(split, config, work) {
            @Override
            protected FittedFunnel fit(
                FittingPart part, Optional<FittingPart> dated, boolean training) {
              FittedFunnel whole = super.fit(part, dated, training);
              Retrieval leaky = retrieval(withAll(part, data), config, tables(training));
              return new FittedFunnel(
                  part,
                  leaky,
                  whole.assembler(),
                  Eligibility.of(part, split.excludeSeen()),
                  whole.seed());
            }
          };
      case NEIGHBOURS ->
          new Changed(split, config, work) {
            private @Nullable Retrieval leaky;

            @Override
            RankedItems list(FittedFunnel stage, CandidateSource source, Request request) {
              if (leaky == null) {
                leaky = retrieval(withAll(stage.part(), data), config, tables(false));
              }
              CandidateSource known =
                  leaky.all().stream()
                      .filter(s -> s.name().equals("item-knn") && s.name().equals(source.name()))
                      .findFirst()
                      .orElse(source);
              return stage.list(known, request, stage.eligible(request), leaky.n(known));
            }
          };
      case INNER_SPLIT ->
          new Changed(split, config, work) {
            @Override
            protected FittingPart innerPart() {
              return fold().fitting();
            }
          };
      case TARGET_AS_FEATURE ->
          new Changed(split, config, work) {
            @Override
            public BuiltSet tune() {
              BuiltSet built = super.tune();
              RankingSet set = built.set();
              for (int row = 0; row < set.rows(); row++) {
                set.features().set(row, 0, set.label(row));
              }
              return built;
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
        yield new Changed(
            new Split(
                List.of(copied),
                split.excludeSeen(),
                split.section(),
                split.notes(),
                split.warnings()),
            config,
            work);
      }
      case NEGATIVES_WITH_THE_TEST_PART ->
          new Changed(split, config, work) {
            @Override
            protected FittingPart negativesPart() {
              return withAll(fold().inner(), data);
            }
          };
    };
  }

  private static Retrieval retrieval(FittingPart part, PipelineConfig config, Path folder) {
    return Retrieval.fit(
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

  /** The real fitting, one component of which a subclass changes. */
  @SuppressWarnings("UnusedVariable") // what a subclass overrides has parameters it may not need
  private static class Changed extends FoldFitting {
    private final boolean excludeSeen;

    Changed(Split split, PipelineConfig config, Path work) {
      super(split.folds().getFirst(), split.excludeSeen(), config.funnel(), work);
      this.excludeSeen = split.excludeSeen();
    }

    FeatureMatrix changed(FittedFunnel stage, Request request, FeatureMatrix rows) {
      return rows;
    }

    RankedItems list(FittedFunnel stage, CandidateSource source, Request request) {
      return stage.list(source, request);
    }

    @Override
    protected FittedFunnel fit(FittingPart part, Optional<FittingPart> dated, boolean training) {
      FittedFunnel right = super.fit(part, dated, training);
      return training
          ? right
          : new FittedFunnel(
              part,
              right.retrieval(),
              right.assembler(),
              Eligibility.of(part, excludeSeen),
              right.seed()) {
            @Override
            public RankedItems list(CandidateSource source, Request request) {
              return Changed.this.list(right, source, request);
            }

            @Override
            public FeatureMatrix features(Request request) {
              return changed(right, request, right.features(request));
            }
          };
    }
  }
}
