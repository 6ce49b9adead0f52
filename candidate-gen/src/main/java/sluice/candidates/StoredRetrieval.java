package sluice.candidates;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import sluice.candidates.fusion.FusionWeights;
import sluice.candidates.neighbour.ItemGraphs;
import sluice.core.CandidateSource;
import sluice.core.Embedding;
import sluice.core.FittingPart;
import sluice.core.UserError;
import sluice.core.graph.ItemRelation;
import sluice.core.store.Folders;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A {@link Retrieval} as files: a list of what there is, a folder for each embedding and each fused
 * source, which its type reads, and the item graphs that sources and later stages follow.
 *
 * <p>Compared sources are for the report alone and are not kept.
 */
public final class StoredRetrieval {
  private static final String LIST = "retrieval.json";
  private static final String GRAPHS = "graphs";

  private StoredRetrieval() {}

  /** What was fitted; what was left out for want of data is not there. */
  private record Fitted(
      List<String> embeddings,
      List<String> sources,
      FusionWeights fusion,
      Map<String, Double> forgetting) {}

  /**
   * Writes the files into an existing folder.
   *
   * @param later relations whose graphs later stages read
   */
  public static void write(Retrieval retrieval, Collection<ItemRelation> later, Path folder) {
    for (Embedding embedding : retrieval.embeddings()) {
      embedding.write(Folders.make(embedding(folder, embedding.name())));
    }
    for (CandidateSource source : retrieval.sources()) {
      source.write(Folders.make(source(folder, source.name())));
    }
    Set<ItemRelation> relations = new LinkedHashSet<>(retrieval.followed());
    relations.addAll(later);
    if (!relations.isEmpty()) {
      retrieval.graphs().write(relations, Folders.make(folder.resolve(GRAPHS)));
    }
    Fitted fitted =
        new Fitted(
            retrieval.embeddings().stream().map(Embedding::name).toList(),
            retrieval.sources().stream().map(CandidateSource::name).toList(),
            retrieval.fusion(),
            new TreeMap<>(retrieval.forgetting()));
    try {
      Files.writeString(folder.resolve(LIST), JsonMapper.shared().writeValueAsString(fitted));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + folder.resolve(LIST), e);
    }
  }

  /**
   * Reads the files.
   *
   * @param part what it was fitted on
   * @param configured what the config says
   * @param seed of every random choice
   * @param folder that {@link #write} filled
   * @throws UserError where a file is missing, damaged, or of other settings
   */
  public static Retrieval read(
      FittingPart part, RetrievalSettings configured, long seed, Path folder) {
    Fitted fitted = list(folder.resolve(LIST));
    RetrievalSettings settings = configured.only(fitted.sources(), fitted.embeddings()).served();
    List<String> known = settings.sources().stream().map(SourceSpec::name).toList();
    if (!known.equals(fitted.sources())) {
      throw new UserError(
          folder.resolve(LIST)
              + " holds the sources "
              + fitted.sources()
              + " where the config has "
              + configured.sources().stream().map(SourceSpec::name).toList());
    }
    SourceInput.Embeddings embeddings = new SourceInput.Embeddings();
    for (EmbeddingSpec spec : settings.embeddings()) {
      if (!fitted.embeddings().contains(spec.name())) {
        throw new UserError(folder.resolve(LIST) + " holds no embedding " + spec.name());
      }
      embeddings.add(spec.read(part, embedding(folder, spec.name())));
    }
    ItemGraphs graphs = ItemGraphs.read(part, seed, folder.resolve(GRAPHS));
    List<CandidateSource> sources = new ArrayList<>();
    for (SourceSpec spec : settings.sources()) {
      SourceInput input = new SourceInput(part, embeddings, graphs, seed, 1, folder, spec.place());
      sources.add(spec.read(input, source(folder, spec.name())));
    }
    return new Retrieval(
            settings,
            sources,
            embeddings.inOrder(),
            graphs,
            part,
            fitted.fusion(),
            Map.of(),
            List.of())
        .forgetting(fitted.forgetting());
  }

  private static Fitted list(Path file) {
    try {
      return JsonMapper.shared().readValue(Files.readString(file), Fitted.class);
    } catch (NoSuchFileException e) {
      throw new UserError(file + " is missing", e);
    } catch (IOException | JacksonException e) {
      throw new UserError(file + " is damaged", e);
    }
  }

  private static Path embedding(Path folder, String name) {
    return folder.resolve("embeddings").resolve(name);
  }

  private static Path source(Path folder, String name) {
    return folder.resolve("sources").resolve(name);
  }
}
