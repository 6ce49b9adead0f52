package sluice.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Scanner;

/**
 * What had been spent of the machine's time when: how far a measurement can be trusted.
 *
 * @param ownNanos processor time of this process
 * @param stolen ticks that the machine's host gave to others ("steal" in {@code /proc/stat}); 0
 *     where the system does not tell
 * @param all ticks of all kinds
 */
record MachineTime(long ownNanos, long stolen, long all) {
  static MachineTime now() {
    long own = ProcessHandle.current().info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
    long[] ticks = new long[8];
    Path stat = Path.of("/proc/stat");
    if (Files.isReadable(stat)) {
      try (var lines = Files.lines(stat)) {
        Scanner words = new Scanner(lines.findFirst().orElseThrow().substring("cpu".length()));
        for (int i = 0; i < ticks.length; i++) {
          ticks[i] = words.nextLong();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new MachineTime(own, ticks[7], Arrays.stream(ticks).sum());
  }

  /** Returns the share of the machine's time since then that went to others. */
  double stolenSince(MachineTime before) {
    return all == before.all ? Double.NaN : (stolen - before.stolen) / (double) (all - before.all);
  }
}
