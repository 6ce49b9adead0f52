package sluice.pipeline.serve;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Clock;
import com.microsoft.playwright.ElementHandle;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The live page in a browser whose clock the test moves. */
class LiveBrowserTest {
  private static final String ROW = "tr:has(th:text-is('recommend')) td >> nth=0";

  @TempDir Path folder;
  private ShopServer server;
  private InstalledBrowser browser;

  @BeforeEach
  void start() {
    browser = InstalledBrowser.launch();
    server = ShopServer.start(folder);
  }

  @AfterEach
  void stop() {
    browser.close();
    server.close();
  }

  @Test
  void figuresChangeInThePageThatIsThere() {
    try (Visit visit = browser.visit(server.port())) {
      ask();
      server.call("GET", "/live"); // so that there is a row of the pages, and none comes in between
      Page page = open(visit);
      assertThat(page.locator(ROW)).hasText("1");
      ElementHandle cell = page.querySelector(ROW);
      page.locator(".scroll").first().focus();
      ask();
      page.clock().runFor(3_000);
      assertThat(page.locator(ROW)).hasText("2");
      assertThat(cell.innerText()).as("the same cell, not another in its place").isEqualTo("2");
      assertThat(page.locator(".scroll").first()).isFocused();
      // figures that change all the time are not read out
      assertThat(page.locator("#live[aria-live], #live [aria-live], #live [role=status]"))
          .hasCount(0);
    }
  }

  @Test
  void aPausedPageAndOneThatNobodySeesAskForNothing() {
    try (Visit visit = browser.visit(server.port())) {
      Page page = open(visit);
      AtomicInteger asked = new AtomicInteger();
      page.onRequest(request -> asked.addAndGet(request.url().endsWith("/figures") ? 1 : 0));
      page.getByText("Pause").click();
      assertThat(page.getByText("Pause")).hasAttribute("aria-pressed", "true");
      page.clock().runFor(30_000);
      assertThat(asked).hasValue(0);
      page.evaluate(
          "Object.defineProperty(document, 'hidden', {get: () => true, configurable: true})");
      page.getByText("Pause").click();
      page.clock().runFor(30_000);
      assertThat(asked).hasValue(0);
      page.evaluate(
          "delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))");
      page.waitForCondition(() -> asked.get() == 1);
    }
  }

  @Test
  void aServerThatIsGoneIsSaidOnceAndTakenBackWhenItAnswers() {
    try (Visit visit = browser.visit(server.port())) {
      Page page = open(visit);
      page.route("**/live/figures", route -> route.abort());
      page.clock().runFor(3_000);
      assertThat(page.locator("#lost .note")).containsText("the server cannot be reached");
      page.clock().runFor(9_000);
      assertThat(page.locator("#lost .note")).hasCount(1);
      page.unroute("**/live/figures");
      page.clock().runFor(3_000);
      assertThat(page.locator("#lost .note")).hasCount(0);
      assertThat(visit.faults()).allMatch(f -> f.contains("live/figures") || f.contains("ERR_"));
    }
  }

  private Page open(Visit visit) {
    visit.clock().install(new Clock.InstallOptions().setTime(0));
    visit.clock().pauseAt(1_000);
    return visit.open("/live");
  }

  private void ask() {
    assertThat(server.post("/v1/recommend", "{\"user\": \"u1\"}").status()).isEqualTo(200);
  }
}
