package sluice.candidates;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sluice.candidates.als.ImplicitAls;
import sluice.candidates.content.ContentEmbedding;
import sluice.candidates.nearest.GraphSource;
import sluice.candidates.nearest.KnownVectors;
import sluice.candidates.nearest.VectorSource;
import sluice.candidates.neighbour.NeighbourSource;
import sluice.candidates.source.PopularitySource;
import sluice.candidates.source.SourceSettings;
import sluice.candidates.text.ItemIndex;
import sluice.candidates.text.LuceneSource;
import sluice.core.CandidateSource;
import sluice.core.Embedding;
import sluice.core.FittingPart;
import sluice.core.UserError;
import sluice.core.store.ArrayReader;
import sluice.core.store.ArrayWriter;

/**
 * A {@link Retrieval} as files in a folder: vectors, graphs and indexes as they were fitted.
 *
 * <p>Kept are all embeddings, of which there may be features, and the fused sources; compared ones
 * are for the report alone. Popularity is kept as it was counted, so that it stays when rows of the
 * part are taken out.
 */
public final class StoredRetrieval {
  private static final String EMBEDDINGS = "embeddings.arrays";
  private static final String SOURCES = "sources.arrays";

  private StoredRetrieval() {}

  /**
   * Writes the files.
   *
   * @param retrieval what was fitted
   * @param settings it was fitted with
   * @param folder an existing one
   */
  public static void write(Retrieval retrieval, RetrievalSettings settings, Path folder) {
    try (ArrayWriter out = new ArrayWriter(folder.resolve(EMBEDDINGS))) {
      out.strings("embeddings", settings.embeddingNames());
      for (String name : settings.embeddingNames()) {
        Embedding embedding = embedding(retrieval, name);
        out.strings("embedding", List.of(embedding.name()));
        switch (embedding) {
          case ImplicitAls als -> als.write(out);
          case ContentEmbedding content -> content.write(out);
          default -> throw new IllegalStateException("an embedding of " + embedding.getClass());
        }
      }
    }
    try (ArrayWriter out = new ArrayWriter(folder.resolve(SOURCES))) {
      out.strings("sources", retrieval.sources().stream().map(CandidateSource::name).toList());
      for (CandidateSource source : retrieval.sources()) {
        out.strings("source", List.of(source.name()));
        switch (source) {
          case GraphSource graph -> graph.write(out);
          case NeighbourSource neighbours -> neighbours.write(out);
          case PopularitySource popularity -> popularity.write(out);
          case LuceneSource lucene -> lucene.index().write(make(index(folder, source.name())));
          default -> {}
        }
      }
    }
  }

  /**
   * Reads the files.
   *
   * @param part what it was fitted on
   * @param configured what the config says; what was left out for want of data is not in the files
   * @param folder that {@link #write} filled
   * @throws UserError where a file is missing, damaged, or of other settings
   */
  public static Retrieval read(FittingPart part, RetrievalSettings configured, Path folder) {
    List<Embedding> embeddings = embeddings(configured, folder);
    Map<String, Embedding> byName = new HashMap<>();
    embeddings.forEach(e -> byName.put(e.name(), e));
    Map<String, KnownVectors> vectors = new HashMap<>();
    List<CandidateSource> sources = new ArrayList<>();
    RetrievalSettings served;
    try (ArrayReader in = new ArrayReader(folder.resolve(SOURCES))) {
      served = served(configured, in.strings("sources"), embeddings, folder);
      for (SourceSettings s : served.sources()) {
        expect("source", s.name(), in, folder.resolve(SOURCES));
        sources.add(
            switch (s) {
              case SourceSettings.Popularity p -> PopularitySource.read(p.name(), in);
              case SourceSettings.Neighbours n -> NeighbourSource.read(n, in);
              case SourceSettings.Lucene l ->
                  new LuceneSource(
                      l,
                      ItemIndex.open(
                          FittedSources.fields(part, l),
                          part.catalogue().size(),
                          index(folder, l.name())));
              case SourceSettings.Vector v -> {
                Embedding embedding = byName.get(v.embedding());
                if (embedding == null) {
                  throw new UserError(folder + " holds no embedding " + v.embedding());
                }
                KnownVectors known =
                    vectors.computeIfAbsent(
                        embedding.name(), name -> KnownVectors.of(embedding.items()));
                yield FittedSources.usesGraph(v, known)
                    ? GraphSource.read(v.name(), embedding, known, v.graph(), in)
                    : new VectorSource(v.name(), embedding, known);
              }
            });
      }
      in.finish();
    }
    return new Retrieval(served, sources, embeddings, part, List.of());
  }

  private static List<Embedding> embeddings(RetrievalSettings settings, Path folder) {
    List<Embedding> embeddings = new ArrayList<>();
    Path file = folder.resolve(EMBEDDINGS);
    try (ArrayReader in = new ArrayReader(file)) {
      for (String name : in.strings("embeddings")) {
        expect("embedding", name, in, file);
        embeddings.add(
            name.equals(ContentEmbedding.NAME)
                ? ContentEmbedding.read(in)
                : ImplicitAls.read(name, settings.als(name), in));
      }
      in.finish();
    }
    return embeddings;
  }

  private static void expect(String kind, String name, ArrayReader in, Path file) {
    List<String> found = in.strings(kind);
    if (!found.equals(List.of(name))) {
      throw new UserError(
          file + " holds the " + kind + " " + found + " where the config has " + name);
    }
  }

  private static Embedding embedding(Retrieval retrieval, String name) {
    return retrieval.embeddings().stream()
        .filter(e -> e.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no embedding " + name));
  }

  private static RetrievalSettings served(
      RetrievalSettings s, List<String> names, List<Embedding> embeddings, Path folder) {
    List<String> known = s.sources().stream().map(SourceSettings::name).toList();
    if (names.isEmpty() || !known.containsAll(names)) {
      throw new UserError(
          folder.resolve(SOURCES)
              + " holds the sources "
              + names
              + " where the config has "
              + known);
    }
    return new RetrievalSettings(s.sources(), List.of(), s.fusion(), s.ials(), s.content())
        .only(names, embeddings.stream().map(Embedding::name).toList());
  }

  private static Path index(Path folder, String source) {
    return folder.resolve("index-" + source);
  }

  private static Path make(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + folder, e);
    }
  }
}
