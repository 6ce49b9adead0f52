package sluice.serving.log;

import java.io.PrintStream;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server's log: one line for an event, as text or as JSON.
 *
 * <p>A line holds names that Sluice gives and those of keys, never a user, an item, a path, a body
 * or a secret. Of what was thrown it has classes and places in the code, not messages: those quote
 * what was sent. Safe for use by many threads.
 */
public final class ServerLog {
  /** What lines look like. */
  public enum Format {
    /** {@code time level event key=value …}. */
    TEXT,
    /** An object a line. */
    JSON,
    /** No lines. */
    OFF
  }

  private final Format format;
  private final boolean requests;
  private final PrintStream out;
  private final Clock clock;

  /**
   * Makes a log.
   *
   * @param requests whether each request gets a line
   * @param out receives the lines
   * @param clock of their times
   */
  public ServerLog(Format format, boolean requests, PrintStream out, Clock clock) {
    this.format = format;
    this.requests = requests;
    this.out = out;
    this.clock = clock;
  }

  /** Returns a log that keeps nothing. */
  public static ServerLog off() {
    return new ServerLog(Format.OFF, false, System.err, Clock.systemUTC());
  }

  /** Tells that something happened that should. */
  public void info(String event, Map<String, ?> fields) {
    line("info", event, fields);
  }

  /** Tells that something was refused or cannot be had for now. */
  public void warn(String event, Map<String, ?> fields) {
    line("warn", event, fields);
  }

  /** Tells that the server did not start, and how to fix it. */
  public void failedToStart(String why) {
    line("error", "not-started", Map.of("says", why));
  }

  /** Tells that a request failed by a fault of the server or its machine. */
  public void failed(String call, String requestId, Throwable thrown) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("call", call);
    fields.put("request", requestId);
    fields.put("trace", ErrorText.of(thrown));
    line("error", "failed", fields);
  }

  /**
   * Tells that a request was answered, where each gets a line.
   *
   * @param call its name in the OpenAPI document, or {@code other}
   * @param key the name of the caller's key; empty where there is none
   */
  public void answered(
      String method, String call, int status, long nanos, String requestId, String key) {
    if (requests && format != Format.OFF) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("method", method);
      fields.put("call", call);
      fields.put("status", status);
      fields.put("ms", Math.round(nanos / 1e4) / 100.0);
      fields.put("request", requestId);
      if (!key.isEmpty()) {
        fields.put("key", key);
      }
      line("info", "request", fields);
    }
  }

  private void line(String level, String event, Map<String, ?> fields) {
    if (format == Format.OFF) {
      return;
    }
    String time = clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
    String line;
    if (format == Format.JSON) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("time", time);
      all.put("level", level);
      all.put("event", event);
      all.putAll(fields);
      line = JsonMapper.shared().writeValueAsString(all);
    } else {
      StringBuilder text = new StringBuilder(time);
      text.append(' ').append(level.toUpperCase(Locale.ROOT)).append(' ').append(event);
      fields.forEach((key, value) ->
          text.append(' ').append(key).append('=').append(ErrorText.oneLine(value.toString())));
      line = text.toString();
    }
    synchronized (out) {
      out.println(line); // whole, so that lines of two threads do not mix
    }
  }
}
