package sluice.pipeline.console;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import sluice.core.Progress;

/**
 * Tells a person what a command is doing: a bar on a terminal, a plain line a step elsewhere,
 * nothing when quiet.
 *
 * <p>Progress and warnings go to standard error, results to standard output. Thread-safe.
 */
public final class Console implements Progress, AutoCloseable {
  /** How much is told. */
  public enum Mode {
    /** Steps and results. */
    NORMAL,
    /** Errors and warnings alone. */
    QUIET,
    /** Errors and warnings, and one JSON document as the result. */
    JSON
  }

  private final PrintStream out;
  private final PrintStream err;
  private final Mode mode;
  private final boolean terminal;
  private final List<String> warnings = new ArrayList<>();
  private @Nullable ProgressBar bar;
  private String step = "";
  private long started;
  private int depth;

  /**
   * Makes a console.
   *
   * @param terminal whether err is a terminal that understands control characters
   */
  public Console(PrintStream out, PrintStream err, Mode mode, boolean terminal) {
    this.out = out;
    this.err = err;
    this.mode = mode;
    this.terminal = terminal;
  }

  /** Returns how much is told. */
  public Mode mode() {
    return mode;
  }

  /** Begins a step; a step within a step only moves the bar of the outer one. */
  @Override
  public synchronized void start(String newStep, long total) {
    if (depth++ > 0) {
      if (bar != null) {
        bar.setExtraMessage(newStep);
        bar.maxHint(total > 0 ? total : -1);
        bar.stepTo(0);
      }
      return;
    }
    step = newStep;
    started = System.nanoTime();
    if (mode == Mode.NORMAL && terminal) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(newStep)
              .setInitialMax(total > 0 ? total : -1)
              .setStyle(ProgressBarStyle.UNICODE_BLOCK)
              .setConsumer(new me.tongfei.progressbar.ConsoleProgressBarConsumer(err, 80))
              .clearDisplayOnFinish()
              .build();
    }
  }

  @Override
  public synchronized void advance(long units) {
    if (bar != null) {
      bar.stepBy(units);
    }
  }

  @Override
  public synchronized void end() {
    if (depth == 0 || --depth > 0) {
      return;
    }
    closeBar();
    if (mode == Mode.NORMAL) {
      double seconds = (System.nanoTime() - started) / 1e9;
      err.println(String.format(Locale.ROOT, "  %-46s %7.1f s", step, seconds));
    }
  }

  @Override
  public synchronized void warn(String message) {
    if (!warnings.contains(message)) {
      warnings.add(message);
      err.println("warning: " + message);
    }
  }

  /** Returns the warnings so far. */
  public synchronized List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** Prints a line for a person on standard error; nothing when quiet. */
  public synchronized void note(String line) {
    if (mode == Mode.NORMAL) {
      err.println(line);
    }
  }

  /**
   * Prints a line of the result on standard output; nothing when quiet or when the result is JSON.
   */
  public synchronized void result(String line) {
    if (mode == Mode.NORMAL) {
      out.println(line);
    }
  }

  /** Prints a line that is the very result, also when quiet; nothing when the result is JSON. */
  public synchronized void always(String line) {
    if (mode != Mode.JSON) {
      out.println(line);
    }
  }

  /** Prints the one JSON document where that is asked for. */
  public synchronized void json(String document) {
    if (mode == Mode.JSON) {
      out.println(document);
    }
  }

  @Override
  public synchronized void close() {
    closeBar();
    depth = 0;
  }

  private void closeBar() {
    if (bar != null) {
      Objects.requireNonNull(bar).close();
      bar = null;
    }
  }
}
