package sluice.pipeline.serve;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each page's main use, in a browser, and what every page must keep. */
class PagesBrowserTest extends ShopInBrowser {
  private static final String MISSING = "/item?id=nothing";

  private static final List<String> PAGES =
      List.of(
          "/?user=u1",
          "/?user=a%20newcomer%20of%20a%20very-long-name-without-any-place-to-break-it",
          "/item?id=i1&user=u1",
          "/search?user=u1&q=thing",
          "/search?user=u1&q=",
          "/inspect?user=u1",
          "/live?user=u1",
          MISSING,
          "/report");

  static Stream<Arguments> looks() {
    return PAGES.stream()
        .flatMap(path ->
            Stream.of(390, 1280)
                .flatMap(width ->
                    Stream.of(ColorScheme.values())
                        .filter(s -> s != ColorScheme.NO_PREFERENCE)
                        .map(scheme -> Arguments.of(path, width, scheme))));
  }

  @ParameterizedTest
  @MethodSource("looks")
  void aPageFitsItsWindowInLightAndDark(String path, int width, ColorScheme scheme) {
    try (Visit visit = visit(width, scheme)) {
      Page page = path.equals(MISSING) ? visit.openMissing(path) : visit.open(path);
      assertThat(visit.overflow()).isZero();
      String paper =
          (String) page.evaluate("getComputedStyle(document.body).backgroundColor.toString()");
      int red = Integer.parseInt(paper.replaceAll("^\\D+(\\d+).*$", "$1"));
      assertThat(red < 128).as("%s is dark", paper).isEqualTo(scheme == ColorScheme.DARK);
    }
  }

  @Test
  void anItemShowsWhatIsLikeItAndLeadsThere() {
    try (Visit visit = visit()) {
      Page page = visit.open("/item?id=i1&user=u1");
      assertThat(page.locator("h1")).hasText(MarkupShop.TITLE + " number 1");
      assertThat(page.locator(".tags").first()).containsText("kitchen");
      assertThat(page.locator("img, main script, main b")).hasCount(0);
      String like = page.locator(".card h3").first().innerText();
      page.locator(".card h3 a").first().click();
      assertThat(page.locator("h1")).hasText(like);
      assertThat(page).hasTitle(like + " – Sluice");
    }
  }

  @Test
  void aSlipInASearchIsForgivenAndAFacetNarrowsIt() {
    try (Visit visit = visit()) {
      Page page = visit.open("/search?user=u1");
      assertThat(page.getByLabel("Words")).isFocused();
      page.getByLabel("Words").fill("thnig");
      page.keyboard().press("Enter");
      assertThat(page.getByRole(AriaRole.STATUS)).containsText("50 found");
      assertThat(page.getByLabel("Words")).hasValue("thnig");
      page.getByLabel("genres").selectOption("kitchen");
      page.getByText("Find", new Page.GetByTextOptions().setExact(true)).click();
      assertThat(page.getByRole(AriaRole.STATUS)).containsText("25 found");
      assertThat(page.getByLabel("genres")).hasValue("kitchen");
      assertThat(page.locator("img, main script, main b")).hasCount(0);
    }
  }

  @Test
  void theInspectorShowsEveryStageOfTheFunnel() {
    try (Visit visit = visit()) {
      Page page = visit.open("/inspect?user=u1");
      assertThat(page.locator("h1")).containsText("u1");
      assertThat(page.locator(".stage.source")).not().hasCount(0);
      for (String kind : List.of("fusion", "features", "ranking", "slate")) {
        assertThat(page.locator(".stage." + kind)).hasCount(1);
        assertThat(page.locator(".stage." + kind)).containsText(" ms");
      }
      assertThat(page.locator(".stage.slate li").first()).containsText(MarkupShop.TITLE);
    }
  }

  @Test
  void theReportOfTheRunOpensFromThePages() {
    try (Visit visit = visit()) {
      Page page = visit.open("/?user=u1");
      page.getByText("Report", new Page.GetByTextOptions().setExact(true)).click();
      assertThat(page).hasTitle("Offline evaluation: shop");
      assertThat(page.locator("h1")).isVisible();
    }
  }

  @Test
  void anItemThatIsNotThereIsSaid() {
    try (Visit visit = visit()) {
      assertThat(visit.openMissing(MISSING).locator("main"))
          .containsText("there is no item of this id");
    }
  }

  @Test
  void withoutABrowserTheTestsSayWhatToDo() {
    assertThatThrownBy(() -> InstalledBrowser.executable(Map.of("PATH", folder.toString())))
        .hasMessageContaining("no browser is installed")
        .hasMessageContaining("apt-get install chromium");
    assertThatThrownBy(() -> InstalledBrowser.executable(Map.of("SLUICE_BROWSER", "/no/such")))
        .hasMessage("SLUICE_BROWSER is /no/such, which cannot be run");
  }
}
