package sluice.candidates.neighbour;

import sluice.candidates.neighbour.Relatedness.Relation;
import sluice.core.SettingError;

/**
 * {@code transitions}: what followed the latest items in other histories, see {@link
 * ItemGraphBuilder}.
 */
public final class TransitionsType extends NeighbourType<TransitionsType.Settings> {
  /**
   * The settings.
   *
   * @param n how many items it brings
   * @param neighbours how many are kept of each item
   * @param shrink pulls the similarity of rarely seen items towards 0
   * @param recent how many of the user's latest interactions are followed; 0 for all
   * @param distance how many steps apart two interactions may be
   * @param decay by how much an interaction counts less than the one after it
   */
  public record Settings(
      int n, int neighbours, double shrink, int recent, int distance, double decay) {
    /** Checks. */
    public Settings {
      check(n, neighbours, shrink, recent, decay);
      SettingError.check("distance", distance, 1, 1000);
    }
  }

  @Override
  public String type() {
    return "transitions";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public String defaults() {
    return """
    n: 400            # how many items it brings
    neighbours: 200   # how many are kept of each item
    shrink: 5         # pulls the similarity of rarely seen items towards 0
    recent: 10        # how many of the latest interactions are followed; 0 for all
    distance: 5       # how many steps apart two interactions may be
    decay: 0.8        # by how much an interaction counts less than the one after it
    """;
  }

  @Override
  public int n(Settings settings) {
    return settings.n();
  }

  @Override
  Relatedness relatedness(Settings settings) {
    return new Relatedness(
        Relation.TRANSITIONS, settings.neighbours(), settings.shrink(), settings.distance());
  }

  @Override
  int recent(Settings settings) {
    return settings.recent();
  }

  @Override
  double decay(Settings settings) {
    return settings.decay();
  }
}
