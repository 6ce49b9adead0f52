package sluice.pipeline.serve;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The Chromium of this machine: {@code SLUICE_BROWSER}, else the first on the path. Nothing is
 * downloaded. For one thread.
 */
final class InstalledBrowser implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");

  /**
   * A browser without a window calls itself headless, and what robots see is not shown to anybody.
   */
  private static final String PERSON =
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0"
          + " Safari/537.36";

  private final Playwright playwright;
  private final Browser browser;

  private InstalledBrowser(Playwright playwright, Path executable) {
    this.playwright = playwright;
    this.browser =
        playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(executable));
  }

  /** Starts it without a window. */
  static InstalledBrowser launch() {
    Path executable = executable(System.getenv());
    Map<String, String> noDownload = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    return new InstalledBrowser(
        Playwright.create(new Playwright.CreateOptions().setEnv(noDownload)), executable);
  }

  /** Finds it by the variables of an environment. */
  static Path executable(Map<String, String> environment) {
    String own = environment.getOrDefault("SLUICE_BROWSER", "");
    if (!own.isEmpty()) {
      return Optional.of(Path.of(own))
          .filter(Files::isExecutable)
          .orElseThrow(() ->
              new IllegalStateException("SLUICE_BROWSER is " + own + ", which cannot be run"));
    }
    String path = Objects.requireNonNullElse(environment.get("PATH"), "");
    return NAMES.stream()
        .flatMap(
            name -> Stream.of(path.split(File.pathSeparator)).map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() ->
            new IllegalStateException(
                "no browser is installed: none of "
                    + String.join(", ", NAMES)
                    + " is on the path. Fix: apt-get install chromium, or point SLUICE_BROWSER"
                    + " at a Chromium or Chrome"));
  }

  /** Opens a window of its own, without cookies or history of any other. */
  Visit visit(int port, int width, ColorScheme scheme) {
    Browser.NewContextOptions options =
        new Browser.NewContextOptions()
            .setBaseURL("http://127.0.0.1:" + port)
            .setUserAgent(PERSON)
            .setViewportSize(width, 900)
            .setColorScheme(scheme);
    return new Visit(browser.newContext(options), port);
  }

  /** Opens a window of a desktop. */
  Visit visit(int port) {
    return visit(port, 1280, ColorScheme.LIGHT);
  }

  @Override
  public void close() {
    playwright.close();
  }
}
