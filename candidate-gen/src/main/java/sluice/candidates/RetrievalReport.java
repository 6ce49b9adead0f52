package sluice.candidates;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import sluice.candidates.als.ImplicitAls;
import sluice.candidates.content.ContentEmbedding;
import sluice.candidates.nearest.GraphRecall;
import sluice.candidates.nearest.GraphSource;
import sluice.candidates.nearest.Linking;
import sluice.core.Embedding;
import sluice.core.ReportSection;
import sluice.core.ReportSection.Block;

/**
 * Tells of a fitting in report sections: how the embeddings came out, and what the graphs cost in
 * recall.
 */
final class RetrievalReport {
  private RetrievalReport() {}

  /** What was measured of one graph. */
  record MeasuredGraph(
      GraphSource source, GraphRecall recall, Linking linking, double buildSeconds) {}

  static ReportSection embeddings(List<Embedding> embeddings, List<String> notes) {
    List<Block> blocks = new ArrayList<>();
    notes.forEach(note -> blocks.add(new ReportSection.Text(note)));
    for (Embedding embedding : embeddings) {
      if (embedding instanceof ImplicitAls als) {
        List<Double> losses = als.losses();
        List<String> iterations = new ArrayList<>();
        for (int i = 1; i <= losses.size(); i++) {
          iterations.add(Integer.toString(i));
        }
        blocks.add(
            new ReportSection.Chart(
                "Loss of " + als.name() + " after each iteration",
                ReportSection.Chart.Kind.LINE,
                "iteration",
                "loss",
                iterations,
                List.of(new ReportSection.Series("loss", losses))));
      } else if (embedding instanceof ContentEmbedding content) {
        blocks.add(
            new ReportSection.Text(
                content.fields().isEmpty()
                    ? "The items have no texts, categories or tags: there are no content vectors."
                    : "Content vectors are made of " + String.join(", ", content.fields()) + "."));
      }
    }
    return new ReportSection("embeddings", "Embeddings", blocks);
  }

  static ReportSection graphs(Collection<MeasuredGraph> graphs) {
    List<List<Object>> rows = new ArrayList<>();
    for (MeasuredGraph g : graphs) {
      GraphSource s = g.source();
      rows.add(
          List.of(
              s.name(),
              s.settings().engine().word(),
              g.linking() == Linking.PRODUCT ? "inner product" : "lifted",
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
                + " that the walk finds too, over up to 200 users of the fitting part."));
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
