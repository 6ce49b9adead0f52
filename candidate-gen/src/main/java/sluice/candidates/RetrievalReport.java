package sluice.candidates;

import java.util.ArrayList;
import java.util.List;
import sluice.candidates.nearest.GraphMetric;
import sluice.candidates.nearest.GraphSource;
import sluice.candidates.nearest.MeasuredGraph;
import sluice.core.Embedding;
import sluice.core.ReportSection;
import sluice.core.ReportSection.Block;

/**
 * Tells of a fitting in report sections: how the embeddings came out, and what the graphs cost in
 * recall.
 */
final class RetrievalReport {
  private RetrievalReport() {}

  static List<ReportSection> sections(
      List<Embedding> embeddings, List<String> notes, List<MeasuredGraph> graphs) {
    List<Block> blocks = new ArrayList<>();
    notes.forEach(note -> blocks.add(new ReportSection.Text(note)));
    embeddings.forEach(embedding -> blocks.addAll(embedding.report()));
    List<ReportSection> sections = new ArrayList<>();
    sections.add(new ReportSection("embeddings", "Embeddings", blocks));
    if (!graphs.isEmpty()) {
      sections.add(graphs(graphs));
    }
    return sections;
  }

  private static ReportSection graphs(List<MeasuredGraph> graphs) {
    List<List<Object>> rows = new ArrayList<>();
    for (MeasuredGraph g : graphs) {
      GraphSource s = g.source();
      rows.add(
          List.of(
              s.name(),
              s.settings().engine().word(),
              g.metric() == GraphMetric.PRODUCT ? "inner product" : "lifted",
              s.size(),
              s.settings().m(),
              s.settings().efConstruction(),
              Math.max(s.settings().ef(), g.recall().n()),
              g.recall().n(),
              g.recall().mean(),
              g.recall().worst(),
              g.recall().walkMicros(),
              g.recall().scanMicros(),
              g.buildSeconds()));
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new ReportSection.Text(
            "What the walk of a graph finds is what is recommended. Its recall is the share of the exact scan's n items"
                + " that the walk finds too, over up to 200 users of the fitting part. Times are of a processor."));
    blocks.add(
        new ReportSection.Table(
            "Graphs against the exact scan (measured in this run)",
            List.of(
                "source",
                "engine",
                "linked by",
                "vectors",
                "M",
                "efConstruction",
                "ef",
                "n",
                "recall@n, mean",
                "recall@n, worst 5 %",
                "walk, µs",
                "scan, µs",
                "build, s"),
            rows));
    return new ReportSection("graphs", "Approximate search", blocks);
  }
}
