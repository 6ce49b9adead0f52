package sluice.pipeline.command;

import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sluice.pipeline.config.ServeConfig;
import sluice.pipeline.console.Console;
import sluice.serving.live.ServerClock;
import sluice.serving.log.ServerLog;

/** {@code sluice serve}: a run's bundle as a live recommender over HTTP. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    synopsisSubcommandLabel = "[key]",
    subcommands = ServeKeyCommand.class,
    description = {
      "Serves a run over HTTP, with an API and pages.",
      "The bundle is checked against its own sample before the first request is taken.%n"
    },
    footer = {
      "%nExamples:",
      "  sluice serve",
      "  sluice serve --run runs/shop --port 0",
      "  sluice serve --store 'jdbc:postgresql://localhost/sluice?user=sluice'",
      "  sluice serve --config serve.yaml",
      "  sluice serve key --name shop --role write",
      "%nctrl-C or SIGTERM ends the server, after it has finished running requests and "
          + "stored all"
          + " events. SIGHUP loads the bundle and the keys again."
    })
public final class ServeCommand implements Callable<Integer> {
  @Mixin private BundleOption run = new BundleOption();

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "the server's config, YAML; options given here go before it")
  private @Nullable Path config;

  @Option(
      names = {"-p", "--port"},
      paramLabel = "N",
      description = "port to listen on; 0 for any that is free (default: 8080)")
  private @Nullable Long port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "address to listen on (default: 127.0.0.1, this machine alone)")
  private @Nullable String host;

  @Option(
      names = "--store",
      paramLabel = "URL",
      description =
          "where events are kept: jdbc:sqlite:FILE or jdbc:postgresql://HOST/DB (default: a file in the"
              + " data folder)")
  private @Nullable String store;

  @Option(
      names = "--clock",
      paramLabel = "auto|system|data",
      description =
          "at what time features are read: now, or as of the data's end; auto (default) takes the"
              + " data's end where a hole of more than 30 days follows it. Answers and events are"
              + " dated by the wall clock always")
  private ServerClock.@Nullable Mode clock;

  @Option(
      names = "--deadline",
      paramLabel = "MS",
      description = "within how long a request is answered (default: 250 ms)")
  private @Nullable Long deadline;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "threads for the funnel; 0 for as many as cores (default)")
  private @Nullable Long threads;

  @Option(
      names = "--record",
      paramLabel = "FILE",
      description = "records every answered recommendation there, for sluice replay")
  private @Nullable String record;

  @Option(
      names = "--logs",
      paramLabel = "text|json|off",
      description = "what the lines on standard error look like (default: text)")
  private ServerLog.@Nullable Format logs;

  @Mixin private CommonOptions common = new CommonOptions();

  /** The config's format, once it is read. */
  private ServerLog.@Nullable Format format;

  @Override
  public Integer call() {
    ServeConfig settings = settings();
    format = settings.logs().format();
    try (Console console = common.console();
        HangUp hangUp = new HangUp()) {
      LiveServer.serve(run::folder, this::settings, settings, hangUp, console);
      return 0;
    }
  }

  /**
   * Returns the log that a failed start is told to, where lines are JSON: who reads standard error
   * finds nothing else there.
   */
  public Optional<ServerLog> jsonLog() {
    ServerLog.Format known = format == null ? logs : format;
    return known == ServerLog.Format.JSON
        ? Optional.of(new ServerLog(known, false, System.err, Clock.systemUTC()))
        : Optional.empty();
  }

  private ServeConfig settings() {
    Map<String, @Nullable Object> given = new LinkedHashMap<>();
    given.put("host", host);
    given.put("port", port);
    given.put("store", store);
    given.put("clock", clock == null ? null : clock.name().toLowerCase(Locale.ROOT));
    given.put("logs.format", logs == null ? null : logs.name().toLowerCase(Locale.ROOT));
    given.put("deadline", deadline);
    given.put("threads", threads);
    given.put("record", record);
    Map<String, Object> options = new LinkedHashMap<>();
    given.forEach((key, value) -> {
      if (value != null) {
        options.put(key, value);
      }
    });
    return ServeConfig.read(Optional.ofNullable(config), options);
  }
}
