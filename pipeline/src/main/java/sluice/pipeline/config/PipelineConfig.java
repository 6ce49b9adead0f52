package sluice.pipeline.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sluice.candidates.EmbeddingSpec;
import sluice.candidates.RetrievalSettings;
import sluice.core.ConfigNode;
import sluice.core.SettingError;
import sluice.core.UserError;
import sluice.evaluation.Measure;
import sluice.features.FeatureSettings;
import sluice.funnel.FunnelSettings;
import sluice.ranking.rerank.ReRankerSpec;
import sluice.ranking.settings.RankingSettings;
import sluice.studies.check.CheckSuite;

/**
 * Everything a run is told, validated: the YAML file, {@code --set} on top, defaults for the rest.
 *
 * @param data which data, and how it is split
 * @param candidates sources and fusion
 * @param features how features are made
 * @param ranking which rankers
 * @param reranking re-rankers, in the order they are applied
 * @param evaluation what is measured
 * @param checks how it must behave
 * @param slateSize how many items are shown
 * @param seed of every random choice
 * @param threads how many threads, 1 or more
 * @param resolved the config as it was understood, with every default taken
 */
public record PipelineConfig(
    DataSettings data,
    RetrievalSettings candidates,
    FeatureSettings features,
    RankingSettings ranking,
    List<ReRankerSpec> reranking,
    EvaluationSettings evaluation,
    CheckSuite checks,
    int slateSize,
    long seed,
    int threads,
    Map<String, @Nullable Object> resolved) {
  /** Copies. */
  public PipelineConfig {
    reranking = List.copyOf(reranking);
  }

  private static final List<String> SECTIONS =
      List.of(
          "dataset",
          "sample",
          "ingestion",
          "preset",
          "protocol",
          "candidates",
          "features",
          "ranking",
          "reranking",
          "evaluation",
          "checks");

  /** Returns the preset that the config stands on, if any. */
  public Optional<Preset> preset() {
    return Optional.ofNullable(resolved.get("preset")).map(name -> Preset.of(name.toString()));
  }

  /** Returns what it says of the stages of the funnel. */
  public FunnelSettings funnel() {
    return new FunnelSettings(candidates, features, ranking, reranking, slateSize, seed, threads);
  }

  /** Returns the same config with other stages and measures; {@link #resolved} stays. */
  public PipelineConfig with(FunnelSettings stages, List<Measure> measures) {
    return new PipelineConfig(
        data,
        stages.candidates(),
        stages.features(),
        stages.ranking(),
        stages.reranking(),
        evaluation.withMeasures(measures),
        checks,
        stages.slateSize(),
        stages.seed(),
        stages.threads(),
        resolved);
  }

  /**
   * Reads a config.
   *
   * @param file the YAML file; none means all defaults
   * @param sets texts {@code key=value}
   * @throws UserError for an unknown key, a wrong type, a value out of range
   */
  public static PipelineConfig read(Optional<Path> file, List<String> sets) {
    ConfigNode root = ConfigFile.read(file, sets);
    Path folder =
        file.map(f -> Objects.requireNonNullElse(f.toAbsolutePath().getParent(), Path.of("")))
            .orElse(Path.of(""));
    SECTIONS.forEach(root::get);
    General general = root.bind(General.class);
    root.get("preset").ifPresent(node -> node.asOneOf(Preset.NAMES));
    EvaluationSettings evaluation = root.child("evaluation").bind(EvaluationSettings.class);
    DataSettings data = DataSettings.read(root, folder, general.seed, evaluation.seen());
    RetrievalSettings candidates = RetrievalSettings.read(root.child("candidates"));
    FeatureSettings features = FeatureSettings.read(root.child("features"));
    RankingSettings ranking = RankingSettings.read(root.child("ranking"));
    List<ReRankerSpec> reranking = reRankers(root, candidates);
    SystemNames.check(root, candidates, ranking, reranking);
    ReRankerSpec.checkOrder(reranking);
    int most = candidates.fusion().n();
    if (general.slate.size < 1 || general.slate.size > most) {
      throw root.child("slate")
          .require("size")
          .error("a whole number from 1 to " + most + " is expected");
    }
    CheckSuite checks = CheckSuite.read(root.child("checks"));
    return new PipelineConfig(
        data,
        candidates,
        features,
        ranking,
        reranking,
        evaluation,
        checks,
        general.slate.size,
        general.seed,
        general.threads == 0 ? Runtime.getRuntime().availableProcessors() : general.threads,
        asMap(Objects.requireNonNull(root.resolved())));
  }

  record Slate(int size) {}

  record General(Slate slate, long seed, int threads) {
    General {
      SettingError.check("seed", seed, 0, Long.MAX_VALUE);
      SettingError.check("threads", threads, 0, 1_024);
    }
  }

  private static List<ReRankerSpec> reRankers(ConfigNode root, RetrievalSettings candidates) {
    List<ReRankerSpec> specs = root.list("reranking", List.of(), ReRankerSpec::read);
    List<String> embeddings = candidates.embeddings().stream().map(EmbeddingSpec::name).toList();
    specs.forEach(s -> s.checkEmbedding(embeddings));
    return specs;
  }

  @SuppressWarnings("unchecked") // a map node resolves to a map
  static Map<String, @Nullable Object> asMap(Object resolved) {
    return (Map<String, @Nullable Object>) resolved;
  }
}
