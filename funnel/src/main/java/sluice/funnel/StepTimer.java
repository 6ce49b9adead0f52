package sluice.funnel;

import java.util.function.Supplier;
import sluice.core.Progress;

/** Runs the steps of a fitting, and may time them and tell a user. */
public interface StepTimer {
  /** Runs steps and tells nobody. */
  StepTimer SILENT =
      new StepTimer() {
        @Override
        public <T> T time(String step, Supplier<T> work) {
          return work.get();
        }

        @Override
        public Progress progress() {
          return Progress.SILENT;
        }
      };

  /** Runs a step and returns what it made. */
  <T> T time(String step, Supplier<T> work);

  /** Returns what is told how far a step is. */
  Progress progress();
}
