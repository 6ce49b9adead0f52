package sluice.pipeline.explain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import sluice.core.ReportSection.Figure;
import sluice.core.ReportSection.Table;
import sluice.core.text.ConsoleText;
import sluice.core.text.NumberText;
import sluice.serving.live.Answer;
import sluice.serving.live.Explained;
import sluice.serving.live.Inspection;

/** Writes an explanation as tables for a terminal. One use; not thread-safe. */
public final class ExplainText {
  private static final int FEATURES = 12;
  private static final int FEATURES_OF_MANY = 3;

  private final List<String> lines = new ArrayList<>();

  private ExplainText() {}

  /**
   * Returns the lines.
   *
   * @param explained what to write
   * @param oneItem whether one item was asked about: then all of it is written, else a line each
   */
  public static List<String> of(Explained explained, boolean oneItem) {
    ExplainText text = new ExplainText();
    text.funnel(explained);
    if (oneItem) {
      explained.items().forEach(item -> text.item(item, explained.funnel()));
    } else {
      text.slate(explained);
    }
    return text.lines;
  }

  private void funnel(Explained explained) {
    Inspection funnel = explained.funnel();
    String lately =
        explained.recent().stream().map(card -> card.title()).collect(Collectors.joining("; "));
    add(
        "%s at %s: %,d interactions%s",
        funnel.user(),
        Instant.ofEpochMilli(funnel.time()),
        funnel.history(),
        lately.isEmpty() ? "" : ", lately " + lately);
    add("");
    List<List<Object>> rows = new ArrayList<>();
    for (Inspection.StageView stage : funnel.stages()) {
      rows.add(
          List.of(
              stage.name(),
              stage.name().contains(stage.kind()) ? "" : stage.kind(),
              stage.size(),
              stage.micros() / 1000.0,
              stage.items().stream()
                  .limit(2)
                  .map(scored -> scored.item().title())
                  .collect(Collectors.joining("; "))));
    }
    table("", List.of("stage", "", "items", "ms", "first"), rows);
    add("");
  }

  private void slate(Explained explained) {
    if (explained.items().isEmpty()) {
      add("There is nothing left to recommend.");
      return;
    }
    for (Explained.Item item : explained.items()) {
      add(
          "%3d  %9s  %s  %s",
          item.shown(),
          item.score().map(s -> NumberText.measure(s)).orElse("popular"),
          item.item().id(),
          item.item().title());
      add("     %s", brought(item));
      if (!item.why().contributions().isEmpty()) {
        add("     %s", strongest(item.why()));
      }
      add("     %s.", item.why().words());
    }
  }

  private static String brought(Explained.Item item) {
    String all =
        item.why().sources().stream()
            .map(s -> s.source() + " " + s.rank())
            .collect(Collectors.joining(", "));
    return all.isEmpty()
        ? "no source brought it: it is shown because it is popular"
        : "brought by " + all + "; fused " + item.why().fusionRank();
  }

  private static String strongest(Answer.Why why) {
    return why.contributions().stream()
        .limit(FEATURES_OF_MANY)
        .map(c -> String.format(Locale.ROOT, "%s %+.2f", c.feature(), c.contribution()))
        .collect(Collectors.joining(", ", "moved most by ", ""));
  }

  private void item(Explained.Item item, Inspection funnel) {
    String about = String.join(", ", item.item().about());
    add(
        "%s  %s%s",
        item.item().id(), item.item().title(), about.isEmpty() ? "" : " (" + about + ")");
    add("  %s.", fate(item, funnel));
    add("");
    List<List<Object>> rows = new ArrayList<>();
    for (Explained.AtSource at : item.sources()) {
      Object rank = at.rank() == 0 ? "–" : at.rank();
      Object score = at.score().<Object>map(s -> s).orElse("–");
      rows.add(List.of(at.source(), rank, at.brought(), score, further(at)));
    }
    if (item.why().fusionRank() > 0) {
      rows.add(List.of("fusion", item.why().fusionRank(), candidates(funnel), "", ""));
    }
    table("  ", List.of("source", "rank", "of", "score", ""), rows);
    if (item.why().fusionRank() > 0) {
      add("");
      features(item);
    }
    if (item.why().fusionRank() > 0 || item.shown() > 0) {
      add("");
      add("  %s.", item.why().words());
    }
  }

  private static String further(Explained.AtSource at) {
    if (at.further() == 0) {
      return "";
    }
    return String.format(
        Locale.ROOT, "would be %,d; it brings at most %,d", at.further(), at.most());
  }

  private static String fate(Explained.Item item, Inspection funnel) {
    int candidates = candidates(funnel);
    return switch (item.fate()) {
      case SHOWN ->
          item.rank() == 0
              ? "Shown at " + item.shown() + ": popularity, for the funnel brought too few"
              : "Shown at " + item.shown() + ": ranked " + item.rank() + " of " + candidates;
      case NOT_AVAILABLE ->
          "Not available at " + Instant.ofEpochMilli(funnel.time()) + ": outside its dates";
      case SEEN -> "Left out: the user has seen or hidden it";
      case HIDDEN -> "Left out: a rule of the re-rankers hides it";
      case NOT_RETRIEVED -> "Lost at retrieval: no source brought it";
      case CUT_BY_FUSION ->
          "Lost at fusion: a source brought it, but fusion keeps only the best " + candidates;
      case RANKED_TOO_LOW ->
          "Lost at ranking: ranked "
              + item.rank()
              + " of "
              + candidates
              + ", and "
              + funnel.stages().getLast().size()
              + " are shown";
      case REMOVED_AFTER_RANKING ->
          "Removed after ranking: ranked " + item.rank() + ", and a re-ranker took it out";
    };
  }

  private static int candidates(Inspection funnel) {
    return funnel.stages().stream()
        .filter(stage -> stage.kind().equals("fusion"))
        .findFirst()
        .orElseThrow()
        .size();
  }

  private void features(Explained.Item item) {
    Answer.Why why = item.why();
    Optional<Double> base = why.base();
    if (base.isEmpty()) {
      add("  The ranker's score has no parts that features could be named for.");
      return;
    }
    List<List<Object>> rows = new ArrayList<>();
    rows.add(List.of("(base)", "", Figure.difference(base.get())));
    for (Answer.Contribution c : why.contributions().stream().limit(FEATURES).toList()) {
      Object value = c.value().<Object>map(v -> v).orElse("missing");
      rows.add(List.of(c.feature(), value, Figure.difference(c.contribution())));
    }
    List<Answer.Contribution> others = why.contributions().stream().skip(FEATURES).toList();
    if (!others.isEmpty()) {
      double sum = others.stream().mapToDouble(Answer.Contribution::contribution).sum();
      rows.add(List.of("(" + others.size() + " others)", "", Figure.difference(sum)));
    }
    rows.add(List.of("score", "", Figure.measure(item.score().orElse(Float.NaN))));
    table("  ", List.of("feature", "value", "contribution"), rows);
  }

  private void table(String indent, List<String> columns, List<List<Object>> rows) {
    ConsoleText.table(new Table("", columns, rows)).forEach(line -> lines.add(indent + line));
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation is of a library that is not here
  private void add(String format, Object... arguments) {
    lines.add(String.format(Locale.ROOT, format, arguments).stripTrailing());
  }
}
