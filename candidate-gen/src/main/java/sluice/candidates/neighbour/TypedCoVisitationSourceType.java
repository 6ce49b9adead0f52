package sluice.candidates.neighbour;

import java.util.Optional;
import sluice.candidates.ForgettingSource;
import sluice.candidates.SourceInput;
import sluice.core.CandidateSource;
import sluice.core.FittingPart;
import sluice.core.Interactions;
import sluice.core.graph.TypedTransitions;

/**
 * {@code typed-co-visitation}: what was bought near what the user clicked, say, see {@link
 * TypedTransitions}. Of the history only events of the types {@code from} are followed.
 */
public final class TypedCoVisitationSourceType
    extends NeighbourSourceType<TypedCoVisitationSourceType.Settings> {
  /**
   * The settings.
   *
   * @param n how many items it brings
   * @param recent how many of the user's latest interactions are followed; 0 for all
   * @param forgetting how fast the history is forgotten, see {@link ForgettingSource}; empty where
   *     it is chosen
   * @param graph what makes two items neighbours
   */
  public record Settings(int n, int recent, Optional<Double> forgetting, TypedTransitions graph)
      implements NeighbourSettings {
    /** Checks. */
    public Settings {
      NeighbourSettings.check(n, recent, forgetting);
    }
  }

  @Override
  public String type() {
    return "typed-co-visitation";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public String defaults() {
    return """
    n: 400            # how many items it brings
    recent: 0         # how many of the latest interactions of a type in graph.from are followed; 0 for all
    # forgetting: 0.5, say: how fast the history is forgotten; without it 0 or 0.5, by the train requests
    graph:            # from, to: event types of the first and the second item; []: all
      {from: [], to: [], hours: 24.0, direction: both, window: 30, decay: 0.95, halfLifeDays: 7.0, alpha: 0.5,
       beta: 0.5, shrink: 2.0, neighbours: 300, longest: 1000}
    """;
  }

  @Override
  public Optional<String> lacks(Settings settings, FittingPart part, String place) {
    Interactions rows = part.interactions();
    EventFilter from = EventFilter.of(settings.graph().from(), rows, place + ".graph.from");
    EventFilter to = EventFilter.of(settings.graph().to(), rows, place + ".graph.to");
    return from.any(rows) && to.any(rows)
        ? super.lacks(settings, part, place)
        : Optional.of("there are no positive interactions of the types in graph.from or graph.to");
  }

  @Override
  public CandidateSource fit(String name, Settings settings, SourceInput input) {
    EventFilter followed =
        EventFilter.of(
            settings.graph().from(), input.part().interactions(), input.place() + ".graph.from");
    return new NeighbourSource(
        name, settings.recent(), settings.forgetting(), input.graph(settings.graph()), followed);
  }
}
