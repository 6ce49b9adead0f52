package sluice.candidates;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import sluice.core.FittingPart;
import sluice.core.UserError;

/**
 * The settings of retrieval as far as data gives them something to search.
 *
 * <p>A source without it would bring nothing for anyone: a system of zeros, which every other beats
 * and none learns from.
 *
 * @param settings without the sources and the embedding that have nothing
 * @param notes what was left out and why, one sentence each
 */
public record SuitedRetrieval(RetrievalSettings settings, List<String> notes) {
  private static final String SEEN =
      "it brings what the user had before, which evaluation.seen: exclude keeps out";

  /** Copies. */
  public SuitedRetrieval {
    notes = List.copyOf(notes);
  }

  /**
   * Leaves out what has nothing to search.
   *
   * @param settings as configured
   * @param parts what is fitted on, a fold each; a source stays that has something in any of them
   * @param excludeSeen whether items of the history may not come back
   * @throws UserError where the settings name a field that the items do not have, or no fused
   *     source is left
   */
  public static SuitedRetrieval of(
      RetrievalSettings settings, List<FittingPart> parts, boolean excludeSeen) {
    settings.checkEmbeddings(parts.getFirst().vectors().keySet());
    List<String> notes = new ArrayList<>();
    Map<String, String> noVectors = new HashMap<>();
    for (EmbeddingSpec embedding : settings.embeddings()) {
      lacks(parts, embedding::lacks).ifPresent(lack -> noVectors.put(embedding.name(), lack));
    }
    List<String> kept = new ArrayList<>();
    for (SourceSpec source : settings.all()) {
      Optional<String> lack =
          excludeSeen && source.seenOnly()
              ? Optional.of(SEEN)
              : source.embedding().map(noVectors::get).or(() -> lacks(parts, source::lacks));
      if (lack.isEmpty()) {
        kept.add(source.name());
      } else {
        notes.add("The source " + source.name() + " is left out: " + lack.get() + ".");
      }
    }
    if (settings.sources().stream().noneMatch(s -> kept.contains(s.name()))) {
      throw new UserError(
          "candidates.sources: no source has anything to search in this data. "
              + String.join(" ", notes)
              + " Add a source that needs interactions alone, such as popularity");
    }
    List<String> embeddings =
        settings.shared().stream()
            .map(EmbeddingSpec::name)
            .filter(name -> !noVectors.containsKey(name))
            .toList();
    return new SuitedRetrieval(settings.only(kept, embeddings), notes);
  }

  /** Returns what is lacking in every part, in words; empty where one part lacks nothing. */
  private static Optional<String> lacks(
      List<FittingPart> parts, Function<FittingPart, Optional<String>> lacking) {
    List<Optional<String>> each = parts.stream().map(lacking).toList();
    return each.stream().allMatch(Optional::isPresent) ? each.getFirst() : Optional.empty();
  }
}
