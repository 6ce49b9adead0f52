package sluice.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.core.Ranker;
import sluice.core.RankingSet;

/** The worked example of docs/reference/add-a-ranker.md keeps the contract and learns. */
final class ExampleRankerTest extends RankerContract {
  private static final Path SOURCE =
      Path.of("..", "pipeline", "src", "plugins", "java", "example", "LinearBlend.java");

  @TempDir private static Path classes;

  private static URLClassLoader loader = new URLClassLoader(new URL[0]);

  @BeforeAll
  static void compile() throws MalformedURLException {
    String classPath = System.getProperty("java.class.path");
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(
                    null,
                    null,
                    null,
                    "-cp",
                    classPath,
                    "-proc:none",
                    "-d",
                    classes.toString(),
                    SOURCE.toString()))
        .isZero();
    loader =
        new URLClassLoader(new URL[] {classes.toUri().toURL()}, RankerType.class.getClassLoader());
  }

  @AfterAll
  static void close() throws IOException {
    loader.close();
  }

  @Override
  protected RankerType<?> type() {
    try {
      return (RankerType<?>) loader.loadClass("example.LinearBlend").getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  @Test
  void unseenRequestsAreRankedBetterThanByChance() {
    for (long seed = 1; seed <= 3; seed++) {
      RankingSet train = RankingSets.synthetic(80, 30, 6, seed);
      RankingSet tune = RankingSets.synthetic(20, 60, 6, seed + 100);
      RankingSet fresh = RankingSets.synthetic(60, 60, 6, seed + 200);
      Ranker ranker = trainer().fit(train, tune, seed, 1);
      TuneMeasure measure = new TuneMeasure(fresh, 10);
      float[] scores = new float[fresh.rows()];
      ranker.score(fresh.features(), scores);
      assertThat(measure.mean(scores)).isGreaterThan(1.7 * measure.mean(new float[fresh.rows()]));
    }
  }
}
