package sluice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command takes a path for a name, and no folder's name changes the data. */
class OddPathsTest {
  private static final String ODD = "user=anna [x] *?{a,b}'q é;1";

  private static final Pattern OPENS =
      Pattern.compile("read_(parquet|csv|json|ndjson|text|blob)|parquet_(schema|metadata)|COPY ");

  @TempDir Path temp;

  @Test
  void runBatchAndCompareAreTheSameInAnyFolder() throws IOException {
    Path plain = all(temp.resolve("plain"));
    Path odd = all(temp.resolve(ODD).resolve("rating=1"));
    for (String file :
        List.of(
            "run/tables/user_measures.parquet", "run/runs/slate.tsv", "out.csv", "out.parquet")) {
      assertThat(odd.resolve(file)).hasSameBinaryContentAs(plain.resolve(file));
    }
  }

  private static Path all(Path folder) {
    Path dataset = Shop.write(folder.resolve("data"));
    String run = folder.resolve("run").toString();
    ok("ingest", "--set", "dataset=" + dataset, "--out", folder.resolve("i").toString());
    ok("data", "validate", dataset.toString(), "--quarantine", folder.resolve("q.csv").toString());
    Path config = folder.resolve("run.yaml");
    try {
      Files.writeString(config, "dataset: data/dataset.yaml\nprotocol: per-user-temporal\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ok("run", "--config", config.toString(), "--out", run);
    ok("batch", "--run", run, "--out", folder.resolve("out.csv").toString());
    ok("batch", "--run", run, "--out", folder.resolve("out.parquet").toString());
    ok("compare", run, run);
    return folder;
  }

  private static void ok(String... arguments) {
    Sluice.Outcome outcome = Sluice.execute(arguments);
    assertThat(outcome.code()).as(() -> String.join(" ", arguments) + outcome.err()).isZero();
  }

  /** The one place that names DuckDB's file functions is {@code DuckFiles}. */
  @Test
  void oneClassOpensFilesForDuckDb() throws IOException {
    List<Path> others;
    try (Stream<Path> files = Files.walk(Path.of("..").toAbsolutePath().normalize(), 12)) {
      others =
          files
              .filter(f -> f.toString().contains("/src/main/java/"))
              .filter(f -> f.toString().endsWith(".java"))
              .filter(f -> OPENS.matcher(text(f)).find())
              .map(Path::getFileName)
              .toList();
    }
    assertThat(others).containsExactly(Path.of("DuckFiles.java"));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
