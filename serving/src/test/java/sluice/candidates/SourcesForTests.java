package sluice.candidates;

import java.util.List;
import sluice.core.CandidateSource;
import sluice.core.FittingPart;

/** A retrieval of sources that a test brings. */
public final class SourcesForTests {
  private SourcesForTests() {}

  /** Returns a retrieval with other sources, one for each of the settings. */
  public static Retrieval with(
      RetrievalSettings settings, FittingPart part, List<CandidateSource> sources) {
    return new Retrieval(settings, sources, List.of(), part, List.of());
  }
}
