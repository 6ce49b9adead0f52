package sluice.ranking.rerank;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;
import sluice.core.FittingPart;
import sluice.core.ReRanker;
import sluice.core.plugin.ConfiguredType;

/**
 * A type of re-ranker that a config can name.
 *
 * <p>To add one, implement this and {@link ReRanker}, and name the class in {@code
 * META-INF/services/sluice.ranking.rerank.ReRankerType}.
 *
 * @param <S> the record of its settings
 */
public interface ReRankerType<S extends Record> extends ConfiguredType<S> {
  /** Returns the name of the embedding that it reads, where it reads one. */
  default Optional<String> embedding(S settings) {
    return Optional.empty();
  }

  /** Returns where among the others it makes sense; a config that puts it elsewhere is refused. */
  default Placement placement(S settings) {
    return Placement.BETWEEN;
  }

  /**
   * Returns the same settings with the weight of relevance, or another knob that trades quality for
   * what the re-ranker is for, turned from one end to the other: what a report compares. Empty
   * where there is none.
   */
  default List<Turned<S>> turned(S settings) {
    return List.of();
  }

  /**
   * Settings with a knob turned.
   *
   * @param knob its key
   * @param value what it is turned to
   * @param settings with that
   */
  record Turned<S extends Record>(String knob, double value, S settings) {
    /** Returns settings for five values from 0 to a highest. */
    static <S extends Record> List<Turned<S>> to(
        String knob, double highest, DoubleFunction<S> settings) {
      return IntStream.rangeClosed(0, 4)
          .mapToDouble(step -> step * highest / 4)
          .mapToObj(value -> new Turned<>(knob, value, settings.apply(value)))
          .toList();
    }
  }

  /**
   * Returns in words what a part lacks for the re-ranker to work at all; empty where it lacks
   * nothing. A run with a re-ranker that lacks something is refused.
   */
  default Optional<String> lacks(S settings, FittingPart part) {
    return Optional.empty();
  }

  /**
   * Fits a re-ranker on {@code input.part()}.
   *
   * @param name of the re-ranker: the type unless the config says otherwise
   */
  ReRanker fit(String name, S settings, ReRankerInput input);

  /**
   * Reads a re-ranker that {@link ReRanker#write} wrote.
   *
   * @param input the part and embeddings that it was fitted on
   * @param folder that it was written to
   */
  ReRanker read(String name, S settings, ReRankerInput input, Path folder);
}
