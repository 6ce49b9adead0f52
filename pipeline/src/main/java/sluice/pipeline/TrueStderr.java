package sluice.pipeline;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Gives the process its true standard error back.
 *
 * <p>Before {@code main} runs, the JVM warns that the Vector API incubates. No option turns that
 * off, and the line is not for the user. So the launcher starts the JVM with a filter as descriptor
 * 2, which drops that one line and passes on every other (a JVM that cannot start still says why),
 * and with the true standard error as the descriptor that {@value #PROPERTY} names. Copying it onto
 * descriptor 2 ends the filter: from then on {@code System.err}, native libraries and anyone who
 * asks whether standard error is a terminal see what the user gave.
 */
final class TrueStderr {
  static final String PROPERTY = "sluice.stderr";

  private static final int STDERR = 2;

  private TrueStderr() {}

  /** Does nothing where the launcher did not start this JVM. */
  static void restore() {
    Integer descriptor = Integer.getInteger(PROPERTY);
    if (descriptor == null) {
      return;
    }
    System.clearProperty(PROPERTY);
    try {
      int unused = (int) posix("dup2", 2).invokeExact((int) descriptor, STDERR);
      unused = (int) posix("close", 1).invokeExact((int) descriptor);
    } catch (Throwable e) {
      // The filter stays: what is written arrives, only a terminal is not seen as one.
      if (e instanceof Error fault && !(e instanceof LinkageError)) {
        throw fault;
      }
    }
  }

  @SuppressWarnings("restricted") // dup2 and close take and give plain ints
  private static MethodHandle posix(String name, int arguments) {
    ValueLayout[] ints = new ValueLayout[arguments];
    java.util.Arrays.fill(ints, ValueLayout.JAVA_INT);
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ints));
  }
}
