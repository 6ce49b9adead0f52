package sluice.pipeline.run;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The largest memory this process held since the last {@link #reset}.
 *
 * <p>The resident size counts everything, also what DuckDB and XGBoost take outside the heap; it is
 * read from the kernel and known on Linux alone. The heap's peak is the sum of the peaks of its
 * pools, an upper bound. Not thread-safe.
 */
final class PeakMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path CLEAR_REFS = Path.of("/proc/self/clear_refs");
  private static final long MEBIBYTE = 1 << 20;

  private PeakMemory() {}

  /**
   * Starts again; where the kernel does not allow it, peaks go on from the start of the process.
   */
  static void reset() {
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      pool.resetPeakUsage();
    }
    if (Files.isWritable(CLEAR_REFS)) {
      try {
        Files.writeString(CLEAR_REFS, "5");
      } catch (IOException e) {
        return; // some kernels refuse: the figure is then the peak so far, which is still true as a
        // bound
      }
    }
  }

  /** Returns the largest resident size in MiB, 0 where it is not known. */
  static long residentMebibytes() {
    if (!Files.isReadable(STATUS)) {
      return 0;
    }
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith("VmHWM:")) {
          return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024;
        }
      }
    } catch (IOException e) {
      return 0;
    }
    return 0;
  }

  /** Returns the largest heap use in MiB. */
  static long heapMebibytes() {
    long bytes = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == MemoryType.HEAP) {
        bytes += pool.getPeakUsage().getUsed();
      }
    }
    return bytes / MEBIBYTE;
  }
}
