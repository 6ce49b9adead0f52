package sluice.candidates;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sluice.candidates.content.ContentEmbedding;
import sluice.candidates.source.SourceSettings;
import sluice.candidates.text.ItemTermReader;
import sluice.core.FittingPart;
import sluice.core.Histories;
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
  /** Copies. */
  public SuitedRetrieval {
    notes = List.copyOf(notes);
  }

  /**
   * Leaves out what has nothing to search.
   *
   * @param settings as configured
   * @param parts what is fitted on, a fold each; a source stays that has something in any of them
   * @throws UserError where the settings name a field that the items do not have, or no fused
   *     source is left
   */
  public static SuitedRetrieval of(RetrievalSettings settings, List<FittingPart> parts) {
    List<String> notes = new ArrayList<>();
    boolean content =
        settings
            .content()
            .filter(c -> parts.stream().anyMatch(p -> ContentEmbedding.possible(p, c)))
            .isPresent();
    List<String> kept = new ArrayList<>();
    for (SourceSettings source : settings.all()) {
      List<Optional<String>> missing =
          parts.stream().map(part -> missing(source, part, content)).toList();
      if (missing.stream().anyMatch(Optional::isEmpty)) {
        kept.add(source.name());
      } else {
        notes.add(
            "The source "
                + source.name()
                + " is left out: "
                + missing.getFirst().orElseThrow()
                + ".");
      }
    }
    if (settings.sources().stream().noneMatch(s -> kept.contains(s.name()))) {
      throw new UserError(
          "candidates.sources: no source has anything to search in this data. "
              + String.join(" ", notes)
              + " Add a source that needs interactions alone, such as popularity");
    }
    List<String> embeddings = new ArrayList<>(settings.embeddingNames());
    if (!content) {
      embeddings.remove(ContentEmbedding.NAME);
    }
    return new SuitedRetrieval(settings.only(kept, embeddings), notes);
  }

  /** Returns what a source lacks in a part, in words; empty where it has something to search. */
  private static Optional<String> missing(
      SourceSettings source, FittingPart part, boolean content) {
    return switch (source) {
      case SourceSettings.Popularity p -> Optional.empty();
      case SourceSettings.Lucene l -> {
        List<String> fields = FittedSources.fields(part, l);
        yield ItemTermReader.any(part, fields)
            ? Optional.empty()
            : Optional.of(
                fields.isEmpty()
                    ? "the items have no title, name, text column, genres or tags to search"
                    : "the items have no words in " + String.join(", ", fields));
      }
      case SourceSettings.Vector v ->
          v.embedding().equals(ContentEmbedding.NAME) && !content
              ? Optional.of(
                  "there are no content vectors, as no two items share a word, category or tag")
              : Optional.empty();
      case SourceSettings.Neighbours n ->
          anyTwo(part)
              ? Optional.empty()
              : Optional.of(
                  "no user has interactions with two different items, so that none are related");
    };
  }

  private static boolean anyTwo(FittingPart part) {
    Histories histories = part.histories();
    for (int user = 0; user < histories.users(); user++) {
      for (int k = 1; k < histories.size(user); k++) {
        if (part.interactions().item(histories.row(user, k))
            != part.interactions().item(histories.row(user, 0))) {
          return true;
        }
      }
    }
    return false;
  }
}
