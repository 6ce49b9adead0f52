package sluice.candidates;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import sluice.core.CandidateSource;
import sluice.core.FittingPart;
import sluice.core.graph.ItemRelation;
import sluice.core.plugin.ConfiguredType;

/**
 * A type of candidate source that a config can name.
 *
 * <p>To add one, implement this and {@link CandidateSource}, and name the class in {@code
 * META-INF/services/sluice.candidates.SourceType}.
 *
 * @param <S> its settings
 */
public interface SourceType<S extends Record> extends ConfiguredType<S> {
  /**
   * Returns how many items the source brings at most, 1 or more: by custom the setting {@code n}.
   */
  int n(S settings);

  /** Returns the name of the embedding that is searched, where there is one. */
  default Optional<String> embedding(String name, S settings) {
    return Optional.empty();
  }

  /** Returns an embedding that is trained for this source alone, called like the source. */
  default Optional<EmbeddingSpec> ownEmbedding(String name, S settings) {
    return Optional.empty();
  }

  /** Returns the relations whose graphs the source follows; the bundle keeps them. */
  default List<ItemRelation> graphs(S settings) {
    return List.of();
  }

  /**
   * Returns in words what a part lacks for this source to bring anything for anyone; empty where it
   * lacks nothing. A source that lacks something in every fold is left out.
   *
   * @param place of the source in the config, for messages
   */
  default Optional<String> lacks(S settings, FittingPart part, String place) {
    return Optional.empty();
  }

  /**
   * Says whether the source brings nothing but items of the request's history, so that it brings
   * nothing where seen items are excluded; it is left out there.
   */
  default boolean seenOnly(S settings) {
    return false;
  }

  /** Fits a source on {@code input.part()}. */
  CandidateSource fit(String name, S settings, SourceInput input);

  /**
   * Reads a source that {@link CandidateSource#write} wrote.
   *
   * @param input the part and embeddings that it was fitted on
   * @param folder that it was written to
   */
  CandidateSource read(String name, S settings, SourceInput input, Path folder);
}
