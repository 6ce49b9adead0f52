package sluice.evaluation.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import sluice.core.text.NumberText;
import sluice.evaluation.Stage;

/** What the page shows of slices. */
public final class SliceView {
  private final Quality quality;

  SliceView(Quality quality) {
    this.quality = quality;
  }

  /** Returns a slice's systems as the reader wants them: the served first, yardsticks last. */
  public List<String> systems(SliceTable slice) {
    List<String> names = new ArrayList<>(slice.systems());
    names.sort(Comparator.comparingInt(this::weight));
    return names;
  }

  private int weight(String system) {
    if (system.equals(quality.served())) {
      return 0;
    }
    return switch (quality
        .system(system)
        .map(Quality.SystemResult::stage)
        .orElse(Stage.REFERENCE)) {
      case RERANKING -> 1;
      case RANKING -> 2;
      case FUSION -> 3;
      case RETRIEVAL, GIVEN -> 4;
      case REFERENCE -> 5;
    };
  }

  /** Returns the rows of a table of slices, columns as {@link #systems} orders them. */
  public List<TableRow> rows(SliceTable slice) {
    List<TableRow> rows = new ArrayList<>();
    for (SliceTable.Row r : slice.rows()) {
      List<TableCell> cells = new ArrayList<>();
      cells.add(TableCell.number(NumberText.count(r.count()), r.count()));
      double best =
          r.values().stream().filter(Double::isFinite).mapToDouble(v -> v).max().orElse(2);
      for (String system : systems(slice)) {
        double v = r.values().get(slice.systems().indexOf(system));
        TableCell cell = TableCell.number(NumberText.measure(v), v);
        boolean strong = v == best && v > 0 && !r.small();
        cells.add(strong ? new TableCell(cell.text(), "", cell.value(), "num best") : cell);
      }
      rows.add(new TableRow(r.label(), r.small() ? "small: mostly noise" : "", cells));
    }
    return rows;
  }
}
