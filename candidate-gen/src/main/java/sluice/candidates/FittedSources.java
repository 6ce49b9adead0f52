package sluice.candidates;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import sluice.candidates.RetrievalReport.MeasuredGraph;
import sluice.candidates.als.ImplicitAls;
import sluice.candidates.content.ContentEmbedding;
import sluice.candidates.nearest.GraphRecall;
import sluice.candidates.nearest.GraphSource;
import sluice.candidates.nearest.KnownVectors;
import sluice.candidates.nearest.Linking;
import sluice.candidates.nearest.VectorSource;
import sluice.candidates.neighbour.ItemGraphBuilder;
import sluice.candidates.neighbour.NeighbourSource;
import sluice.candidates.source.GraphSettings;
import sluice.candidates.source.PopularitySource;
import sluice.candidates.source.SourceSettings;
import sluice.candidates.text.ItemIndex;
import sluice.candidates.text.ItemTermReader;
import sluice.candidates.text.LuceneSource;
import sluice.core.CandidateSource;
import sluice.core.Embedding;
import sluice.core.FittingPart;
import sluice.core.Parallel;
import sluice.core.Progress;
import sluice.core.ReportSection;

/**
 * The fitting of a {@link Retrieval}: each embedding once, then each source. Used once, by one
 * thread.
 */
final class FittedSources {
  /** Up to how many items an inverted index is kept in memory. */
  private static final int IN_MEMORY = 500_000;

  /**
   * Below this recall a graph is linked once more in the other way, and the better of the two is
   * kept.
   */
  private static final double LINKED_BADLY = 0.9;

  private final FittingPart part;
  private final RetrievalSettings settings;
  private final long seed;
  private final int threads;
  private final Path workFolder;
  private final Progress progress;
  private final Map<String, Embedding> embeddings = new HashMap<>();
  private final Map<String, KnownVectors> vectors = new HashMap<>();
  private final List<Embedding> inOrder = new ArrayList<>();
  private final List<CandidateSource> sources = new ArrayList<>();

  private final Map<String, MeasuredGraph> graphs = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();

  FittedSources(
      FittingPart part,
      RetrievalSettings settings,
      long seed,
      int threads,
      Path workFolder,
      Progress progress) {
    this.part = part;
    this.settings = settings;
    this.seed = seed;
    this.threads = threads;
    this.workFolder = workFolder;
    this.progress = progress;
  }

  FittedSources fit() {
    add(ImplicitAls.fit("ials", part, settings.ials(), seed, threads, progress));
    settings.content().ifPresent(c -> add(ContentEmbedding.fit(part, c, seed, threads)));
    for (SourceSettings s : settings.all()) {
      if (s instanceof SourceSettings.Vector v) {
        v.als()
            .ifPresent(als -> add(ImplicitAls.fit(v.name(), part, als, seed, threads, progress)));
      }
    }
    graphs();
    for (SourceSettings s : settings.all()) {
      sources.add(
          switch (s) {
            case SourceSettings.Popularity p -> PopularitySource.fit(part, p);
            case SourceSettings.Vector v -> vector(v);
            case SourceSettings.Lucene l -> lucene(l);
            case SourceSettings.Neighbours n ->
                new NeighbourSource(n, ItemGraphBuilder.build(part, n, seed, threads));
          });
    }
    return this;
  }

  private CandidateSource lucene(SourceSettings.Lucene l) {
    List<String> fields = fields(part, l);
    if (l.fields().isEmpty()) {
      notes.add("The source " + l.name() + " searches " + String.join(", ", fields) + ".");
    }
    try {
      Directory directory =
          part.catalogue().size() > IN_MEMORY
              ? new MMapDirectory(workFolder.resolve("index-" + l.name()))
              : new ByteBuffersDirectory();
      return new LuceneSource(l, ItemIndex.build(part, fields, directory));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the fields that a source reads of a part. */
  static List<String> fields(FittingPart part, SourceSettings.Lucene l) {
    return l.fields().isEmpty()
        ? ItemTermReader.suitable(part)
        : ItemTermReader.choose(part, l.fields(), l.place());
  }

  private CandidateSource vector(SourceSettings.Vector v) {
    MeasuredGraph graph = graphs.get(v.name());
    return graph == null ? new VectorSource(v.name(), embedding(v), known(v)) : graph.source();
  }

  private Embedding embedding(SourceSettings.Vector v) {
    return Objects.requireNonNull(embeddings.get(v.embedding()), "no embedding " + v.embedding());
  }

  private KnownVectors known(SourceSettings.Vector v) {
    return Objects.requireNonNull(vectors.get(v.embedding()), "no embedding " + v.embedding());
  }

  /** Says whether a source walks a graph over these vectors rather than scan them. */
  static boolean usesGraph(SourceSettings.Vector v, KnownVectors known) {
    long floats = (long) known.size() * known.dimension();
    return switch (v.index()) {
      case GRAPH -> true;
      case EXACT -> false;
      case AUTO -> floats > GraphSettings.AUTO_FLOATS;
    };
  }

  /** Builds the graphs side by side; one thread each, so that a graph can be built again alike. */
  private void graphs() {
    List<SourceSettings.Vector> walked = new ArrayList<>();
    for (SourceSettings s : settings.all()) {
      if (s instanceof SourceSettings.Vector v && usesGraph(v, known(v))) {
        walked.add(v);
      }
    }
    MeasuredGraph[] built = new MeasuredGraph[walked.size()];
    progress.start("Building graphs", built.length);
    Parallel.run(
        threads,
        built.length,
        () -> progress,
        (g, told) -> {
          built[g] = graph(walked.get(g));
          told.advance(1);
        });
    progress.end();
    for (MeasuredGraph graph : built) {
      graphs.put(graph.source().name(), graph);
    }
  }

  private MeasuredGraph graph(SourceSettings.Vector v) {
    MeasuredGraph measured = graph(v, Linking.PRODUCT);
    if (measured.recall().mean() < LINKED_BADLY) {
      MeasuredGraph other = graph(v, Linking.LIFTED);
      measured = other.recall().mean() > measured.recall().mean() ? other : measured;
    }
    return measured;
  }

  private MeasuredGraph graph(SourceSettings.Vector v, Linking linking) {
    long start = System.nanoTime();
    GraphSource source =
        new GraphSource(v.name(), embedding(v), known(v), v.graph(), linking, seed);
    double seconds = (System.nanoTime() - start) / 1e9;
    return new MeasuredGraph(
        source, GraphRecall.measure(source, part, v.n(), seed), linking, seconds);
  }

  private void add(Embedding embedding) {
    embeddings.put(embedding.name(), embedding);
    vectors.put(embedding.name(), KnownVectors.of(embedding.items()));
    inOrder.add(embedding);
  }

  List<CandidateSource> sources() {
    return sources;
  }

  List<Embedding> embeddings() {
    return inOrder;
  }

  List<ReportSection> sections() {
    List<ReportSection> sections = new ArrayList<>();
    sections.add(RetrievalReport.embeddings(inOrder, notes));
    if (!graphs.isEmpty()) {
      sections.add(RetrievalReport.graphs(graphs.values()));
    }
    return sections;
  }
}
