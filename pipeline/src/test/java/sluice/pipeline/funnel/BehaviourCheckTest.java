package sluice.pipeline.funnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.core.Candidates;
import sluice.core.FeatureMatrix;
import sluice.core.History;
import sluice.core.Randomness;
import sluice.core.RankedItems;
import sluice.core.Request;
import sluice.funnel.Funnel;
import sluice.pipeline.config.PipelineConfig;
import sluice.pipeline.console.Console;
import sluice.studies.check.BehaviourCheck;
import sluice.studies.check.CheckResult;
import sluice.studies.check.CheckResult.Outcome;
import sluice.studies.check.CheckSuite;
import sluice.studies.check.Confidence;
import sluice.studies.check.Direction;
import sluice.studies.check.Invariance;
import sluice.studies.check.MinimumFunctionality;
import sluice.studies.check.Perturbation;
import sluice.studies.check.ProbedFunnel;
import sluice.studies.check.Probes;

/** Every behaviour check holds on the clean funnel and fails on one broken on purpose. */
class BehaviourCheckTest {
  @TempDir static Path work;

  private static Funnel funnel;
  private static ProbedFunnel clean;
  private static Probes probes;
  private static PipelineConfig config;

  @BeforeAll
  static void fit() {
    config =
        PipelineConfig.read(
            Optional.empty(),
            List.of(
                "sample.users=300",
                "sample.items=400",
                "sample.impressions=20000",
                "sample.testUsers=60",
                "ranking.model=xgboost",
                "slate.size=10"));
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    Console console = new Console(nowhere, nowhere, Console.Mode.QUIET, false);
    RepeatedRun.Result result = RepeatedRun.prepare(config, console, work).run();
    funnel = result.outcome().evaluation().funnel();
    clean =
        new ProbedFunnel(
            funnel,
            system ->
                result
                    .values()
                    .difference(
                        config.evaluation().measures().getFirst(), result.served(), system));
    probes = Probes.draw(result.outcome().fold().test(), 40, 7);
  }

  /** The clean funnel, for tests to break in one place. */
  private static class Broken extends ProbedFunnel {
    Broken() {
      super(funnel, clean::advantage);
    }

    @Override
    public RankedItems slate(Request request) {
      Candidates candidates = candidates(request);
      return order(request, candidates.fused().items(), scores(candidates)).first(slateSize());
    }
  }

  private static final MinimumFunctionality MINIMUM =
      new MinimumFunctionality(List.of("random"), true);

  private static CheckResult one(BehaviourCheck check, ProbedFunnel funnel, String name) {
    return check.ask(funnel, probes).stream()
        .filter(r -> r.check().contains(name))
        .findFirst()
        .orElseThrow();
  }

  private static void failsWhereBroken(BehaviourCheck check, String name, ProbedFunnel broken) {
    assertThat(one(check, clean, name).outcome()).isEqualTo(Outcome.PASSED);
    CheckResult failed = one(check, broken, name);
    assertThat(failed.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(failed.fatal()).isTrue();
    assertThat(CheckSuite.holds(List.of(failed))).isFalse();
    assertThat(failed.probes()).isPositive();
  }

  private static ProbedFunnel slates(
      java.util.function.BiFunction<Request, RankedItems, int[]> by) {
    return new Broken() {
      @Override
      public RankedItems slate(Request request) {
        int[] items = by.apply(request, super.slate(request));
        return new RankedItems(items, new float[items.length]);
      }
    };
  }

  @Test
  void slatesThatAreTooShort() {
    failsWhereBroken(
        MINIMUM,
        "slates are full",
        slates((request, slate) -> Arrays.copyOf(slate.items(), slate.size() - 1)));
  }

  @Test
  void anItemShownTwice() {
    failsWhereBroken(
        MINIMUM,
        "no item twice",
        slates((request, slate) -> {
          int[] items = slate.items();
          items[1] = items[0];
          return items;
        }));
  }

  @Test
  void anItemTheUserHasSeen() {
    failsWhereBroken(
        MINIMUM,
        "nothing seen",
        slates((request, slate) -> {
          int[] items = slate.items();
          if (!request.cold()) {
            items[0] = request.history().item(0);
          }
          return items;
        }));
  }

  @Test
  void nothingForSomeoneNew() {
    failsWhereBroken(
        MINIMUM,
        "without a history",
        slates((request, slate) -> request.cold() ? new int[0] : slate.items()));
  }

  @Test
  void nothingForSomeoneWithOneInteraction() {
    failsWhereBroken(
        MINIMUM,
        "one interaction",
        slates((request, slate) -> request.history().size() == 1 ? new int[0] : slate.items()));
  }

  @Test
  void noBetterThanRandom() {
    failsWhereBroken(
        MINIMUM,
        "better than random",
        new Broken() {
          @Override
          public Optional<double[]> advantage(String system) {
            return clean.advantage(system).map(d -> Arrays.stream(d).map(v -> -v).toArray());
          }
        });
  }

  @Test
  void scoresThatDependOnTheOrderOfRows() {
    failsWhereBroken(
        new Invariance("candidates", "", true),
        "candidates",
        new Broken() {
          @Override
          public void score(FeatureMatrix rows, float[] scores) {
            super.score(rows, scores);
            for (int row = 0; row < rows.rows(); row++) {
              scores[row] += row * 1e-3f;
            }
          }
        });
  }

  @Test
  void slatesThatReadTheUsersId() {
    failsWhereBroken(
        new Invariance("user-id", "", true),
        "user-id",
        new Broken() {
          @Override
          public RankedItems order(Request request, int[] items, float[] scores) {
            float[] own = scores.clone();
            for (int i = 0; i < own.length; i++) {
              own[i] =
                  (float) Randomness.uniform(Randomness.hash(request.userId()) + items[i] * 31L);
            }
            return super.order(request, items, own);
          }
        });
  }

  @Test
  void scoresThatReadAFeatureTheyMustNot() {
    String group = clean.schema().features().getFirst().group();
    ProbedFunnel blind =
        new Broken() {
          @Override
          public void score(FeatureMatrix rows, float[] scores) {
            Arrays.fill(scores, 0, rows.rows(), 1f);
          }
        };
    Invariance check = new Invariance("features", group, true);
    assertThat(one(check, blind, group).outcome()).isEqualTo(Outcome.PASSED);
    ProbedFunnel reads =
        new Broken() {
          @Override
          public void score(FeatureMatrix rows, float[] scores) {
            for (int row = 0; row < rows.rows(); row++) {
              scores[row] = rows.get(row, 0);
            }
          }
        };
    assertThat(one(check, reads, group).fatal()).isTrue();
  }

  @Test
  void aHairTrigger() {
    failsWhereBroken(
        new Perturbation("", 0.05, 0.5, true),
        "perturbation",
        new Broken() {
          @Override
          public void score(FeatureMatrix rows, float[] scores) {
            for (int row = 0; row < rows.rows(); row++) {
              float sum = 0;
              for (int j = 0; j < rows.columns(); j++) {
                float v = rows.get(row, j);
                sum += Float.isFinite(v) ? v : 0;
              }
              scores[row] = (float) Math.sin(1e6 * sum);
            }
          }
        });
  }

  @Test
  void noNoiseWhereThereIsNoSuchGroup() {
    CheckResult result =
        one(new Perturbation("weather", 0.1, 0.9, true), clean, "features of weather");
    assertThat(result.outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
    assertThat(result.fatal()).isFalse();
    assertThat(result.figures()).isEqualTo("–");
    assertThat(result.words()).contains("weather");
  }

  @Test
  void tasteThatIsIgnored() {
    failsWhereBroken(
        new Direction("", 5, 0, true),
        "direction",
        new Broken() {
          @Override
          public RankedItems slate(Request request) {
            return super.slate(
                new Request(
                    request.id(),
                    request.user(),
                    request.userId(),
                    request.time(),
                    History.EMPTY,
                    request.context()));
          }
        });
    assertThat(one(new Direction("colour", 5, 0, true), clean, "direction").outcome())
        .isEqualTo(Outcome.NOT_APPLICABLE);
  }

  @Test
  void overconfidence() {
    Confidence wide = new Confidence(10, 0.3, true);
    failsWhereBroken(
        wide,
        "probabilities",
        new Broken() {
          @Override
          public void score(FeatureMatrix rows, float[] scores) {
            super.score(rows, scores);
            for (int row = 0; row < rows.rows(); row++) {
              scores[row] = 20;
            }
          }
        });
    assertThat(wide.ask(clean, probes)).hasSize(7);
    CheckResult none =
        one(
            wide,
            new Broken() {
              @Override
              public boolean logOdds() {
                return false;
              }
            },
            "probabilities");
    assertThat(none.words()).contains("no log-odds");
  }

  @Test
  void everyRequiredCheckOfTheSuiteHoldsOnTheCleanFunnel() {
    List<CheckResult> results = config.checks().ask(clean, probes);
    assertThat(results.stream().filter(CheckResult::fatal)).isEmpty();
    assertThat(results).hasSizeGreaterThan(12);
    assertThat(CheckSuite.section(results).blocks()).hasSize(2);
  }

  @Test
  void figuresSayHowTheyStandToTheBound() {
    assertThat(one(MINIMUM, clean, "slates are full").figures()).isEqualTo("0 ≤ 0");
    assertThat(one(MINIMUM, clean, "better than random").figures()).matches("[0-9.]+ > 0");
  }
}
