package sluice.serving.metrics;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/**
 * What the process takes of the machine at one moment.
 *
 * @param upSeconds since the process began
 * @param cpuSeconds of all its threads
 * @param heapBytes in use
 * @param heapMostBytes that may be in use
 * @param otherBytes of the JVM outside the heap: code, classes
 * @param threads of the platform, virtual ones not counted
 * @param openFiles handles of files and sockets; 0 where the platform does not tell
 * @param collections of garbage so far
 * @param collectionSeconds that they took
 */
public record ProcessView(
    double upSeconds,
    double cpuSeconds,
    long heapBytes,
    long heapMostBytes,
    long otherBytes,
    int threads,
    long openFiles,
    long collections,
    double collectionSeconds) {
  /** Looks. */
  public static ProcessView now() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    long collections = 0;
    long collectionMillis = 0;
    for (GarbageCollectorMXBean gc : ManagementFactory.getGarbageCollectorMXBeans()) {
      collections += Math.max(0, gc.getCollectionCount());
      collectionMillis += Math.max(0, gc.getCollectionTime());
    }
    boolean unix =
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean;
    UnixOperatingSystemMXBean system =
        unix ? ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class) : null;
    return new ProcessView(
        ManagementFactory.getRuntimeMXBean().getUptime() / 1e3,
        system == null ? 0 : system.getProcessCpuTime() / 1e9,
        memory.getHeapMemoryUsage().getUsed(),
        memory.getHeapMemoryUsage().getMax(),
        memory.getNonHeapMemoryUsage().getUsed(),
        ManagementFactory.getThreadMXBean().getThreadCount(),
        system == null ? 0 : system.getOpenFileDescriptorCount(),
        collections,
        collectionMillis / 1e3);
  }
}
