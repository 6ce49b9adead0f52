package sluice.candidates;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import sluice.candidates.nearest.MeasuredGraph;
import sluice.candidates.neighbour.ItemGraphs;
import sluice.core.CandidateSource;
import sluice.core.Embedding;
import sluice.core.FittingPart;
import sluice.core.Parallel;
import sluice.core.Progress;
import sluice.core.ReportSection;

/**
 * The fitting of a {@link Retrieval}: each embedding once, then the sources side by side.
 *
 * @param embeddings in the order of the settings
 * @param sources in the order of the settings
 * @param graphs item graphs, which later stages may ask too
 * @param sections what there is to say about the fitting
 */
record FittedSources(
    List<Embedding> embeddings,
    List<CandidateSource> sources,
    ItemGraphs graphs,
    List<ReportSection> sections) {

  static FittedSources fit(
      FittingPart part,
      RetrievalSettings settings,
      long seed,
      int threads,
      Path workFolder,
      Progress progress) {
    SourceInput.Embeddings embeddings = new SourceInput.Embeddings();
    for (EmbeddingSpec spec : settings.embeddings()) {
      embeddings.add(spec.fit(part, seed, threads, progress));
    }
    ItemGraphs itemGraphs = ItemGraphs.of(part, seed, threads);
    List<SourceSpec> specs = settings.all();
    CandidateSource[] sources = new CandidateSource[specs.size()];
    List<SourceInput> inputs =
        specs.stream()
            .map(s ->
                new SourceInput(part, embeddings, itemGraphs, seed, threads, workFolder, s.place()))
            .toList();
    progress.start("Fitting sources", sources.length);
    // one thread a graph, several side by side: so a graph can be built again alike
    Parallel.run(
        threads,
        sources.length,
        () -> progress,
        (i, told) -> {
          sources[i] = specs.get(i).fit(inputs.get(i));
          told.advance(1);
        });
    progress.end();
    List<String> notes = inputs.stream().flatMap(i -> i.notes().stream()).toList();
    List<MeasuredGraph> graphs =
        inputs.stream().map(SourceInput::graph).flatMap(Optional::stream).toList();
    return new FittedSources(
        embeddings.inOrder(),
        Arrays.asList(sources),
        itemGraphs,
        RetrievalReport.sections(embeddings.inOrder(), notes, graphs));
  }
}
