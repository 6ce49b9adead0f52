package sluice.pipeline.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Clock;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;

/**
 * A window in which pages of one server are opened, and the faults that the browser met there: what
 * it wrote to its console, scripts that failed, requests that failed or went elsewhere, answers of
 * 400 and more, dialogs. Closing it fails where there were any. For one thread.
 */
final class Visit implements AutoCloseable {
  private final BrowserContext context;
  private final Page page;
  private final List<String> faults = new ArrayList<>();
  private boolean missing;

  Visit(BrowserContext context, int port) {
    this.context = context;
    this.page = context.newPage();
    page.setDefaultTimeout(20_000);
    String home = "http://127.0.0.1:" + port + "/";
    page.onConsoleMessage(message -> {
      if (!(missing && message.text().contains("404 (Not Found)"))) {
        faults.add("console: " + message.text());
      }
    });
    page.onPageError(error -> faults.add("script: " + error));
    page.onDialog(dialog -> {
      faults.add("dialog: " + dialog.message());
      dialog.dismiss();
    });
    page.onRequest(request -> {
      if (!request.url().startsWith(home) && !request.url().startsWith("data:")) {
        faults.add("request elsewhere: " + request.url());
      }
    });
    page.onRequestFailed(
        request -> faults.add("failed: " + request.url() + " " + request.failure()));
    page.onResponse(response -> {
      if (response.status() >= 400 && !(missing && response.status() == 404)) {
        faults.add(response.status() + ": " + response.url());
      }
    });
  }

  /** Goes to a page of the server and returns it. */
  Page open(String path) {
    page.navigate(path);
    return page;
  }

  /** Goes to a page that there is not, which the server answers with a page and 404. */
  Page openMissing(String path) {
    missing = true;
    assertThat(page.navigate(path).status()).isEqualTo(404);
    return page;
  }

  /** Returns the clock of the window, which can be stopped and moved. */
  Clock clock() {
    return context.clock();
  }

  /** Returns by how many pixels the page is wider than its window. */
  int overflow() {
    return (Integer)
        page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth");
  }

  /** Returns the faults so far, and forgets them. */
  List<String> faults() {
    List<String> all = List.copyOf(faults);
    faults.clear();
    return all;
  }

  @Override
  public void close() {
    context.close();
    assertThat(faults).isEmpty();
  }
}
