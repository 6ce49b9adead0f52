package sluice.core;

/** Where a long step tells how far it is. Calls may come from several threads. */
public interface Progress {
  /** Progress that nobody watches. */
  Progress SILENT = new Progress() {};

  /** Says that a step begins. */
  default void start(String step, long total) {}

  /** Says that some more units of the current step are done. */
  default void advance(long units) {}

  /** Says that the current step has ended. */
  default void end() {}

  /** Passes on a warning that the user should see. */
  default void warn(String message) {}
}
