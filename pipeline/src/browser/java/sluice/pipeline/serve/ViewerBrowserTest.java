package sluice.pipeline.serve;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a viewer does on the first page, in a browser. */
class ViewerBrowserTest extends ShopInBrowser {
  @Test
  void aViewerIsChosenByName() {
    try (Visit visit = visit()) {
      Page page = visit.open("/");
      page.getByLabel("Viewer").fill("u1");
      page.getByRole(AriaRole.BUTTON, named("Show")).click();
      assertThat(page.locator("h1")).hasText("For u1");
      assertThat(page).hasURL(Pattern.compile("\\?user=u1$"));
      assertThat(page.locator(".strip li")).not().hasCount(0);
      assertThat(page.locator(".card")).hasCount(20);
    }
  }

  @Test
  void markupInATitleIsTextAndNothingOfItRuns() {
    try (Visit visit = visit()) {
      Page page = visit.open("/?user=u1");
      assertThat(page.locator(".card h3").first()).containsText(MarkupShop.TITLE);
      assertThat(page.locator(".card img, .card script, .card b")).hasCount(0);
      page.locator(".card button[data-act=like]").first().click();
      // the shelf that comes in its place is put there by the script: it, too, is text
      assertThat(page.locator(".strip a").first()).containsText(MarkupShop.TITLE);
      assertThat(page.locator("#shelf img, #shelf script, #shelf b")).hasCount(0);
    }
  }

  @Test
  void whyAnItemIsThereIsTold() {
    try (Visit visit = visit()) {
      Page page = visit.open("/?user=u1");
      Locator card = page.locator(".card").first();
      assertThat(card.locator("details p")).isHidden();
      card.getByText("Why this?").click();
      assertThat(card.locator("details p")).isVisible();
      assertThat(card.locator("details p")).not().isEmpty();
      assertThat(card.locator(".brought li").first()).containsText("rank");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"click", "like", "hide"})
  void whatAViewerDoesChangesTheSlate(String act) {
    try (Visit visit = visit()) {
      Page page = visit.open("/?user=newcomer-" + act);
      assertThat(page.locator("#shelf")).containsText("Nothing yet.");
      String request = page.locator("ol.cards").getAttribute("data-request");
      String item = page.locator(".card").nth(2).getAttribute("data-item");
      page.locator(".card").nth(2).locator("button[data-act=" + act + "]").click();
      assertThat(page.locator("ol.cards[data-request='" + request + "']")).hasCount(0);
      assertThat(page.locator(".card")).hasCount(20);
      assertThat(slate(page)).doesNotContain(item);
      assertThat(page.locator(".strip li")).hasCount(act.equals("hide") ? 0 : 1);
    }
  }

  @Test
  void aClickOnATitleOpensTheItemAndIsKept() {
    try (Visit visit = visit()) {
      Page page = visit.open("/?user=title-clicker");
      page.locator(".card h3 a").first().click();
      assertThat(page).hasURL(Pattern.compile("/item\\?id="));
      // the event outlives the page that sent it
      page.waitForCondition(() -> !server.recommender().recent("title-clicker", 1).isEmpty());
      assertThat(visit.open("/?user=title-clicker").locator(".strip li")).hasCount(1);
    }
  }

  @Test
  void allOfItWorksByKeyboard() {
    try (Visit visit = visit()) {
      Page page = visit.open("/?user=u2");
      page.keyboard().press("Tab");
      assertThat(page.locator(".skip")).isFocused();
      assertThat(page.locator(".skip")).isInViewport();
      page.keyboard().press("Enter");
      tabTo(page, ".strip a");
      tabTo(page, ".card h3 a");
      tabTo(page, ".card summary");
      page.keyboard().press("Enter");
      assertThat(page.locator(".card details p").first()).isVisible();
      tabTo(page, ".card button[data-act=click]");
      tabTo(page, ".card button[data-act=like]");
      tabTo(page, ".card button[data-act=hide]");
      assertThat(page.locator(":focus")).hasCSS("outline-style", "solid");
      String hidden = page.locator(".card").first().getAttribute("data-item");
      String request = page.locator("ol.cards").getAttribute("data-request");
      page.keyboard().press("Enter");
      assertThat(page.locator("ol.cards[data-request='" + request + "']")).hasCount(0);
      assertThat(slate(page)).doesNotContain(hidden);
      // the focus is where it was, not at the top of the page
      assertThat(page.locator(".card").first().locator("button").first()).isFocused();
    }
  }

  @Test
  void aViewerIsChosenByKeyboard() {
    try (Visit visit = visit(390, ColorScheme.DARK)) {
      Page page = visit.open("/");
      tabTo(page, "#user");
      page.keyboard().type("u5");
      page.keyboard().press("Enter");
      assertThat(page.locator("h1")).hasText("For u5");
    }
  }

  @Test
  void anEventThatIsNotTakenIsSaidAndTheSlateStays() {
    try (Visit visit = visit()) {
      Page page = visit.open("/?user=unlucky");
      List<String> before = slate(page);
      page.route("**/v1/events", route -> route.abort());
      page.locator(".card button[data-act=like]").first().click();
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("Sorry, ");
      assertThat(slate(page)).isEqualTo(before);
      assertThat(visit.faults()).isNotEmpty();
    }
  }

  private static List<String> slate(Page page) {
    return page.locator(".card").all().stream().map(c -> c.getAttribute("data-item")).toList();
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  private static void tabTo(Page page, String selector) {
    Locator focused = page.locator(":focus");
    for (int i = 0; i < 60; i++) {
      page.keyboard().press("Tab");
      if ((Boolean) focused.evaluate("(e, s) => e.matches(s)", selector)) {
        return;
      }
    }
    throw new AssertionError("no way by Tab to " + selector);
  }
}
