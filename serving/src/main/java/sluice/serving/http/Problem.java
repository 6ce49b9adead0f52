package sluice.serving.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerResponse;
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
   * @param detail what is wrong with this request and how to mend it
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

  void send(ServerResponse response) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "about:blank");
    body.put("title", title);
    body.put("status", status);
    body.put("detail", String.valueOf(getMessage()));
    response.status(status).header(HeaderNames.CONTENT_TYPE, "application/problem+json");
    if (status == 503) {
      response.header(HeaderNames.RETRY_AFTER, "1");
    }
    response.send(JsonMapper.shared().writeValueAsBytes(body));
  }
}
