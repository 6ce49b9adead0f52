package sluice.candidates;

import java.util.List;
import java.util.Map;
import sluice.candidates.neighbour.ItemGraphs;
import sluice.core.CandidateSource;
import sluice.core.FittingPart;

/** A retrieval of sources that a test brings. */
public final class SourcesForTests {
  private SourcesForTests() {}

  /** Returns a retrieval with other sources, one for each of the settings. */
  public static Retrieval with(
      RetrievalSettings settings, FittingPart part, List<CandidateSource> sources) {
    ItemGraphs graphs = ItemGraphs.of(part, 1, 1);
    List<String> names = settings.sources().stream().map(SourceSpec::name).toList();
    return new Retrieval(
        settings,
        sources,
        List.of(),
        graphs,
        part,
        settings.fusion().weightsOf(names),
        Map.of(),
        List.of());
  }
}
