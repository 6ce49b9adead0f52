package sluice.candidates.neighbour;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import sluice.candidates.SourceInput;
import sluice.candidates.SourceType;
import sluice.core.CandidateSource;
import sluice.core.FittingPart;
import sluice.core.graph.ItemRelation;

/** What the types of sources have in common that follow an item-to-item graph. */
abstract class NeighbourSourceType<S extends Record & NeighbourSettings> implements SourceType<S> {
  @Override
  public final int n(S settings) {
    return settings.n();
  }

  @Override
  public Optional<String> lacks(S settings, FittingPart part, String place) {
    return Sequences.lacks(part);
  }

  @Override
  public List<ItemRelation> graphs(S settings) {
    return List.of(settings.graph());
  }

  @Override
  public CandidateSource fit(String name, S settings, SourceInput input) {
    return new NeighbourSource(
        name,
        settings.recent(),
        settings.forgetting(),
        input.graph(settings.graph()),
        EventFilter.all(input.part().interactions()));
  }

  @Override
  public final CandidateSource read(String name, S settings, SourceInput input, Path folder) {
    return fit(name, settings, input);
  }
}
