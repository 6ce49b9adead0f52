package sluice.pipeline.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import sluice.core.ConfigNode;
import sluice.core.SettingError;
import sluice.core.UserError;
import sluice.core.YamlFile;
import sluice.serving.access.ApiKeys;
import sluice.serving.access.Limits;
import sluice.serving.connection.ConnectionLimits;
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
 * @param deadline within how many milliseconds a request is answered where it does not say
 * @param threads for the funnel, 0 for as many as cores
 * @param record receives every answered recommendation; none records nothing
 * @param keys of those who may call; with none all may who reach the server
 * @param limits how much callers may ask
 * @param connections how many may be open, and how long each may wait for its client
 * @param logs what is logged
 * @param tls the certificate; none for plain HTTP
 */
public record ServeConfig(
    String host,
    int port,
    Optional<String> store,
    int keepSlates,
    boolean freshCounts,
    ServerClock.Mode clock,
    long deadline,
    int threads,
    Optional<Path> record,
    ApiKeys keys,
    Limits limits,
    ConnectionLimits connections,
    Logs logs,
    Optional<ServerCertificate> tls) {
  /** The defaults: every key with a comment. */
  static final String DEFAULTS = YamlFile.resource(ServeConfig.class, "serve.yaml");

  private static final Set<String> PATHS =
      Set.of("record", "tls.certificate", "tls.key", "tls.keystore");

  /**
   * What is logged.
   *
   * @param format what the log's lines look like
   * @param requests whether each request gets a line
   */
  public record Logs(ServerLog.Format format, boolean requests) {}

  /** Checks the ranges. */
  public ServeConfig {
    SettingError.check("port", port, 0, 65_535);
    SettingError.check("keepSlates", keepSlates, 1, 36_500);
    SettingError.check("deadline", deadline, 1, 60_000);
    SettingError.check("threads", threads, 0, 1_024);
  }

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
        file.map(f -> withPaths(YamlFile.read(f), folder(f)))
            .orElseGet(() -> ConfigNode.map("defaults", "", Map.of()));
    if (!root.isMap()) {
      throw new UserError(root.place() + ": a config is a map of keys, such as  port: 8080");
    }
    for (Map.Entry<String, Object> option : options.entrySet()) {
      String path = option.getKey();
      String name = "--" + path.split("[.]", 2)[0];
      root = Overrides.replace(root, path, ConfigNode.scalar(name, path, option.getValue()));
    }
    ServeConfig config = root.bind(ServeConfig.class, DEFAULTS);
    if (!config.isLocal() && config.keys.open()) {
      throw new UserError(
          root.entries().getOrDefault("host", root).place()
              + ": host is "
              + config.host
              + ", where others can reach the server, and it has no keys. Fix: make one with"
              + " sluice serve key and put it into the config, or listen on 127.0.0.1");
    }
    return config;
  }

  /** Says whether this machine alone can reach the server. */
  public boolean isLocal() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new UserError("host " + host + " is no address of this machine", e);
    }
  }

  private static Path folder(Path file) {
    return Objects.requireNonNullElse(file.toAbsolutePath().getParent(), Path.of(""));
  }

  private static ConfigNode withPaths(ConfigNode node, Path folder) {
    if (PATHS.contains(node.path()) && !node.isMap() && !node.isList() && !node.isNull()) {
      return ConfigNode.scalar(node.place(), node.path(), folder.resolve(node.asText()).toString());
    }
    if (!node.isMap()) {
      return node;
    }
    Map<String, ConfigNode> entries = new LinkedHashMap<>(node.entries());
    entries.replaceAll((key, value) -> withPaths(value, folder));
    return ConfigNode.map(node.place(), node.path(), entries);
  }
}
