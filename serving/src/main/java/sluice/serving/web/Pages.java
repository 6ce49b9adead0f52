package sluice.serving.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import sluice.serving.live.Answer;
import sluice.serving.live.Inspection;
import sluice.serving.live.ItemCard;
import sluice.serving.search.SearchResult;

/** Fills the templates; all text is escaped there. Safe for use by many threads. */
public final class Pages {
  private static final TemplateEngine ENGINE =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, Pages.class.getClassLoader(), "sluice.serving.templates");

  private Pages() {}

  /**
   * What every page has.
   *
   * @param title of the page
   * @param here which entry of the navigation it is
   * @param user who is looking
   * @param dataset what it is about
   * @param ranker what ranks
   * @param report whether the run's report is there
   * @param events whether the key of who is looking may send events
   */
  public record Frame(
      String title,
      String here,
      String user,
      String dataset,
      String ranker,
      boolean report,
      boolean events) {}

  /** A recommended item with what a card shows. */
  public record Card(ItemCard item, Answer.Item answer) {}

  /** A slate with the id that events about it name. */
  public record SlateView(String requestId, List<String> degraded, List<Card> cards) {
    /** Returns what a viewer should know of what is missing; empty where nothing is. */
    public String missing() {
      if (degraded.contains("popularity")
          && cards.stream().allMatch(c -> c.answer().why().isEmpty())) {
        return "There was no time to choose for you: this is what is popular.";
      }
      List<String> sources = degraded.stream().filter(d -> !d.equals("feedback")).toList();
      return sources.isEmpty() ? "" : "Left out this time: " + String.join(", ", sources) + ".";
    }
  }

  /** What the viewer's page shows. */
  public record ViewerView(
      Frame frame, List<String> users, List<ItemCard> history, SlateView slate) {}

  /** Returns a text as it stands in the query of a link. */
  public static String url(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  static String viewer(ViewerView view) {
    return render("viewer.jte", Map.of("view", view));
  }

  /** The part of the viewer's page that an event changes. */
  static String slate(ViewerView view) {
    return render("shelf.jte", Map.of("view", view));
  }

  static String item(Frame frame, ItemCard item, String request, List<ItemCard> similar) {
    return render(
        "item.jte", Map.of("frame", frame, "item", item, "request", request, "similar", similar));
  }

  static String search(Frame frame, String text, Map<String, String> chosen, SearchResult found) {
    return render(
        "search.jte", Map.of("frame", frame, "text", text, "chosen", chosen, "found", found));
  }

  static String inspect(Frame frame, Inspection inspection) {
    return render("inspect.jte", Map.of("frame", frame, "inspection", inspection));
  }

  static String live(Frame frame, LiveFigures figures) {
    return render("live.jte", Map.of("frame", frame, "figures", figures));
  }

  /** The part of the live page that changes. */
  static String figures(LiveFigures figures) {
    return render("figures.jte", Map.of("figures", figures));
  }

  /** Returns the page that stands in for one that cannot be shown. */
  public static String error(int status, String title, String detail, String requestId) {
    return render(
        "error.jte",
        Map.of("status", status, "title", title, "detail", detail, "requestId", requestId));
  }

  private static String render(String template, Map<String, Object> model) {
    StringOutput out = new StringOutput(1 << 14);
    ENGINE.render(template, model, out);
    return out.toString();
  }
}
