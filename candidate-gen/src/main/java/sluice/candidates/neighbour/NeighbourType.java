package sluice.candidates.neighbour;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import sluice.candidates.SourceInput;
import sluice.candidates.SourceType;
import sluice.core.CandidateSource;
import sluice.core.FittingPart;
import sluice.core.Histories;
import sluice.core.SettingError;
import sluice.core.graph.ItemRelation;

/** What the types of sources have in common that follow an item-to-item graph. */
abstract class NeighbourType<S extends Record> implements SourceType<S> {
  /** Checks the settings that all have. */
  static void check(int n, int recent, double decay) {
    SettingError.check("n", n, 1, 1_000_000);
    SettingError.check("recent", recent, 0, 1_000_000);
    SettingError.check("decay", decay, 0.01, 1);
  }

  /** Returns what makes two items neighbours. */
  abstract ItemRelation relation(S settings);

  /** Returns how many of the latest interactions are followed; 0 for all. */
  abstract int recent(S settings);

  /** Returns by how much an interaction counts less than the one after it. */
  abstract double decay(S settings);

  @Override
  public Optional<String> lacks(S settings, FittingPart part, String place) {
    return anyTwo(part)
        ? Optional.empty()
        : Optional.of(
            "no user has interactions with two different items, so that none are related");
  }

  @Override
  public List<ItemRelation> graphs(S settings) {
    return List.of(relation(settings));
  }

  @Override
  public CandidateSource fit(String name, S settings, SourceInput input) {
    return new NeighbourSource(
        name, recent(settings), decay(settings), input.graph(relation(settings)));
  }

  @Override
  public CandidateSource read(String name, S settings, SourceInput input, Path folder) {
    return fit(name, settings, input);
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
