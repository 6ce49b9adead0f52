package sluice.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every benchmark runs: once each, in this JVM, on data smaller than theirs. */
class HotPathTest {
  @Test
  void everyBenchmarkRunsOnce() throws RunnerException {
    System.setProperty("jmh.ignoreLock", "true"); // nothing is timed, so others may run meanwhile
    Options once =
        new OptionsBuilder()
            .mode(Mode.SingleShotTime)
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .measurementTime(TimeValue.milliseconds(1))
            .param("pairs", "2000")
            .param("vectors", "1000")
            .param("users", "200")
            .param("trees", "5")
            .param("listsOf", "100")
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();
    Collection<RunResult> results = new Runner(once).run();
    assertThat(results)
        .extracting(r -> r.getParams().getBenchmark().replaceFirst(".*\\.(\\w+\\.\\w+)", "$1"))
        .containsExactlyInAnyOrder(
            "AlsIteration.iteration",
            "NdcgOfUsers.ndcg",
            "NearestItems.graph",
            "NearestItems.scan",
            "RequestSteps.featureRows",
            "RequestSteps.lucene",
            "TreeScores.contributions",
            "TreeScores.scores");
  }
}
