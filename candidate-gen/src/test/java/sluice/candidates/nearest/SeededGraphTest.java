package sluice.candidates.nearest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sluice.candidates.Sources;
import sluice.candidates.Worlds;
import sluice.core.ItemVectors;
import sluice.core.store.ArrayWriter;

/** A graph is a function of the vectors and the seed, and a source over one that is not says so. */
class SeededGraphTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(GraphMetric.class)
  void twoBuildsAreTheSameByByteAndAnotherSeedDiffers(GraphMetric linking) throws Exception {
    byte[] built = build(linking, 42);
    FutureTask<byte[]> inAnotherThread = new FutureTask<>(() -> build(linking, 42));
    Thread.ofPlatform().start(inAnotherThread).join();
    assertThat(inAnotherThread.get()).isEqualTo(built);
    assertThat(build(linking, 43)).isNotEqualTo(built);
  }

  @Test
  void aThreadDrawsOnAsIfNothingHadBeen() {
    try (SeededLevels outer = new SeededLevels(1)) {
      outer.next(5);
      long drawn = ThreadLocalRandom.current().nextLong();
      outer.next(5);
      try (SeededLevels inner = new SeededLevels(2)) {
        inner.next(9);
        assertThat(ThreadLocalRandom.current().nextLong()).isNotEqualTo(drawn);
      }
      assertThat(ThreadLocalRandom.current().nextLong()).isEqualTo(drawn);
    }
  }

  @Test
  void levelsFallOffAsTheLibraryDrawsThem() {
    // 1 node in M has a level above the lowest: levels are floor(-ln(u) / ln(M)).
    int above = 0;
    try (SeededLevels levels = new SeededLevels(7)) {
      for (int node = 0; node < 16_000; node++) {
        levels.next(node);
        above += -Math.log(ThreadLocalRandom.current().nextDouble()) / Math.log(16) >= 1 ? 1 : 0;
      }
    }
    assertThat(above).isBetween(900, 1100);
  }

  @Test
  void aSourceSaysWhetherItRepeats() throws IOException, InterruptedException {
    assertThat(said("--add-opens=java.base/java.lang=ALL-UNNAMED")).isEqualTo("true true");
    assertThat(said("-Dno.option=given")).isEqualTo("false true");
  }

  /** Returns what {@link Says} prints in a JVM of its own. */
  private static String said(String option) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                option,
                "-cp",
                System.getProperty("java.class.path"),
                Says.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return said.strip();
  }

  /** Fits a graph by either engine and prints whether it repeats. */
  static final class Says {
    private Says() {}

    public static void main(String[] args) {
      System.out.println(repeatable("hnswlib") + " " + repeatable("lucene"));
    }

    private static boolean repeatable(String engine) {
      return Sources.fit(Worlds.part(11, 40, 80, 700), 1, Map.of("type", "hnsw", "engine", engine))
          .repeatable();
    }
  }

  private byte[] build(GraphMetric linking, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    float[] data = new float[2000 * 16];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) random.nextGaussian();
    }
    NonZeroVectors vectors = NonZeroVectors.of(new ItemVectors(data, 2000, 16));
    Path file = Files.createTempFile(folder, "graph", ".arrays");
    try (ArrayWriter out = new ArrayWriter(file)) {
      HnswlibGraph.build(vectors, GraphSettings.DEFAULT, linking, seed).write(out);
    }
    return Files.readAllBytes(file);
  }
}
