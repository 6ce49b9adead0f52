package sluice.pipeline.funnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sluice.funnel.FoldFitting;
import sluice.ingestion.Relevance;
import sluice.ingestion.split.Dataset;
import sluice.ingestion.split.Protocol;
import sluice.ingestion.split.SeenPolicy;
import sluice.pipeline.config.PipelineConfig;
import sluice.studies.audit.AuditResult;
import sluice.studies.audit.Finding;
import sluice.studies.audit.LeakageAudit;

/**
 * The audit catches ten planted leaks, each by the check that is meant for it, and no clean one.
 */
class LeakageAuditTest {
  private static final PipelineConfig CONFIG =
      PipelineConfig.read(
          Optional.empty(),
          List.of(
              "threads=2",
              "ranking.training.negatives=popularity",
              "ranking.compare=[logistic-regression]",
              "ranking.model=logistic-regression",
              "candidates.ials.factors=16",
              "candidates.fusion.n=60",
              "candidates.compare=[item-knn]"));
  private static final Protocol BY_DATE =
      new Protocol.GlobalTemporal(OptionalLong.of(NoPeekingWorld.CUTOFF), 0.2);

  @TempDir private Path folder;

  private AuditResult audit(LeakageAudit.Composition composition, Protocol protocol) {
    Dataset data = NoPeekingWorld.random(7).dataset(folder.resolve("data"));
    Relevance rule = new Relevance(List.of("view", "like"), Optional.empty(), Relevance.Grade.ONE);
    return new LeakageAudit(
            composition, data, protocol, SeenPolicy.EXCLUDE, rule, CONFIG.seed(), folder)
        .run();
  }

  private AuditResult clean(Protocol protocol) {
    return audit(
        (_, split, work) ->
            new FoldFitting(split.folds().getFirst(), split.excludeSeen(), CONFIG.funnel(), work),
        protocol);
  }

  private static void quiet(AuditResult result) {
    assertThat(result.findings()).allMatch(f -> f.level() == Finding.Level.PASS);
  }

  @Test
  void noAlarmWhereOneDateParts() {
    quiet(clean(BY_DATE));
  }

  @Test
  void noAlarmWhereEachUsersEndIsHeldOut() {
    quiet(clean(new Protocol.PerUserTemporal(0.2)));
  }

  @Test
  void noAlarmWhereTheSplitIsRandom() {
    quiet(clean(new Protocol.RandomPerUser(0.2)));
  }

  @ParameterizedTest
  @EnumSource
  void catches(PlantedLeak leak) {
    AuditResult result = audit((data, split, work) -> leak.of(data, split, CONFIG, work), BY_DATE);
    assertThat(result.level()).isEqualTo(Finding.Level.LEAK);
    assertThat(result.findings())
        .anySatisfy(f -> {
          assertThat(f.check()).isEqualTo(leak.check);
          assertThat(f.level()).isEqualTo(Finding.Level.LEAK);
          assertThat(f.evidence()).contains(leak.evidence);
          assertThat(f.fix()).isNotEmpty();
        });
  }
}
