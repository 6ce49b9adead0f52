package sluice.serving.http;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * An error as a caller reads it: problem details for HTTP (RFC 9457). Never holds what happened
 * inside.
 */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String title;

  /**
   * Makes a problem.
   *
   * @param status of the response, 400 to 599
   * @param title the kind of problem, the same for all of a kind
   * @param detail what is wrong with this request and how to fix it
   */
  public Problem(int status, String title, String detail) {
    super(detail, null, false, false);
    this.status = status;
    this.title = title;
  }

  static Problem badRequest(String detail) {
    return new Problem(400, "bad request", detail);
  }

  /** Returns the status of the response. */
  public int status() {
    return status;
  }

  /** Returns the kind of problem. */
  String title() {
    return title;
  }

  /** Returns what there is to say where nothing but the status is known. */
  static Problem ofStatus(int status) {
    return switch (status) {
      case 404 -> new Problem(404, "not found", "there is no such call; see /openapi.json");
      case 408 -> new Problem(408, "request timeout", "the body did not come in time");
      case 413 -> new Problem(413, "too large", "the body is too large");
      case 415 -> new Problem(415, "unsupported media type", "send application/json");
      case 503 -> new Problem(503, "overloaded", "too many requests are waiting");
      case 500 -> new Problem(500, "internal error", "the server failed; its log says why");
      default -> new Problem(status < 400 ? 400 : status, "bad request", "it cannot be read");
    };
  }

  /**
   * Returns the problem as JSON.
   *
   * @param requestId of the request that has it
   */
  byte[] body(String requestId) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "about:blank");
    body.put("title", title);
    body.put("status", status);
    body.put("detail", String.valueOf(getMessage()));
    body.put("request", requestId);
    return JsonMapper.shared().writeValueAsBytes(body);
  }
}
