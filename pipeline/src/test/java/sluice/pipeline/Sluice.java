package sluice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sluice.core.store.TemporaryFolder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the command in this JVM, as a person would type it, and keeps what it said. */
public final class Sluice {
  /** The options of a sample world small enough for tests. */
  public static final List<String> SMALL_WORLD =
      List.of(
          "--set", "sample.users=300",
          "--set", "sample.items=400",
          "--set", "sample.impressions=20000",
          "--set", "sample.testUsers=60");

  private static final Map<List<String>, Path> RUNS = new ConcurrentHashMap<>();
  private static final Path FOLDER = temporaryFolder();

  private Sluice() {}

  /**
   * What a command left.
   *
   * @param code its exit code
   * @param out what it printed as result
   * @param err progress, warnings, errors
   */
  public record Outcome(int code, String out, String err) {}

  /** Runs a command. */
  public static synchronized Outcome execute(String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream result = new ByteArrayOutputStream();
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    System.setOut(new PrintStream(result, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(messages, true, StandardCharsets.UTF_8));
    try {
      int code = Main.execute(arguments);
      return new Outcome(
          code, result.toString(StandardCharsets.UTF_8), messages.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  /** Returns what starts a command in a process of its own, which keeps its data in a folder. */
  public static ProcessBuilder process(Path data, String... arguments) {
    return process(data, List.of(), arguments);
  }

  /** The same, with more on the class path. */
  public static ProcessBuilder process(Path data, List<Path> jars, String... arguments) {
    String classPath =
        Stream.concat(
                Stream.of(System.getProperty("java.class.path")), jars.stream().map(Path::toString))
            .collect(Collectors.joining(File.pathSeparator));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.util.logging.config.file="
                    + Path.of("src", "main", "launch", "logging.properties").toAbsolutePath(),
                "-Xmx512m",
                "-cp",
                classPath,
                Main.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SLUICE_DATA", data.toString());
    return builder;
  }

  /** Sends a process a signal, such as {@code TERM}. */
  public static void signal(Process process, String name) throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start();
    assertThat(kill.waitFor()).isZero();
  }

  /**
   * Returns the folder of a run on the small world with these settings; made once for all tests.
   */
  public static Path smallWorldRun(String... sets) {
    List<String> arguments = new ArrayList<>(List.of("run"));
    arguments.addAll(SMALL_WORLD);
    for (String set : sets) {
      arguments.addAll(List.of("--set", set));
    }
    return RUNS.computeIfAbsent(arguments, Sluice::run);
  }

  /** Returns the folder of a run on a described dataset; made once for all tests. */
  public static Path describedRun(Path dataset, String... sets) {
    List<String> arguments = new ArrayList<>(List.of("run", "--set", "dataset=" + dataset));
    for (String set : sets) {
      arguments.addAll(List.of("--set", set));
    }
    return RUNS.computeIfAbsent(arguments, Sluice::run);
  }

  /** Returns the folder of a run on the {@link Shop}; made once for all tests. */
  public static synchronized Path shopRun(String... sets) {
    return describedRun(Shop.write(FOLDER.resolve("shop")), sets);
  }

  private static Path run(List<String> arguments) {
    Path folder = FOLDER.resolve("run-" + RUNS.size());
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of("--out", folder.toString()));
    Outcome outcome = execute(all.toArray(String[]::new));
    if (outcome.code() != 0) {
      throw new AssertionError("exit code " + outcome.code() + "\n" + outcome.err());
    }
    return folder;
  }

  /** Reads a JSON file. */
  static JsonNode json(Path file) {
    return JsonMapper.shared().readTree(file.toFile());
  }

  /** Returns all files of a folder, as paths within it, sorted. */
  static List<String> files(Path folder) {
    try (Stream<Path> tree = Files.walk(folder)) {
      return tree.filter(Files::isRegularFile)
          .map(f -> folder.relativize(f).toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path temporaryFolder() {
    try {
      Path folder = Files.createTempDirectory("sluice-runs");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> TemporaryFolder.delete(folder)));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
