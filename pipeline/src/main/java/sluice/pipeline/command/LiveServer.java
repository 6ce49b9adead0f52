package sluice.pipeline.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import sluice.core.UserError;
import sluice.funnel.bundle.Bundle;
import sluice.pipeline.config.ServeConfig;
import sluice.pipeline.console.Console;
import sluice.pipeline.funnel.DatasetSource;
import sluice.serving.access.AccessControl;
import sluice.serving.feedback.FeedbackSettings;
import sluice.serving.feedback.FeedbackStore;
import sluice.serving.http.Operation;
import sluice.serving.http.SluiceServer;
import sluice.serving.live.BundleReload;
import sluice.serving.live.LiveSettings;
import sluice.serving.live.Recommender;
import sluice.serving.live.ReplayLog;
import sluice.serving.live.ServerClock;
import sluice.serving.live.Upkeep;
import sluice.serving.log.ServerLog;
import sluice.serving.log.StageMessages;
import tools.jackson.databind.json.JsonMapper;

/** A loaded bundle as a server, from its start to the signal that ends it. */
final class LiveServer {
  /** At most so long made-up requests are answered before the server listens. */
  private static final Duration WARM_UP = Duration.ofSeconds(10);

  private LiveServer() {}

  /**
   * Serves until the process is told to end.
   *
   * @param folder finds the bundle's folder, now and at each reload
   * @param settings reads the config again, for a reload
   * @param config as it is now
   * @param hangUp asks for a reload
   */
  static void serve(
      Supplier<Path> folder,
      Supplier<ServeConfig> settings,
      ServeConfig config,
      HangUp hangUp,
      Console console) {
    ServerLog log =
        new ServerLog(
            config.logs().format(), config.logs().requests(), System.err, Clock.systemUTC());
    StageMessages.to(log);
    Thread.setDefaultUncaughtExceptionHandler((thread, e) -> log.failed("none", "", e));
    StartMessages says = new StartMessages(config.logs().format(), log, console);
    Bundle bundle = Bundle.load(folder.get());
    says.loaded(bundle);
    if (!config.keys().open() && !config.isLocal() && config.tls().isEmpty()) {
      says.warn(
          "plain-keys", "keys travel as they are: give tls: in the config, or a proxy that has it");
    }
    int cores = Runtime.getRuntime().availableProcessors();
    int hands = config.threads() == 0 ? cores : config.threads();
    FeedbackSettings feedback =
        FeedbackSettings.DEFAULT.keeping(Duration.ofDays(config.keepSlates()));
    Recommender recommender =
        new Recommender(
            bundle,
            FeedbackStore.open(url(config, bundle), feedback),
            LiveSettings.of(hands, config.deadline()),
            ServerClock.of(config.clock()),
            config.record().map(ReplayLog::new));
    sayClock(recommender, says);
    if (!recommender.warmUp(WARM_UP)) {
      says.warn(
          "slow",
          "slates take more than a quarter of the deadline of "
              + config.deadline()
              + " ms; some will leave sources out. Give a longer deadline, or another machine");
    }
    AccessControl access = new AccessControl(config.keys(), config.limits());
    BundleReload reload =
        new BundleReload(
            recommender,
            folder,
            () -> {
              ServeConfig fresh = settings.get();
              return () -> access.change(fresh.keys(), fresh.limits());
            });
    Operation operation = new Operation(access, config.tls(), log, reload::reload);
    SluiceServer server;
    try {
      server =
          SluiceServer.start(
              recommender,
              new SluiceServer.Settings(
                  config.host(),
                  config.port(),
                  SluiceServer.Settings.BODY_LIMIT,
                  config.connections()),
              operation);
    } catch (RuntimeException e) {
      recommender.close();
      throw e;
    }
    Upkeep upkeep = Upkeep.start(recommender, config.freshCounts());
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  upkeep.close();
                  server.close();
                  recommender.close();
                  log.info("stopped", Map.of());
                  ended.countDown();
                },
                "shutdown"));
    String shown = config.host().contains(":") ? "[" + config.host() + "]" : config.host();
    String scheme = config.tls().isPresent() ? "https" : "http";
    String url = scheme + "://" + shown + ":" + server.port() + "/";
    console.result("listening on " + url);
    says.note(
        "open",
        "open it in a browser, or see docs/operations/serving.md for the calls; ctrl-C stops it");
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("url", url);
    document.put("bundle", bundle.manifest().id());
    console.json(JsonMapper.shared().writeValueAsString(document));
    log.info("started", Map.of("port", server.port(), "bundle", bundle.manifest().id()));
    hangUp.reloads(operation);
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void sayClock(Recommender recommender, StartMessages says) {
    if (recommender.clock().behind() != 0) {
      says.note(
          "clock",
          "features are read as of "
              + Instant.ofEpochMilli(recommender.clock().featureMillis())
              + ", where the data ends; answers and events are dated by the wall clock. --clock"
              + " system reads features as of now");
    }
  }

  private static String url(ServeConfig config, Bundle bundle) {
    if (config.store().isPresent()) {
      return config.store().get();
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
