package sluice.pipeline.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import sluice.pipeline.Sluice;

/**
 * A jar of someone else's, made of sources in {@code src/plugins/java}, and commands that have it
 * on the class path.
 *
 * @param jar the jar
 * @param folder where data and what commands print is kept
 */
public record ForeignJar(Path jar, Path folder) {
  /** Where the sources of the examples are. */
  public static final Path SOURCES = Path.of("src", "plugins", "java");

  /**
   * Compiles classes, without a warning, and puts them into a jar.
   *
   * @param folder an empty folder
   * @param types names of classes by the kind whose services file names them
   */
  public static ForeignJar of(Path folder, Map<Class<?>, List<String>> types) throws IOException {
    Path classes = Files.createDirectory(folder.resolve("classes"));
    compile(classes, types.values().stream().flatMap(List::stream).toList());
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    for (Map.Entry<Class<?>, List<String>> kind : types.entrySet()) {
      Files.write(services.resolve(kind.getKey().getName()), kind.getValue());
    }
    Path jar = folder.resolve("foreign.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> all = Files.walk(classes)) {
      for (Path path : all.filter(Files::isRegularFile).sorted().toList()) {
        out.putNextEntry(new ZipEntry(classes.relativize(path).toString().replace('\\', '/')));
        Files.copy(path, out);
      }
    }
    return new ForeignJar(jar, folder);
  }

  private static void compile(Path classes, List<String> names) throws IOException {
    List<Path> files =
        names.stream().map(n -> SOURCES.resolve(n.replace('.', '/') + ".java")).toList();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    List<String> options =
        List.of(
            "-d",
            classes.toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "-sourcepath",
            SOURCES.toString(),
            "-proc:none",
            "-Xlint:all,-path,-classfile",
            "-Werror");
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  messages,
                  manager,
                  null,
                  options,
                  null,
                  manager.getJavaFileObjectsFromPaths(files))
              .call();
      assertThat(compiled).as("%s", messages).isTrue();
    }
  }

  /** Runs a command in a process of its own until it ends. */
  public Sluice.Outcome run(String... arguments) throws IOException, InterruptedException {
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    Process process =
        builder(arguments).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Sluice.Outcome(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  /** Runs the funnel on the small world; returns the folder of the run. */
  public Path smallWorldRun(String... sets) throws IOException, InterruptedException {
    Path run = folder.resolve("run");
    List<String> arguments = new ArrayList<>(List.of("run", "--out", run.toString()));
    arguments.addAll(Sluice.SMALL_WORLD);
    for (String set : sets) {
      arguments.addAll(List.of("--set", set));
    }
    Sluice.Outcome outcome = run(arguments.toArray(String[]::new));
    assertThat(outcome.code()).as(outcome.err()).isZero();
    return run;
  }

  /** Recommends to all users of a run; returns the file. */
  public Path batch(Path run) throws IOException, InterruptedException {
    Path out = folder.resolve("all.jsonl");
    succeeds("batch", "--run", run.toString(), "--out", out.toString());
    assertThat(out).isNotEmptyFile();
    return out;
  }

  /** Runs a command that must succeed; returns what it prints. */
  public String succeeds(String... arguments) throws IOException, InterruptedException {
    Sluice.Outcome outcome = run(arguments);
    assertThat(outcome.code()).as(outcome.out() + outcome.err()).isZero();
    return outcome.out();
  }

  /** Checks that a config, called {@code wrong.yaml}, is refused with a message. */
  public void refuses(String yaml, String message) throws IOException, InterruptedException {
    Path config = Files.writeString(folder.resolve("wrong.yaml"), yaml);
    Sluice.Outcome outcome = run("run", "--config", config.toString());
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains(message);
  }

  /** Returns what starts a command in a process of its own. */
  public ProcessBuilder builder(String... arguments) {
    return Sluice.process(folder.resolve("data"), List.of(jar), arguments);
  }
}
