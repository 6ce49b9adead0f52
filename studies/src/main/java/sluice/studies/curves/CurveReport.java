package sluice.studies.curves;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import sluice.core.ReportSection;
import sluice.core.ReportSection.Figure;
import sluice.core.text.NumberText;

/** Tells a person, or a script, what learning curves look like and how to read them. */
public final class CurveReport {
  private final LearningCurves.Outcome curves;

  /** Reports on curves. */
  public CurveReport(LearningCurves.Outcome curves) {
    this.curves = curves;
  }

  private List<String> dataWords() {
    List<String> words = new ArrayList<>();
    List<CurvePoint> points = curves.data();
    CurvePoint last = points.getLast();
    if (last.step().isPresent()) {
      CurvePoint.Step step = last.step().get();
      CurvePoint before = points.get(points.size() - 2);
      String from = CurveSettings.label(before.share());
      String gain = NumberText.difference(step.gain().mean()) + " from " + from + " to all";
      words.add(
          step.shown()
              ? "More "
                  + curves.settings().thinned()
                  + " are likely to help: "
                  + curves.measure()
                  + " still grows, "
                  + gain
                  + "."
              : "No growth of "
                  + curves.measure()
                  + " is shown at the end ("
                  + gain
                  + "): more "
                  + curves.settings().thinned()
                  + " alone may not help.");
    }
    if (last.train().isPresent()) {
      double train = last.train().getAsDouble();
      double unlearned = curves.ceiling() - train;
      double unshared = train - last.tune();
      words.add(
          String.format(
              Locale.ROOT,
              "nDCG@10 is %.4f on requests it was trained on, %.4f on tune requests, %.4f for the"
                  + " best order of their candidates.",
              train,
              last.tune(),
              curves.ceiling()));
      words.add(
          unshared > unlearned
              ? "Most of the gap is between train and tune (variance): more data, fewer or simpler"
                  + " features, a smaller or more regularised model."
              : "Most of the gap is to what is possible, even on train (bias): better features, a"
                  + " larger model, or what nobody can foresee; more data alone will not close"
                  + " it.");
    }
    return words;
  }

  private List<String> featureWords() {
    List<CurvePoint> points = curves.features();
    CurvePoint last = points.getLast();
    if (last.step().isEmpty()) {
      return List.of();
    }
    CurvePoint.Step step = last.step().get();
    CurvePoint before = points.get(points.size() - 2);
    String order =
        curves.settings().order() == CurveSettings.Order.SEED
            ? "in a random order"
            : "the heaviest first";
    String gain =
        String.format(
            Locale.ROOT,
            "%+.4f from %s to all of them, %s",
            step.gain().mean(),
            CurveSettings.label(before.share()),
            order);
    return List.of(
        step.shown()
            ? "The last features help: " + gain + "."
            : "The last features are not shown to help: " + gain + ".");
  }

  private String tinyWords() {
    TinyFit tiny = curves.tiny();
    String what =
        String.format(Locale.ROOT, "%s memorizes %d requests", curves.ranker(), tiny.requests());
    return tiny.fits()
        ? String.format(
            Locale.ROOT, "%s: nDCG@10 %.3f on the rows it was trained on.", what, tiny.ndcg())
        : String.format(
            Locale.ROOT,
            "The model or the features cannot even fit %d training requests: nDCG@10 of %s on the"
                + " very rows it was trained on is %.3f, and should be above %.2f. Try weaker"
                + " regularisation (such as a smaller minChildWeight), a more flexible ranker, or"
                + " look for features that are constant.",
            tiny.requests(),
            curves.ranker(),
            tiny.ndcg(),
            TinyFit.ENOUGH);
  }

  private String foldWords() {
    return "The first of " + curves.folds() + " folds is measured.";
  }

  /** Returns the sections for a page. */
  public List<ReportSection> sections() {
    List<ReportSection> sections = new ArrayList<>();
    boolean requests = curves.settings().thin() == CurveSettings.Thin.REQUESTS;
    String kept =
        requests
            ? "The ranker is trained on a part of its training requests; retrieval and features"
                + " stay. Users are taken in the order of a hash, so that smaller shares are"
                + " parts of larger ones."
            : "Everything is fitted again on the interactions of a part of the users, taken in the"
                + " order of a hash, so that smaller shares are parts of larger ones. Test and"
                + " tune requests keep their histories.";
    sections.add(
        section(
            "learning-curve",
            "Quality against the share of " + curves.settings().thinned(),
            curves.data(),
            dataWords(),
            kept));
    if (!curves.features().isEmpty()) {
      String order =
          curves.settings().order() == CurveSettings.Order.SEED
              ? "Features are taken in the order of a hash of (seed, name): one random order of"
                  + " many."
              : "Features are taken by the weight that the ranker of all features gives them.";
      sections.add(
          section(
              "feature-curve",
              "Quality against the share of features",
              curves.features(),
              featureWords(),
              order));
    }
    sections.add(
        new ReportSection(
            "tiny-fit",
            "Can it memorize a few requests",
            List.of(
                curves.tiny().fits()
                    ? new ReportSection.Text(tinyWords())
                    : new ReportSection.Warning(tinyWords()))));
    return sections;
  }

  private ReportSection section(
      String id, String title, List<CurvePoint> points, List<String> words, String kept) {
    List<String> categories = points.stream().map(p -> CurveSettings.label(p.share())).toList();
    List<ReportSection.Block> blocks = new ArrayList<>();
    blocks.add(new ReportSection.Text(String.join(" ", words)));
    blocks.add(
        new ReportSection.Chart(
            curves.measure()
                + " of "
                + curves.ranker()
                + " on test requests, with its 95 % interval",
            "A line that still rises at its right end says that more data would help.",
            ReportSection.Chart.Kind.LINE,
            "share",
            curves.measure(),
            categories,
            List.of(
                new ReportSection.Series(
                    "mean", points.stream().map(p -> p.test().mean()).toList()),
                new ReportSection.Series("low", points.stream().map(p -> p.test().low()).toList()),
                new ReportSection.Series(
                    "high", points.stream().map(p -> p.test().high()).toList()))));
    List<ReportSection.Series> learning = new ArrayList<>();
    if (points.stream().allMatch(p -> p.train().isPresent())) {
      learning.add(
          new ReportSection.Series(
              "train", points.stream().map(p -> p.train().orElseThrow()).toList()));
    }
    learning.add(new ReportSection.Series("tune", points.stream().map(CurvePoint::tune).toList()));
    learning.add(
        new ReportSection.Series(
            "best order of the candidates", points.stream().map(p -> curves.ceiling()).toList()));
    blocks.add(
        new ReportSection.Chart(
            "nDCG@10 on train and tune requests",
            "A wide gap between train and tune is overfitting; one to the best order is room for a"
                + " better ranker.",
            ReportSection.Chart.Kind.LINE,
            "share",
            "nDCG@10",
            categories,
            learning));
    blocks.add(table(title, points));
    blocks.add(
        new ReportSection.Text(
            kept
                + " Test is the headline measure over all test requests; train and tune are nDCG@10"
                + " over requests whose candidates hold a relevant item, train over those of the"
                + " first 400 that the ranker was trained on: compare these two with each other,"
                + " not with test. The gain is over the row above, paired by user, p by sign flips"
                + " (above 2,000 users by the paired t test), corrected by Holm."));
    if (curves.folds() > 1) {
      blocks.add(new ReportSection.Text(foldWords()));
    }
    return new ReportSection(id, title, blocks);
  }

  private ReportSection.Table table(String title, List<CurvePoint> points) {
    List<List<Object>> rows = new ArrayList<>();
    for (CurvePoint p : points) {
      rows.add(
          List.of(
              CurveSettings.label(p.share()),
              p.amount(),
              Figure.measure(p.test().mean()),
              Figure.measure(p.test().low()),
              Figure.measure(p.test().high()),
              Figure.difference(p.step().map(t -> t.gain().mean()).orElse(Double.NaN)),
              Figure.p(p.step().map(CurvePoint.Step::p).orElse(Double.NaN)),
              Figure.measure(p.tune()),
              Figure.measure(p.train().orElse(Double.NaN))));
    }
    return new ReportSection.Table(
        title,
        List.of(
            "Share",
            "number",
            curves.measure() + " test",
            "from",
            "to",
            "gain",
            "p (Holm)",
            "tune",
            "train"),
        rows);
  }

  /** Returns the document for scripts. */
  public Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("dataset", curves.dataset());
    document.put("measure", curves.measure());
    document.put("ranker", curves.ranker());
    document.put("thinned", curves.settings().thinned());
    document.put("data", rows(curves.data()));
    document.put("features", rows(curves.features()));
    document.put("ceiling", curves.ceiling());
    Map<String, Object> tiny = new LinkedHashMap<>();
    tiny.put("requests", curves.tiny().requests());
    tiny.put("rows", curves.tiny().rows());
    tiny.put("nDCG@10", curves.tiny().ndcg());
    tiny.put("fits", curves.tiny().fits());
    document.put("tinyFit", tiny);
    document.put("seconds", curves.seconds());
    return document;
  }

  private static List<Map<String, Object>> rows(List<CurvePoint> points) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (CurvePoint p : points) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("share", p.share());
      row.put("number", p.amount());
      row.put("test", p.test().mean());
      row.put("low", p.test().low());
      row.put("high", p.test().high());
      p.step()
          .ifPresent(t -> {
            row.put("gain", t.gain().mean());
            row.put("p", t.p());
          });
      row.put("tune", p.tune());
      p.train().ifPresent(train -> row.put("train", train));
      rows.add(row);
    }
    return rows;
  }
}
