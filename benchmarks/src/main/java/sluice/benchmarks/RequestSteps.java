package sluice.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import sluice.core.CandidateSource;
import sluice.core.Candidates;
import sluice.core.FeatureMatrix;
import sluice.core.Fold;
import sluice.core.Progress;
import sluice.core.RankedItems;
import sluice.core.store.TemporaryFolder;
import sluice.features.FeatureAssembler;
import sluice.funnel.FittedFunnel;
import sluice.funnel.StepTimer;
import sluice.ingestion.CanonicalTables;
import sluice.ingestion.dataset.DatasetSpec;
import sluice.ingestion.read.Ingestion;
import sluice.ingestion.split.Dataset;
import sluice.ingestion.split.DatasetLoader;
import sluice.ingestion.split.DefaultProtocol;
import sluice.ingestion.split.Split;
import sluice.ingestion.split.Splitter;
import sluice.pipeline.config.PipelineConfig;
import sluice.sample.SampleWorld;

/**
 * Steps of a request on a small sample world, on one thread: the BM25 search of the {@code lucene}
 * source, and the feature rows of the fused candidates, 500 for nearly every request.
 */
public class RequestSteps extends HotPath {
  private static final int REQUESTS = 200;

  /** Retrieval and features fitted on the world, with the requests of its test part. */
  @State(Scope.Benchmark)
  @SuppressWarnings("NullAway.Init") // JMH calls the setup first
  public static class Fitted {
    /** Users of the world; it has five times as many items and a hundred times the impressions. */
    @Param("2000")
    public int users;

    private TemporaryFolder folder;
    private FittedFunnel funnel;
    private CandidateSource lucene;
    private List<Candidates> candidates;
    private FeatureMatrix rows;
    private FeatureAssembler.Scratch scratch;
    private int next;

    /** Simulates the world, fits, and asks for the candidates of each request. */
    @Setup
    public void fit() {
      folder = TemporaryFolder.make();
      PipelineConfig config =
          PipelineConfig.read(
              Optional.empty(),
              List.of(
                  "sample.users=" + users,
                  "sample.items=" + users * 5,
                  "sample.impressions=" + users * 100,
                  "sample.testUsers=" + Math.min(users, REQUESTS)));
      Path world = folder.path().resolve("world");
      SampleWorld.generate(config.data().sample(), world, config.threads(), Progress.SILENT);
      CanonicalTables tables =
          Ingestion.ingest(
              DatasetSpec.read(world.resolve("dataset.yaml")),
              folder.path().resolve("tables"),
              config.data().ingestion(),
              Progress.SILENT);
      Dataset data = DatasetLoader.load(tables, config.threads());
      Split split =
          Splitter.split(
              data,
              DefaultProtocol.of(data).protocol(),
              config.data().seen(),
              tables.relevance(),
              config.seed());
      Fold fold = split.folds().getFirst();
      funnel =
          FittedFunnel.fit(
              fold.fitting(),
              fold.inner(),
              fold.dated(),
              config.funnel(),
              split.excludeSeen(),
              "whole",
              folder.path(),
              StepTimer.SILENT);
      lucene =
          funnel.retrieval().sources().stream()
              .filter(source -> source.name().equals("lucene"))
              .findFirst()
              .orElseThrow();
      candidates =
          fold.test().stream()
              .filter(test -> test.request().history().size() > 0)
              .map(test -> funnel.candidates(test.request()))
              .toList();
      rows = new FeatureMatrix(funnel.assembler().schema(), 500);
      scratch = funnel.assembler().newScratch();
    }

    /** Deletes the world. */
    @TearDown
    public void delete() {
      folder.close();
    }

    private Candidates next() {
      next = (next + 1) % candidates.size();
      return candidates.get(next);
    }
  }

  /** Asks the source. */
  @Benchmark
  public RankedItems lucene(Fitted fitted) {
    return fitted.funnel.list(fitted.lucene, fitted.next().request());
  }

  /** Fills the rows. */
  @Benchmark
  public FeatureMatrix featureRows(Fitted fitted) {
    fitted.funnel.features(fitted.next(), fitted.rows, fitted.scratch);
    return fitted.rows;
  }
}
