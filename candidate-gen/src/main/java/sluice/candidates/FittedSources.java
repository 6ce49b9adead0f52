package sluice.candidates;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sluice.candidates.als.ImplicitAls;
import sluice.candidates.nearest.KnownVectors;
import sluice.candidates.nearest.VectorSource;
import sluice.candidates.source.PopularitySource;
import sluice.candidates.source.SourceSettings;
import sluice.core.CandidateSource;
import sluice.core.Embedding;
import sluice.core.FittingPart;
import sluice.core.Progress;
import sluice.core.ReportSection;

/** The fitting of a {@link Retrieval}: each embedding once, then each source. Used once, by one thread. */
final class FittedSources {
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
    for (SourceSettings s : settings.all()) {
      sources.add(
          switch (s) {
            case SourceSettings.Popularity p -> PopularitySource.fit(part, p);
            case SourceSettings.Vector v -> vector(v);
            case SourceSettings.Lucene l -> throw new IllegalStateException(l.name() + workFolder);
            case SourceSettings.Neighbours n -> throw new IllegalStateException(n.name());
          });
    }
    return this;
  }

  private CandidateSource vector(SourceSettings.Vector v) {
    v.als().ifPresent(als -> add(ImplicitAls.fit(v.name(), part, als, seed, threads, progress)));
    Embedding embedding = embeddings.get(v.embedding());
    KnownVectors known = vectors.get(v.embedding());
    if (embedding == null || known == null) {
      throw new IllegalArgumentException("no embedding " + v.embedding());
    }
    return new VectorSource(v.name(), embedding, known);
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
    return List.of();
  }
}
