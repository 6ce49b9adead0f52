package sluice.pipeline.serve;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a reader does on the report, in a browser. */
class ReportBrowserTest extends ShopInBrowser {
  private static final int MOST_SCREENS = 12;

  @ParameterizedTest
  @CsvSource({"1280, LIGHT", "1280, DARK", "390, LIGHT", "390, DARK"})
  void isReadInTwelveScreensAndNoTableLosesItsFirstColumn(int width, ColorScheme scheme) {
    try (Visit visit = visit(width, scheme)) {
      Page page = visit.open("/report");
      assertThat(page.locator("svg.graph")).not().hasCount(0);
      int screens =
          (Integer)
              page.evaluate(
                  "Math.ceil(document.documentElement.scrollHeight / window.innerHeight)");
      assertThat(screens).isLessThanOrEqualTo(MOST_SCREENS);
      page.evaluate("document.querySelectorAll('main details').forEach(d => d.open = true)");
      assertThat(visit.overflow()).isZero();
      Object loose =
          page.evaluate(
              """
              [...document.querySelectorAll('.scroll')].filter(s => {
                const first = s.querySelector('tbody th');
                return s.scrollWidth > s.clientWidth + 1
                  && !(first && getComputedStyle(first).position === 'sticky'
                    && first.offsetWidth < s.clientWidth / 2);
              }).map(s => s.getAttribute('aria-label'))
              """);
      assertThat((List<?>) loose).isEmpty();
    }
  }

  @Test
  void theContentsNameEverySectionAndOpenWhatIsFolded() {
    try (Visit visit = visit()) {
      Page page = visit.open("/report");
      Locator links = page.locator("nav.parts a");
      assertThat(links).hasCount(page.locator("section.part").count());
      for (Locator link : links.all()) {
        assertThat(link).isInViewport();
      }
      Locator fold = page.locator("#section-features details.fold");
      assertThat(fold).not().hasAttribute("open", "");
      page.locator("nav.parts a[href='#section-features']").click();
      assertThat(fold).hasAttribute("open", "");
      assertThat(page.locator("#section-features h2")).isInViewport();
      assertThat(page.locator("nav.parts a[href='#section-features']"))
          .hasAttribute("aria-current", "true");
      visit.open("/report#section-data");
      page.reload();
      assertThat(page.locator("#section-data details.fold")).hasAttribute("open", "");
    }
  }

  @Test
  void onAPhoneTheContentsCloseBehindAChoice() {
    try (Visit visit = visit(390, ColorScheme.LIGHT)) {
      Page page = visit.open("/report");
      Locator link = page.locator("nav.parts a").last();
      assertThat(link).isHidden();
      page.locator("nav.parts summary").click();
      assertThat(link).isVisible();
      link.click();
      assertThat(link).isHidden();
    }
  }

  @Test
  void aTableIsSortedByClickAndByKey() {
    try (Visit visit = visit()) {
      Page page = visit.open("/report");
      Locator table = page.locator("#section-systems > .scroll table");
      Locator heads = table.locator("thead th");
      heads.nth(1).locator("button").click();
      assertThat(heads.nth(1)).hasAttribute("aria-sort", "descending");
      assertThat(numbers(table)).isSortedAccordingTo((a, b) -> Double.compare(b, a));
      heads.nth(1).locator("button").focus();
      page.keyboard().press("Enter");
      assertThat(heads.nth(1)).hasAttribute("aria-sort", "ascending");
      assertThat(numbers(table)).isSorted().hasSizeGreaterThan(3);
      heads.nth(0).locator("button").focus();
      page.keyboard().press("Space");
      assertThat(heads.nth(0)).hasAttribute("aria-sort", "ascending");
      assertThat(table.locator("tbody th").allInnerTexts()).isSorted();
    }
  }

  private static List<Double> numbers(Locator table) {
    return table.locator("tbody td:nth-child(2)").all().stream()
        .map(cell -> cell.getAttribute("data-value"))
        .filter(value -> value != null && !value.isEmpty())
        .map(Double::valueOf)
        .toList();
  }

  @Test
  void aFoldAndTheTableOfAChartOpenByKeyboard() {
    try (Visit visit = visit()) {
      Page page = visit.open("/report");
      page.locator("#section-data details.fold > summary").focus();
      page.keyboard().press("Enter");
      assertThat(page.locator("#section-data details.fold")).hasAttribute("open", "");
      Locator figure = page.locator("#section-data figure.chart").first();
      assertThat(figure.locator("figcaption")).isVisible();
      assertThat(figure.locator("table")).isHidden();
      figure.locator("summary").focus();
      page.keyboard().press("Space");
      assertThat(figure.locator("table")).isVisible();
      int bars = figure.locator("svg rect.bar").count();
      assertThat(figure.locator("tbody tr")).hasCount(bars);
    }
  }

  @Test
  void seriesOfAChartDifferByMoreThanColour() {
    try (Visit visit = visit()) {
      Page page = visit.open("/report");
      Object alike =
          page.evaluate(
              """
              [...document.querySelectorAll('figure.chart')].filter(f => {
                const marks = [...f.querySelectorAll('.key i')].map(i => {
                  const s = getComputedStyle(i);
                  return i.textContent + s.backgroundImage + (s.backgroundColor === 'rgba(0, 0, 0, 0)');
                });
                return new Set(marks).size < marks.length;
              }).map(f => f.querySelector('figcaption').textContent)
              """);
      assertThat((List<?>) alike).isEmpty();
      Locator dots = page.locator("#section-differences .dot");
      assertThat(dots).not().hasCount(0);
    }
  }
}
