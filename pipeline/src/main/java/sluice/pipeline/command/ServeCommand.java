package sluice.pipeline.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sluice.core.UserError;
import sluice.pipeline.console.Console;
import sluice.pipeline.funnel.DatasetSource;
import sluice.pipeline.run.RunFolder;
import sluice.serving.bundle.Bundle;
import sluice.serving.bundle.BundleManifest;
import sluice.serving.feedback.FeedbackSettings;
import sluice.serving.feedback.FeedbackStore;
import sluice.serving.http.SluiceServer;
import sluice.serving.live.LiveSettings;
import sluice.serving.live.Recommender;
import sluice.serving.live.ReplayLog;
import sluice.serving.live.ServerClock;

/** {@code sluice serve}: a run's bundle as a live recommender over HTTP. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Serves what a run evaluated: HTTP calls in JSON and pages to click through.",
      "The bundle is proven on its own sample before the first request is taken.%n"
    },
    footer = {
      "%nExamples:",
      "  sluice serve",
      "  sluice serve --run runs/shop --port 0",
      "  sluice serve --store 'jdbc:postgresql://localhost/sluice?user=sluice'",
      "%nctrl-C or SIGTERM finish the requests that run, store what was told, and end."
    })
public final class ServeCommand implements Callable<Integer> {
  /** Which clock requests are dated by. */
  enum Clock {
    AUTO,
    SYSTEM,
    DATA
  }

  @Option(
      names = {"-r", "--run"},
      paramLabel = "RUN",
      defaultValue = "latest",
      description = "a run folder, or latest (default)")
  private String run = "latest";

  @Option(
      names = {"-p", "--port"},
      paramLabel = "N",
      defaultValue = "8080",
      description = "port to listen on; 0 for any that is free (default: ${DEFAULT-VALUE})")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "address to listen on (default: ${DEFAULT-VALUE}, this machine alone)")
  private String host = "127.0.0.1";

  @Option(
      names = "--store",
      paramLabel = "URL",
      description =
          "where events are kept: jdbc:sqlite:FILE or jdbc:postgresql://… (default: a file in the"
              + " data folder)")
  private @Nullable String store;

  @Option(
      names = "--clock",
      paramLabel = "auto|system|data",
      defaultValue = "auto",
      description =
          "what time it is: the wall clock's, or where the data ends; auto takes the data's where"
              + " that is more than 30 days ago")
  private Clock clock = Clock.AUTO;

  @Option(
      names = "--deadline",
      paramLabel = "MS",
      defaultValue = "250",
      description = "within how long a request is answered (default: ${DEFAULT-VALUE} ms)")
  private long deadline;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "0",
      description = "threads for the funnel; 0 for as many as cores (default)")
  private int threads;

  @Option(
      names = "--record",
      paramLabel = "FILE",
      description = "records every answered recommendation there, for sluice replay")
  private @Nullable Path record;

  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() {
    if (port < 0 || port > 65_535) {
      throw new UserError("--port is " + port + "; 0 to 65535 is expected");
    }
    if (deadline < 1 || threads < 0) {
      throw new UserError("--deadline is 1 or more, --threads 0 or more");
    }
    try (Console console = common.console()) {
      Bundle bundle = Bundle.load(RunFolder.find(run, Path.of("runs")).resolve("bundle"));
      BundleManifest m = bundle.manifest();
      console.note(
          String.format(
              Locale.ROOT,
              "bundle %s of %s: %,d items, %,d users, %s; loaded and proven in %.1f s",
              m.id(),
              m.dataset(),
              m.items(),
              m.users(),
              m.ranker(),
              bundle.seconds()));
      serve(bundle, console);
      return 0;
    }
  }

  private void serve(Bundle bundle, Console console) {
    ServerClock time = clock(bundle.manifest());
    if (time.ofDataItself()) {
      console.note(
          "the clock starts where the data ends, "
              + java.time.Instant.ofEpochMilli(bundle.manifest().dataEnd())
              + "; --clock system for the wall clock");
    }
    LiveSettings defaults = LiveSettings.defaults();
    int hands = threads == 0 ? defaults.threads() : threads;
    LiveSettings settings = new LiveSettings(hands, 8 * hands, deadline);
    FeedbackStore events = FeedbackStore.open(url(bundle), FeedbackSettings.DEFAULT);
    Optional<ReplayLog> recorded = Optional.ofNullable(record).map(ReplayLog::new);
    Recommender recommender = new Recommender(bundle, events, settings, time, recorded);
    SluiceServer server;
    try {
      server =
          SluiceServer.start(
              recommender,
              new SluiceServer.Settings(host, port, SluiceServer.Settings.DEFAULT.bodyLimit()));
    } catch (RuntimeException e) {
      recommender.close();
      throw e;
    }
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.close();
                  recommender.close();
                  ended.countDown();
                },
                "shutdown"));
    String shown = host.contains(":") ? "[" + host + "]" : host;
    console.result("listening on http://" + shown + ":" + server.port() + "/");
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ServerClock clock(BundleManifest manifest) {
    boolean dated = manifest.dataEnd() != Long.MAX_VALUE;
    return switch (clock) {
      case AUTO -> ServerClock.forData(manifest.dataEnd());
      case DATA -> dated ? ServerClock.ofData(manifest.dataEnd()) : ServerClock.system();
      case SYSTEM -> ServerClock.system();
    };
  }

  private String url(Bundle bundle) {
    if (store != null) {
      return store;
    }
    Path folder = DatasetSource.dataFolder().resolve("feedback");
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UserError("cannot make " + folder + "; give another --store", e);
    }
    String name = bundle.manifest().dataset().replaceAll("[^A-Za-z0-9._-]", "_");
    return "jdbc:sqlite:" + folder.resolve(name + ".db");
  }
}
