package sluice.candidates;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import sluice.core.Embedding;
import sluice.core.FittingPart;
import sluice.core.Progress;
import sluice.core.plugin.ConfiguredType;

/**
 * A type of embedding that sources search and features read; its settings stand under {@code
 * candidates.<type>}.
 *
 * <p>To add one, implement this and {@link Embedding}, and name the class in {@code
 * META-INF/services/sluice.candidates.EmbeddingType}.
 *
 * @param <S> its settings
 */
public interface EmbeddingType<S extends Record> extends ConfiguredType<S> {
  /** Says whether features read it, so that it is fitted where no source searches it too. */
  default boolean always() {
    return false;
  }

  /**
   * Says whether it stands for the vectors that the data brings, whatever they are called: an
   * embedding of a name that no type has is then of this one.
   */
  default boolean ofData() {
    return false;
  }

  /** Returns in words what a part lacks for vectors to be made; empty where it lacks nothing. */
  default Optional<String> lacks(S settings, FittingPart part) {
    return Optional.empty();
  }

  /**
   * Returns the settings among which the train requests of the nested split choose, where some are
   * left open; the first is what is taken where nothing can be asked.
   */
  default List<S> alternatives(S settings, FittingPart part) {
    return List.of(settings);
  }

  /** Returns what stands in for an alternative while several are compared: less work. */
  default S trial(S alternative) {
    return alternative;
  }

  /** Returns what tells an alternative from the others, in words. */
  default String describe(S settings) {
    return settings.toString();
  }

  /**
   * Fits vectors.
   *
   * @param name of the embedding
   * @param part what may be learned from
   * @param seed of every random choice
   * @param threads how many threads; changes nothing but the time
   * @param progress told how far it is
   */
  Embedding fit(
      String name, S settings, FittingPart part, long seed, int threads, Progress progress);

  /**
   * Reads an embedding that {@link Embedding#write} wrote to a folder.
   *
   * @param part what it was fitted on
   */
  Embedding read(String name, S settings, FittingPart part, Path folder);
}
