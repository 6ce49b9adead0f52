package sluice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import sluice.core.UserError;

class ErrorReportTest {
  @Test
  void whatAUserCanMendIsToldAsItIs() {
    ErrorReport report = ErrorReport.of(new UserError("shop.yaml:3: no column stars"));
    assertThat(report.exitCode()).isEqualTo(2);
    assertThat(report.message()).isEqualTo("shop.yaml:3: no column stars");
  }

  @Test
  void whatAUserCanMendIsFoundBelowWhatThreadsWrapItIn() {
    ErrorReport report =
        ErrorReport.of(
            new IllegalStateException(new ExecutionException(new UserError("two of one name"))));
    assertThat(report.exitCode()).isEqualTo(2);
    assertThat(report.message()).isEqualTo("two of one name");
  }

  @Test
  void aFullDiskIsReportedWithItsFix() {
    ErrorReport report =
        ErrorReport.of(new UncheckedIOException(new IOException("No space left on device")));
    assertThat(report.exitCode()).isEqualTo(1);
    assertThat(report.message()).contains("disk is full", "--out on another disk");
  }

  /** What the kernel really says, by the device that is always full. */
  @Test
  void aFullDeviceIsAFullDisk() {
    IOException full = null;
    try (OutputStream out = new FileOutputStream("/dev/full")) {
      out.write(1);
    } catch (IOException e) {
      full = e;
    }
    assertThat(full).isNotNull();
    ErrorReport report = ErrorReport.of(new UncheckedIOException("cannot write lists", full));
    assertThat(report.exitCode()).isEqualTo(1);
    assertThat(report.message()).startsWith("the disk is full");
  }

  @Test
  void aFullDiskIsKnownFromWhatTheDatabaseSays() {
    ErrorReport report =
        ErrorReport.of(
            new IllegalStateException(
                new SQLException("IO Error: Could not write file: No space left on device")));
    assertThat(report.exitCode()).isEqualTo(1);
    assertThat(report.message()).startsWith("the disk is full");
  }

  @Test
  void outOfMemoryIsReportedWithItsFix() {
    ErrorReport heap = ErrorReport.of(new OutOfMemoryError("Java heap space"));
    assertThat(heap.exitCode()).isEqualTo(1);
    assertThat(heap.message()).contains("out of memory", "SLUICE_HEAP=");
    ErrorReport database = ErrorReport.of(new SQLException("Out of Memory Error: failed to pin"));
    assertThat(database.message()).contains("SLUICE_HEAP=");
  }

  @Test
  void outOfMemoryIsFoundWhereverItStands() {
    Error none = new OutOfMemoryError("Java heap space");
    Throwable early =
        new NoClassDefFoundError("Could not initialize class A")
            .initCause(
                new ExceptionInInitializerError(
                    "Exception java.lang.OutOfMemoryError: Java heap space [in thread \"main\"]"));
    for (Throwable thrown :
        new Throwable[] {
          new IllegalStateException(new ExecutionException(none)),
          new ExceptionInInitializerError(none),
          early,
          new UserError("bundle cannot be read", none)
        }) {
      assertThat(ErrorReport.of(thrown).message())
          .as(thrown.toString())
          .startsWith("out of memory; give more heap with SLUICE_HEAP");
      assertThat(ErrorReport.of(thrown).exitCode()).isEqualTo(1);
    }
  }

  @Test
  void moreHeapStartsNoMoreThreads() {
    Error none = new OutOfMemoryError("unable to create native thread: possibly out of memory");
    assertThat(ErrorReport.of(none).message()).contains("no more threads").doesNotContain("HEAP");
  }

  /** A stream that cannot take a line the first so many times. */
  private static PrintStream poor(ByteArrayOutputStream into, int failures) {
    return new PrintStream(into, true, StandardCharsets.UTF_8) {
      private int left = failures;

      @Override
      public void println(@org.jspecify.annotations.Nullable String line) {
        if (left-- > 0) {
          throw new OutOfMemoryError("Java heap space");
        }
        super.println(line);
      }
    };
  }

  @Test
  void outOfMemoryIsToldWhereThereIsNoneLeftToTellIt() {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    int code = ErrorReport.report(new OutOfMemoryError("Java heap space"), poor(text, 1), false);
    assertThat(code).isEqualTo(1);
    assertThat(text.toString(StandardCharsets.UTF_8)).startsWith("error: out of memory; give more");
  }

  @Test
  void aCommandThatRunsOutOfMemoryEndsWithAMessage() {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    System.setOut(poor(new ByteArrayOutputStream(), Integer.MAX_VALUE));
    System.setErr(new PrintStream(text, true, StandardCharsets.UTF_8));
    try {
      assertThat(Main.execute("measures")).isEqualTo(1);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    assertThat(text.toString(StandardCharsets.UTF_8))
        .startsWith("error: out of memory; give more heap with SLUICE_HEAP")
        .doesNotContain("\tat ", "Exception");
  }

  @Test
  void aFaultOfTheMachineIsNoFaultOfSluice() {
    ErrorReport report = ErrorReport.of(new UncheckedIOException(new NoSuchFileException("a/b")));
    assertThat(report.exitCode()).isEqualTo(1);
    assertThat(report.message())
        .startsWith("reading or writing failed")
        .contains("a/b", "--verbose");
  }

  @Test
  void anythingElseIsAFaultOfSluiceAndSaidSo() {
    ErrorReport report =
        ErrorReport.of(new IllegalStateException(new IllegalArgumentException("row -1")));
    assertThat(report.exitCode()).isEqualTo(1);
    assertThat(report.message())
        .contains("a fault in Sluice", "IllegalArgumentException: row -1", "--verbose");
  }

  @Test
  void theStackTraceIsPrintedOnlyWhereItIsAskedFor() {
    UserError error = new UserError("n is 0");
    assertThat(printed(error, false)).isEqualToIgnoringNewLines("error: n is 0");
    assertThat(printed(error, true)).startsWith("error: n is 0").contains("\tat ");
  }

  private static String printed(Throwable thrown, boolean verbose) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    ErrorReport.of(thrown)
        .print(new PrintStream(text, true, StandardCharsets.UTF_8), thrown, verbose);
    return text.toString(StandardCharsets.UTF_8);
  }
}
