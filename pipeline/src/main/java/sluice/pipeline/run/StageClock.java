package sluice.pipeline.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import sluice.core.Progress;
import sluice.funnel.StepTimer;

/**
 * Times each stage of a run and notes its peak memory, in the order the stages ran. Not
 * thread-safe.
 */
public final class StageClock implements StepTimer {
  /**
   * What one stage cost.
   *
   * @param name the stage
   * @param millis wall time in milliseconds
   * @param peakResidentMebibytes largest resident size of the process during it, 0 where unknown
   * @param peakHeapMebibytes largest heap use during it
   */
  public record Stage(
      String name, long millis, long peakResidentMebibytes, long peakHeapMebibytes) {}

  private final Progress progress;
  private final List<Stage> stages = new ArrayList<>();

  /** Makes a clock that tells a progress about each stage. */
  public StageClock(Progress progress) {
    this.progress = progress;
  }

  @Override
  public <T> T time(String name, Supplier<T> stage) {
    progress.start(name, 0);
    PeakMemory.reset();
    long start = System.nanoTime();
    T result = stage.get();
    stages.add(
        new Stage(
            name,
            (System.nanoTime() - start) / 1_000_000,
            PeakMemory.residentMebibytes(),
            PeakMemory.heapMebibytes()));
    progress.end();
    return result;
  }

  /** Runs a stage that makes nothing. */
  public void run(String name, Runnable stage) {
    var _ =
        time(
            name,
            () -> {
              stage.run();
              return Boolean.TRUE;
            });
  }

  @Override
  public Progress progress() {
    return progress;
  }

  /** Returns the stages so far. */
  public List<Stage> stages() {
    return List.copyOf(stages);
  }
}
