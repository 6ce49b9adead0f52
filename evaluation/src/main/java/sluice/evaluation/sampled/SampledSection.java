package sluice.evaluation.sampled;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import sluice.core.ReportSection;
import sluice.core.ReportSection.Block;

/**
 * What a report says of figures among sampled negatives: never without the full ranking next to.
 */
public final class SampledSection {
  private SampledSection() {}

  /**
   * Makes the section.
   *
   * @param negatives how many were asked for
   * @param fewest how many the request with the fewest has
   * @param figures one a system, in the order of the report
   * @param leftOut systems that cannot be ranked so, in the order of the report
   */
  public static ReportSection of(
      int negatives, int fewest, List<SampledFigures> figures, List<String> leftOut) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new ReportSection.Text(
            "Each relevant item is ranked among "
                + negatives
                + " items drawn uniformly for the user from what is neither in the history nor"
                + " judged, as He et al. (2017) do; next to it stands the rank among all items that"
                + " may be recommended. Each relevant item is ranked alone; one that a list does"
                + " not hold counts as zero."));
    blocks.add(
        new ReportSection.Warning(
            "Figures among sampled negatives mislead: they are not a smaller copy of those of the"
                + " full ranking. Random order already has a hit rate at 10 of about "
                + String.format(
                    java.util.Locale.ROOT, "%.2f", Math.min(1, 10.0 / (negatives + 1.0)))
                + ", differences at the top of the list, where users look, all but vanish, and"
                + " systems can change places (Krichene and Rendle, On Sampled Metrics for Item"
                + " Recommendation, KDD 2020). Compare them with published figures of the same"
                + " protocol only; choose by the full ranking."));
    if (fewest < negatives) {
      blocks.add(
          new ReportSection.Warning(
              "For some requests the catalogue has fewer negatives, at the least "
                  + fewest
                  + ": their figures are higher for it."));
    }
    blocks.add(new ReportSection.Text(order(figures)));
    if (!leftOut.isEmpty()) {
      blocks.add(
          new ReportSection.Text(
              "Not shown: "
                  + String.join(", ", leftOut)
                  + ". What orders the candidates reads their ranks and score quantiles in whole"
                  + " lists, which a list of sampled items does not have."));
    }
    blocks.add(table(negatives, figures));
    return new ReportSection(
        "sampled-negatives", "Among " + negatives + " sampled negatives", blocks);
  }

  private static Block table(int negatives, List<SampledFigures> figures) {
    String among = " among " + (negatives + 1);
    List<List<Object>> rows = new ArrayList<>();
    for (SampledFigures f : figures) {
      rows.add(
          List.of(f.system(), f.sampledHitRate(), f.fullHitRate(), f.sampledNdcg(), f.fullNdcg()));
    }
    return new ReportSection.Table(
        "Hit rate and nDCG at 10 over "
            + (figures.isEmpty() ? 0 : figures.getFirst().requests())
            + " requests",
        List.of(
            "system", "hit-rate@10" + among, "hit-rate@10 full", "nDCG@10" + among, "nDCG@10 full"),
        rows);
  }

  private static String order(List<SampledFigures> figures) {
    List<String> sampled = ordered(figures, SampledFigures::sampledNdcg);
    List<String> full = ordered(figures, SampledFigures::fullNdcg);
    return sampled.equals(full)
        ? "By nDCG@10 both put the systems in the same order here: " + String.join(", ", full) + "."
        : "By nDCG@10 the order of the systems differs: among sampled negatives "
            + String.join(", ", sampled)
            + "; in the full ranking "
            + String.join(", ", full)
            + ".";
  }

  /** Best first; equals keep the order of the report. */
  private static List<String> ordered(
      List<SampledFigures> figures, ToDoubleFunction<SampledFigures> by) {
    return figures.stream()
        .sorted(Comparator.comparingDouble(by).reversed())
        .map(SampledFigures::system)
        .toList();
  }
}
