package sluice.pipeline.serve;

import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A browser and the {@link MarkupShop}, there for all tests of a class. */
abstract class ShopInBrowser {
  @TempDir static Path folder;
  static ShopServer server;
  private static InstalledBrowser browser;

  @BeforeAll
  static void start() {
    browser = InstalledBrowser.launch();
    server = MarkupShop.serve(folder);
  }

  @AfterAll
  static void stop() {
    browser.close();
    server.close();
  }

  /** Opens a window of a desktop. */
  static Visit visit() {
    return browser.visit(server.port());
  }

  /** Opens a window of this width in pixels. */
  static Visit visit(int width, ColorScheme scheme) {
    return browser.visit(server.port(), width, scheme);
  }
}
