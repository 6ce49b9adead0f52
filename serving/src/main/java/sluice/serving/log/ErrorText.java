package sluice.serving.log;

import java.sql.SQLException;

/** What may be told of an exception: its class and where it came from, for each of its causes. */
final class ErrorText {
  private static final int FRAMES = 40;
  private static final int CAUSES = 8;

  private ErrorText() {}

  static String of(Throwable thrown) {
    StringBuilder text = new StringBuilder();
    Throwable t = thrown;
    for (int cause = 0; t != null && cause < CAUSES; cause++) {
      text.append(cause == 0 ? "" : " caused by ").append(t.getClass().getName());
      if (t instanceof SQLException sql) {
        // a database's message quotes rows; its codes do not
        text.append(" (state ").append(sql.getSQLState());
        text.append(", code ").append(sql.getErrorCode()).append(')');
      }
      StackTraceElement[] frames = t.getStackTrace();
      for (int i = 0; i < Math.min(FRAMES, frames.length); i++) {
        text.append(" at ").append(frames[i]);
      }
      t = t.getCause();
    }
    return text.toString();
  }

  static String oneLine(String text) {
    String plain = text.replaceAll("\\p{Cntrl}", " ");
    return plain.isEmpty() || plain.indexOf(' ') >= 0
        ? '"' + plain.replace("\"", "'") + '"'
        : plain;
  }
}
