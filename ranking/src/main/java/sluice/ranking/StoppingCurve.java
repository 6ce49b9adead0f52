package sluice.ranking;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sluice.core.Ranker;
import sluice.core.ReportSection;
import sluice.core.ReportSection.Block;
import sluice.core.ReportSection.Chart;
import sluice.core.ReportSection.Series;
import sluice.core.ReportSection.Text;

/** A boosted ranker that can say how good each number of its trees was on the tune requests. */
public interface StoppingCurve {
  /** Returns how many of the trees are used. */
  int usedTrees();

  /**
   * Returns nDCG@10 on the tune requests after 1, 2, … trees; empty where no tune request counts,
   * and for a ranker that was read back from its files.
   */
  List<Double> measureByTrees();

  /** Returns the section {@code boosting} of the report; none where no ranker has a curve. */
  static Optional<ReportSection> section(List<Ranker> rankers) {
    List<Block> blocks = new ArrayList<>();
    for (Ranker ranker : rankers) {
      if (ranker instanceof StoppingCurve curve && !curve.measureByTrees().isEmpty()) {
        List<Double> measures = curve.measureByTrees();
        blocks.add(
            new Text(
                ranker.name()
                    + " uses the first "
                    + curve.usedTrees()
                    + " of "
                    + measures.size()
                    + " trees, which order the tune requests best."));
        int step = (measures.size() + 99) / 100;
        List<Integer> at = new ArrayList<>();
        for (int trees = 1; trees <= measures.size(); trees++) {
          if (trees % step == 1 % step || trees == curve.usedTrees()) {
            at.add(trees);
          }
        }
        blocks.add(
            new Chart(
                "Learning curve of " + ranker.name(),
                "A line that still rises at its end asks for more trees; one that falls"
                    + " overfits the training rows.",
                Chart.Kind.CURVE,
                "trees",
                "nDCG@10 on the tune requests",
                at.stream().map(trees -> Integer.toString(trees)).toList(),
                List.of(
                    new Series(
                        ranker.name(), at.stream().map(t -> measures.get(t - 1)).toList()))));
      }
    }
    return blocks.isEmpty()
        ? Optional.empty()
        : Optional.of(new ReportSection("boosting", "How the boosted trees learned", blocks));
  }
}
