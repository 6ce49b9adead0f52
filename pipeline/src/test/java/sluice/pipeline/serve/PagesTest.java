package sluice.pipeline.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
        "/item?id=nothing"
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
  void aTooLongSearchAndAWildFacetAreNoFault() {
    assertThat(server.call("GET", "/search?q=" + "x".repeat(3000)).status()).isEqualTo(200);
    assertThat(server.call("GET", "/search?q=a&f.nope=b").status()).isEqualTo(200);
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
