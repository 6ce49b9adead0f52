package sluice.pipeline.funnel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import sluice.core.ReportSection;
import sluice.core.ReportSection.Figure;
import sluice.core.Tags;
import sluice.core.text.NumberText;
import sluice.evaluation.Judgements;
import sluice.evaluation.errors.ErrorAnalysis;
import sluice.evaluation.slices.Slice;

/**
 * The section of the report that parts the errors by tag: a case is a relevant item of a user, an
 * error one that the slate did not show.
 *
 * <p>Tags are the values of item and user columns, popularity, activity, and the free-text tags
 * that users gave to items in the fitting part.
 */
final class ErrorsByKind {
  private static final int SHOWN = 12;
  private static final int OPENED = 3;
  private static final int EXAMPLES = 6;
  private static final int TAGS = 12;

  private final FoldRun.Outcome fold;
  private final Judgements judged;
  private final ItemNames names;
  private final int[] cases;
  private final int[] user;

  ErrorsByKind(FoldRun.Outcome fold, Judgements judged) {
    this.fold = fold;
    this.judged = judged;
    this.names = new ItemNames(fold.fold().fitting());
    int n = judged.start(judged.users());
    this.user = new int[n];
    for (int u = 0; u < judged.users(); u++) {
      Arrays.fill(user, judged.start(u), judged.start(u + 1), u);
    }
    this.cases =
        IntStream.range(0, n).filter(row -> judged.relevant(row, Optional.empty())).toArray();
  }

  /**
   * Returns the section.
   *
   * @param pairs slices of the judgements' rows, by group
   */
  ReportSection section(List<List<Slice>> pairs) {
    OfflineEvaluation.SystemLists slate = fold.evaluation().lists("slate");
    boolean[] wrong = missed(slate);
    int errors = 0;
    for (boolean w : wrong) {
      errors += w ? 1 : 0;
    }
    List<Slice> tags = new ArrayList<>();
    for (List<Slice> group : pairs) {
      for (Slice s : group) {
        tags.add(Slice.of(s.group(), s.label(), cases.length, c -> s.contains(cases[c])));
      }
    }
    tags.addAll(freeTags());
    List<ErrorAnalysis.Row> rows = ErrorAnalysis.of(wrong, tags);
    List<ReportSection.Block> blocks = new ArrayList<>();
    blocks.add(
        new ReportSection.Text(
            "Of "
                + NumberText.count(cases.length)
                + " relevant items "
                + NumberText.count(errors)
                + " were not among the "
                + slate.length
                + " shown. Kinds of case, the one whose fixing would bring most first: the room"
                + " for improvement is what the error rate over all would fall by if the kind did"
                + " as well as the rest. Kinds overlap."));
    blocks.add(table(rows));
    rows.stream()
        .filter(r -> r.room() > 0)
        .limit(OPENED)
        .forEach(r -> blocks.add(examples(r, wrong)));
    return new ReportSection("errors", "Errors by kind", blocks);
  }

  private boolean[] missed(OfflineEvaluation.SystemLists system) {
    boolean[] wrong = new boolean[cases.length];
    for (int c = 0; c < cases.length; c++) {
      wrong[c] = place(system, cases[c]) < 0;
    }
    return wrong;
  }

  private int place(OfflineEvaluation.SystemLists system, int row) {
    int[] list = system.items[user[row]];
    for (int place = 0; place < list.length; place++) {
      if (list[place] == judged.item(row)) {
        return place;
      }
    }
    return -1;
  }

  /** The tags that most relevant items carry. */
  private List<Slice> freeTags() {
    Tags tags = fold.fold().fitting().tags();
    int items = fold.fold().fitting().catalogue().size();
    int[] count = new int[tags.values().size()];
    boolean[][] has = new boolean[count.length][];
    for (int i = 0; i < tags.size(); i++) {
      int tag = tags.tag(i);
      if (has[tag] == null) {
        has[tag] = new boolean[items];
      }
      if (!has[tag][tags.item(i)]) {
        has[tag][tags.item(i)] = true;
        count[tag]++;
      }
    }
    return IntStream.range(0, count.length)
        .filter(tag -> count[tag] > 1)
        .boxed()
        .sorted((a, b) -> count[a] != count[b] ? count[b] - count[a] : a - b)
        .limit(TAGS)
        .map(tag ->
            Slice.of(
                "tag",
                tags.values().id(tag),
                cases.length,
                c -> judged.item(cases[c]) < items && has[tag][judged.item(cases[c])]))
        .toList();
  }

  private static ReportSection.Table table(List<ErrorAnalysis.Row> rows) {
    List<List<Object>> cells = new ArrayList<>();
    for (ErrorAnalysis.Row r : rows.subList(0, Math.min(SHOWN, rows.size()))) {
      cells.add(
          List.of(
              r.tag().name(),
              Figure.count(r.tag().size()),
              Figure.share(r.shareOfErrors()),
              Figure.share(r.errorRate()),
              Figure.share(r.errorRateOutside()),
              Figure.share(r.shareOfData()),
              Figure.share(r.room())));
    }
    return new ReportSection.Table(
        "Relevant items that were not shown, by kind",
        List.of(
            "Kind",
            "cases",
            "share of errors",
            "error rate",
            "error rate elsewhere",
            "share of data",
            "room for improvement"),
        cells);
  }

  private ReportSection.Block examples(ErrorAnalysis.Row row, boolean[] wrong) {
    OfflineEvaluation.SystemLists ranked = fold.evaluation().lists(fold.evaluation().served());
    OfflineEvaluation.SystemLists slate = fold.evaluation().lists("slate");
    List<List<Object>> cells = new ArrayList<>();
    // Spread over the slice by a fixed stride, so that not one user fills the table.
    List<Integer> errors = new ArrayList<>();
    for (int i = 0; i < row.tag().size(); i++) {
      if (wrong[row.tag().member(i)]) {
        errors.add(cases[row.tag().member(i)]);
      }
    }
    int shown = Math.min(EXAMPLES, errors.size());
    for (int e = 0; e < shown; e++) {
      int pair = errors.get((int) ((long) e * errors.size() / shown));
      int place = place(ranked, pair);
      int[] first = slate.items[user[pair]];
      cells.add(
          List.of(
              judged.userId(user[pair]),
              names.name(judged, judged.item(pair)),
              place < 0 ? "not among the candidates" : "ranked " + (place + 1),
              first.length == 0 ? "nothing" : names.name(judged, first[0])));
    }
    return new ReportSection.Details(
        "Examples: " + row.tag().name(),
        List.of(
            new ReportSection.Table(
                row.tag().name() + ": relevant items that were not shown",
                List.of("User", "Relevant item", "Where it was", "Shown first instead"),
                cells)));
  }
}
