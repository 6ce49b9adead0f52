package sluice.evaluation.report;

import java.util.ArrayList;
import java.util.List;
import sluice.core.text.NumberText;
import sluice.evaluation.Stage;

/** What the page shows of the funnel. */
public final class FunnelView {
  private final FunnelTable funnel;

  FunnelView(FunnelTable funnel) {
    this.funnel = funnel;
  }

  /** A step of the funnel picture; widths in per cent. */
  public record Step(
      String kind,
      String name,
      String stage,
      String count,
      String width,
      String recall,
      String fill,
      String time) {}

  /** Returns the steps of the funnel picture. */
  public List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    double catalogue = Math.max(1, funnel.catalogueItems());
    steps.add(
        new Step(
            "catalogue",
            "Catalogue",
            "may be recommended",
            NumberText.count(catalogue) + " items",
            "100",
            "",
            "0",
            ""));
    for (FunnelTable.Row r : funnel.rows()) {
      double width = 100 * Math.log1p(r.candidatesPerUser()) / Math.log1p(catalogue);
      boolean source = r.stage().equals(Stage.RETRIEVAL.key());
      String recall = NumberText.percent(r.recall()) + (source ? "" : " in reach");
      if (r.uniqueRecall().isPresent()) {
        recall += ", " + NumberText.percent(r.uniqueRecall().getAsDouble()) + " its own";
      }
      steps.add(
          new Step(
              source ? "source" : "main",
              r.system(),
              Stage.label(r.stage()),
              NumberText.count(r.candidatesPerUser()),
              ReportPage.place(Math.clamp(width, 4, 100)),
              recall,
              ReportPage.place(
                  Double.isFinite(r.recall()) ? 100 * Math.clamp(r.recall(), 0, 1) : 0),
              NumberText.millis(r.millis())));
    }
    return steps;
  }
}
