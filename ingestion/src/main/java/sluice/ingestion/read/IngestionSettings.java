package sluice.ingestion.read;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.nio.file.Path;
import java.util.Optional;
import sluice.core.ConfigNode;
import sluice.core.SettingError;
import sluice.core.YamlFile;

/**
 * How ingestion works: {@code ingestion} in the config.
 *
 * @param maxBadRows the share of a table's rows, 0 to 1, that may be bad before ingestion gives up
 * @param threads how many threads DuckDB uses, 0 for all cores; changes no byte of the result
 * @param memoryLimit how much memory DuckDB may use, as it writes it, such as {@code 2GB}; what
 *     does not fit goes to disk
 * @param temporaryFolder where the temporary database lies; empty: in the folder of the tables.
 *     Removed at the end
 */
public record IngestionSettings(
    double maxBadRows,
    @JsonIgnore int threads,
    String memoryLimit,
    Optional<Path> temporaryFolder) {
  private static final String DEFAULTS =
      YamlFile.resource(IngestionSettings.class, "ingestion.yaml");

  /** What an empty config means. */
  public static final IngestionSettings DEFAULT =
      YamlFile.parse(DEFAULTS, "defaults").bind(IngestionSettings.class);

  private static final String MEMORY = "[0-9]+(\\.[0-9]+)? ?(MB|GB|TB|MiB|GiB|TiB)";

  /** Checks. */
  public IngestionSettings {
    SettingError.check("maxBadRows", maxBadRows, 0, 1);
    SettingError.check(
        "memoryLimit", memoryLimit.matches(MEMORY), "an amount such as 2GB is expected");
    threads = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    if (threads < 0) {
      throw new IllegalArgumentException("threads: " + threads);
    }
  }

  /** Reads the config's {@code ingestion} part; every key has a default. */
  public static IngestionSettings read(ConfigNode node) {
    return node.bind(IngestionSettings.class, DEFAULTS);
  }

  /** Returns the same settings with another number of threads. */
  public IngestionSettings withThreads(int newThreads) {
    return new IngestionSettings(maxBadRows, newThreads, memoryLimit, temporaryFolder);
  }

  /** Returns the same settings with another share of bad rows. */
  public IngestionSettings withMaxBadRows(double newMaxBadRows) {
    return new IngestionSettings(newMaxBadRows, threads, memoryLimit, temporaryFolder);
  }

  /** Returns the same settings with another limit of memory. */
  public IngestionSettings withMemoryLimit(String newMemoryLimit) {
    return new IngestionSettings(maxBadRows, threads, newMemoryLimit, temporaryFolder);
  }
}
