package sluice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real command in a process of its own, stopped by a signal in the midst of its work. */
class InterruptTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130"})
  void aSignalEndsTheRunWithItsCodeAndLeavesNothing(String signal, int code)
      throws IOException, InterruptedException {
    Path runs = Files.createDirectory(folder.resolve("runs"));
    Process process = start(runs.resolve("wanted"));
    List<String> said = new ArrayList<>();
    try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
      for (String line = err.readLine(); line != null; line = err.readLine()) {
        said.add(line);
        if (line.startsWith("  ingestion: read")) {
          assertThat(names(runs)).singleElement().asString().contains(".partial-");
          Sluice.signal(process, signal);
        }
      }
    }
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(String.join("\n", said)).isEqualTo(code);
    assertThat(names(runs)).isEmpty();
    assertThat(said).noneMatch(l -> l.contains("fault in Sluice") || l.startsWith("\tat "));
  }

  private Process start(Path out) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("run", "--out", out.toString()));
    arguments.addAll(Sluice.SMALL_WORLD);
    return Sluice.process(folder.resolve("data"), arguments.toArray(String[]::new))
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      return list.map(f -> f.getFileName().toString()).toList();
    }
  }
}
