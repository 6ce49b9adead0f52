package sluice.pipeline.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.pipeline.Shop;
import sluice.pipeline.Sluice;

/** The pages, on a shop whose titles and ids hold markup. */
class PagesTest {
  private static final String EVIL = "<script>alert('x')</script>";

  @TempDir static Path folder;
  @AutoClose private static ShopServer server;

  @BeforeAll
  static void start() {
    String items = Shop.items(50).replace("Thing number", "Thing " + EVIL + " \"quoted\"");
    items = items.replaceAll("(?m)^([^,]+),(Thing .*),([^,]+)$", "$1,\"$2\",$3");
    items = items.replace(" \"quoted\"", " \"\"quoted\"\"");
    Path shop =
        Shop.write(folder.resolve("shop"), Shop.DESCRIPTION, Shop.interactions(40, 50), items);
    server = ShopServer.start(Sluice.describedRun(shop), folder, Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/?user=u1",
        "/?user=%3Cscript%3Ealert('x')%3C/script%3E",
        "/shelf?user=u2",
        "/search?q=thing",
        "/search?q=%3Cscript%3Ealert('x')%3C/script%3E&f.genres=garden",
        "/inspect?user=u1",
        "/live?user=%3Cscript%3Ealert('x')%3C/script%3E",
        "/live/figures",
        "/search?q=thing&utm_source=a%3Cb&fbclid=x"
      })
  void markupIsShownAsText(String path) {
    ShopServer.Reply reply = server.call("GET", path);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(reply.header("Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'");
    assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(reply.response().body())
        .doesNotContain("<script>alert")
        .doesNotContain("http://", "https://");
  }

  @Test
  void titlesStandInThePageEscaped() {
    assertThat(server.call("GET", "/?user=u1").response().body())
        .contains("Thing &lt;script&gt;alert(");
  }

  @Test
  void everyLinkOfAPageLeadsSomewhere() {
    Matcher links =
        Pattern.compile("href=\"(/[^\"#]*)\"")
            .matcher(server.call("GET", "/?user=u1").response().body());
    int seen = 0;
    while (links.find()) {
      String path = links.group(1).replace("&amp;", "&");
      assertThat(server.call("GET", path).status()).as(path).isEqualTo(200);
      seen++;
    }
    assertThat(seen).isGreaterThan(20);
  }

  @Test
  void theReportOfTheRunIsThere() {
    assertThat(server.call("GET", "/report").response().body())
        .contains("Sluice evaluation report");
  }

  @Test
  void aTooLongSearchIsNoFault() {
    assertThat(server.call("GET", "/search?q=" + "x".repeat(3000)).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET|/item?id=nothing|404|there is no item of this id",
        "GET|/item|400|id= names no item",
        "GET|/item?id=%3Cscript%3Ealert('x')%3C/script%3E|404|there is no item of this id",
        "GET|/search?q=a&f.nope=b|400|there is no filter of this name; there are [genres]",
        "GET|/?usr=u1|400|there is no parameter of this name; this page takes user",
        "GET|/search?query=x|400|this page takes q, user, f.COLUMN",
        "GET|/?user=u1&user=u2|400|a parameter is given twice",
        "GET|/live/figures?user=u1|400|this page takes none",
        "GET|/?user=a%00b|400|the query holds NUL",
        "GET|/item?id=i1&user=%00|400|the query holds NUL",
        "GET|/?user=a%07b|400|control characters",
        "GET|/item?id=a%1Fb|400|control characters",
        "GET|/?user=a%E2%80%A8b|400|control characters",
        "GET|/?user=%ff|400|the query is not UTF-8",
        "GET|/?user=%zz|400|it cannot be read",
        "GET|/shelf?user=%c3%28|400|the query is not UTF-8",
        "POST|/item|405|this page takes GET, HEAD"
      })
  void aPageThatCannotBeShownIsAPageThatSaysWhy(
      String method, String path, int status, String says) {
    String page = send(method, path);
    assertThat(page)
        .startsWith("HTTP/1.1 " + status + " ")
        .containsIgnoringCase("\r\ncontent-type: text/html; charset=utf-8\r\n")
        .containsIgnoringCase("\r\ncontent-security-policy: default-src 'none'")
        .contains("<h1>" + status + " ", says)
        .doesNotContain("<script>alert");
  }

  @ParameterizedTest
  @CsvSource({"text/html, true", "application/json, false", "*/*, false"})
  void aPathThatNobodyHasIsAPageForWhoAsksForOne(String accept, boolean page) {
    HttpRequest.Builder request = server.request("/nothing").header("Accept", accept);
    ShopServer.Reply reply = server.send(request, "GET", "");
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.header("Content-Type"))
        .isEqualTo(page ? "text/html; charset=utf-8" : "application/problem+json");
  }

  @Test
  void anItemThatWasWrittenSinceTheBundleHasAPage() {
    String words = "{\"title\": \"Zylophonic zither\", \"genres\": \"garden\"}";
    ShopServer.Reply put =
        server.send(
            server.request("/v1/items/fresh").header("Content-Type", "application/json"),
            "PUT",
            words);
    assertThat(put.status()).isEqualTo(200);
    assertThat(server.call("GET", "/search?q=zylophonic").response().body())
        .contains("/item?id=fresh");
    ShopServer.Reply page = server.call("GET", "/item?id=fresh&user=u1");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.response().body()).contains("Zylophonic zither");
  }

  /** Sends what a client of the JDK would not. */
  private static String send(String method, String target) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      String head =
          method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aBodyWithoutATypeIsRefusedForAnotherSiteCouldSendIt() {
    ShopServer.Reply reply =
        server.send(
            server.request("/v1/events"),
            "POST",
            "[{\"id\":\"x\",\"kind\":\"click\",\"user\":\"u1\",\"item\":\"i\",\"time\":1}]");
    assertThat(reply.status()).isEqualTo(415);
  }
}
