package sluice.pipeline.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sluice.core.ConfigNode;
import sluice.core.UserError;
import sluice.core.YamlFile;
import sluice.serving.access.ApiKeys;
import sluice.serving.access.Limits;
import sluice.serving.connection.ConnectionLimits;
import sluice.serving.feedback.FeedbackSettings;
import sluice.serving.live.ServerClock;
import sluice.serving.log.ServerLog;
import sluice.serving.tls.ServerCertificate;

/**
 * What a server is told by its config file, validated; what the command line says goes before it.
 *
 * @param host address to listen on
 * @param port to listen on; 0 for any that is free
 * @param store where events are kept, a JDBC URL; none for a file in the data folder
 * @param keepSlates for how many days what was shown is kept
 * @param freshCounts whether counts and trends go on with what users do
 * @param clock at what time features are read for requests that do not say
 * @param deadlineMillis within how long a request is answered where it does not say
 * @param threads for the funnel, 0 for as many as cores
 * @param record receives every answered recommendation; none records nothing
 * @param keys of those who may call; with none all may who reach the server
 * @param limits how much callers may ask
 * @param connections how many may be open, and how long each may wait for its client
 * @param certificate for TLS; none for plain HTTP
 * @param logs what the log's lines look like
 * @param logRequests whether each request gets a line
 * @param resolved the config as it was understood, with every default taken
 */
public record ServeConfig(
    String host,
    int port,
    Optional<String> store,
    int keepSlates,
    boolean freshCounts,
    ServerClock.Mode clock,
    long deadlineMillis,
    int threads,
    Optional<Path> record,
    ApiKeys keys,
    Limits limits,
    ConnectionLimits connections,
    Optional<ServerCertificate> certificate,
    ServerLog.Format logs,
    boolean logRequests,
    Map<String, @Nullable Object> resolved) {

  /**
   * Reads a config; relative paths count from the file's folder, those of options from the working
   * directory.
   *
   * @param file the YAML file; none means all defaults
   * @param options of the command line by dotted path, put in place of what the file says
   * @throws UserError for an unknown key, a wrong type, a value out of range
   */
  public static ServeConfig read(Optional<Path> file, Map<String, Object> options) {
    ConfigNode root =
        file.map(YamlFile::read).orElseGet(() -> ConfigNode.map("defaults", "", Map.of()));
    if (!root.isMap()) {
      throw new UserError(root.place() + ": a config is a map of keys, such as  port: 8080");
    }
    for (Map.Entry<String, Object> option : options.entrySet()) {
      String path = option.getKey();
      String name = "--" + path.split("[.]", 2)[0];
      root = Overrides.replace(root, path, ConfigNode.scalar(name, path, option.getValue()));
    }
    return read(root, file.map(ServeConfig::folder).orElse(Path.of("")));
  }

  private static ServeConfig read(ConfigNode root, Path folder) {
    String host = root.text("host", "127.0.0.1");
    int port = root.integer("port", 8080, 0, 65_535);
    Optional<String> store = root.get("store").map(ConfigNode::asText);
    int keep = root.integer("keepSlates", FeedbackSettings.KEEP_SHOWN_DAYS, 1, 36_500);
    boolean fresh = root.flag("freshCounts", true);
    String clock = root.oneOf("clock", "auto", List.of("auto", "system", "data"));
    long deadline = root.wholeNumber("deadline", 250, 1, 60_000);
    int threads = root.integer("threads", 0, 0, 1024);
    Optional<Path> record = root.get("record").map(node -> path(node, folder));
    ApiKeys keys = KeysConfig.read(root);
    Limits limits = KeysConfig.limits(root.child("limits"));
    ConnectionLimits connections = KeysConfig.connections(root.child("connections"));
    Optional<ServerCertificate> certificate = TlsConfig.read(root, folder);
    ConfigNode logs = root.child("logs");
    String format = logs.oneOf("format", "text", List.of("text", "json", "off"));
    boolean requests = logs.flag("requests", false);
    logs.finish();
    root.finish();
    refuseStrangers(root, host, keys);
    return new ServeConfig(
        host,
        port,
        store,
        keep,
        fresh,
        ServerClock.Mode.valueOf(clock.toUpperCase(Locale.ROOT)),
        deadline,
        threads,
        record,
        keys,
        limits,
        connections,
        certificate,
        ServerLog.Format.valueOf(format.toUpperCase(Locale.ROOT)),
        requests,
        PipelineConfig.asMap(Objects.requireNonNull(root.resolved())));
  }

  /** Says whether this machine alone can reach the server. */
  public boolean isLocal() {
    return isLocal(host);
  }

  private static boolean isLocal(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new UserError("host " + host + " is no address of this machine", e);
    }
  }

  private static void refuseStrangers(ConfigNode root, String host, ApiKeys keys) {
    if (!isLocal(host) && keys.open()) {
      throw new UserError(
          root.entries().getOrDefault("host", root).place()
              + ": host is "
              + host
              + ", where others can reach the server, and it has no keys. Mend: make one with"
              + " sluice serve key and put it into the config, or listen on 127.0.0.1");
    }
  }

  private static Path folder(Path file) {
    return Objects.requireNonNullElse(file.toAbsolutePath().getParent(), Path.of(""));
  }

  private static Path path(ConfigNode node, Path folder) {
    return node.place().startsWith("--") ? Path.of(node.asText()) : folder.resolve(node.asText());
  }
}
