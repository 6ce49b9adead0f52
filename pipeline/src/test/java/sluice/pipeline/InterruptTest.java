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
          stop(process, signal);
        }
      }
    }
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(String.join("\n", said)).isEqualTo(code);
    assertThat(names(runs)).isEmpty();
    assertThat(said).noneMatch(l -> l.contains("fault in Sluice") || l.startsWith("\tat "));
  }

  private Process start(Path out) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                "sluice.pipeline.Main",
                "run",
                "--out",
                out.toString()));
    command.addAll(Sluice.SMALL_WORLD);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SLUICE_DATA", folder.resolve("data").toString());
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    return builder.start();
  }

  private static void stop(Process process, String signal)
      throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).inheritIO().start();
    assertThat(kill.waitFor()).isZero();
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      return list.map(f -> f.getFileName().toString()).toList();
    }
  }
}
