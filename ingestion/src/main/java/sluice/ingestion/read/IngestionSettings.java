package sluice.ingestion.read;

import java.nio.file.Path;
import java.util.Optional;
import sluice.core.ConfigNode;

/**
 * How ingestion works: {@code ingestion} in the config.
 *
 * @param maxBadRows the share of a table's rows, 0 to 1, that may be bad before ingestion gives up
 * @param threads how many threads DuckDB uses; changes no byte of the result
 * @param memoryLimit how much memory DuckDB may use, as it writes it, such as {@code 2GB}; what
 *     does not fit goes to disk
 * @param temporaryFolder where the temporary database lies; empty: in the folder of the tables.
 *     Removed at the end
 */
public record IngestionSettings(
    double maxBadRows, int threads, String memoryLimit, Optional<Path> temporaryFolder) {
  /** One bad row in a hundred, all cores, 2 GB. */
  public static final IngestionSettings DEFAULT =
      new IngestionSettings(
          0.01, Runtime.getRuntime().availableProcessors(), "2GB", Optional.empty());

  private static final String MEMORY = "[0-9]+(\\.[0-9]+)? ?(MB|GB|TB|MiB|GiB|TiB)";

  /** Checks. */
  public IngestionSettings {
    if (!(maxBadRows >= 0 && maxBadRows <= 1)) {
      throw new IllegalArgumentException("maxBadRows: " + maxBadRows);
    }
    if (threads < 1) {
      throw new IllegalArgumentException("threads: " + threads);
    }
    if (!memoryLimit.matches(MEMORY)) {
      throw new IllegalArgumentException("memoryLimit: " + memoryLimit);
    }
  }

  /**
   * Reads {@code maxBadRows} (0 to 1), {@code memoryLimit} and {@code temporaryFolder}; each has a
   * default.
   */
  public static IngestionSettings read(ConfigNode node) {
    double maxBadRows = node.number("maxBadRows", DEFAULT.maxBadRows(), 0, 1);
    String memory = node.text("memoryLimit", DEFAULT.memoryLimit());
    if (!memory.matches(MEMORY)) {
      throw node.require("memoryLimit").error("an amount such as 2GB is expected");
    }
    Optional<Path> temporary = node.get("temporaryFolder").map(n -> Path.of(n.asText()));
    node.finish();
    return new IngestionSettings(maxBadRows, DEFAULT.threads(), memory, temporary);
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
