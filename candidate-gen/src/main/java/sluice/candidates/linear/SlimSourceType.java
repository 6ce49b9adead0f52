package sluice.candidates.linear;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import sluice.candidates.SourceInput;
import sluice.candidates.SourceType;
import sluice.candidates.neighbour.Sequences;
import sluice.core.CandidateSource;
import sluice.core.FittingPart;
import sluice.core.graph.CoOccurrence;
import sluice.core.graph.ItemGraph;

/** {@code slim}: what few items of the history predict, by sparse regression, see {@link Slim}. */
public final class SlimSourceType implements SourceType<SlimSettings> {
  @Override
  public String type() {
    return "slim";
  }

  @Override
  public Class<SlimSettings> settings() {
    return SlimSettings.class;
  }

  @Override
  public String defaults() {
    return """
    n: 400            # how many items it brings
    l1: 1.0           # the more, the fewer weights an item has
    l2: 100.0         # how much weights are held back
    neighbours: 200   # from how many items each is predicted, those nearest by cosine
    iterations: 30    # rounds over the weights of an item at most
    tolerance: 0.001  # an item is done when no weight of a round moves by more
    recent: 0         # how many of the user's latest items count; 0 for all
    # forgetting: 0.5, say: how fast the history is forgotten; without it 0 or 0.5, by the train requests
    """;
  }

  @Override
  public int n(SlimSettings settings) {
    return settings.n();
  }

  @Override
  public Optional<String> lacks(SlimSettings settings, FittingPart part, String place) {
    return Sequences.lacks(part);
  }

  @Override
  public CandidateSource fit(String name, SlimSettings settings, SourceInput input) {
    FittingPart part = input.part();
    Sequences rows = Sequences.of(part, Integer.MAX_VALUE, true);
    ItemGraph nearest =
        input.graph(
            new CoOccurrence("cosine", "none", 0, settings.neighbours(), 1_000_000, 1_000_000));
    ItemWeights weights = Slim.fit(rows, part.users().size(), nearest, settings, input.threads());
    input.note(
        String.format(
            Locale.ROOT,
            "%s: %,d weights of %,d items, %.0f MB.",
            name,
            weights.count(),
            weights.size(),
            Math.ceil(weights.bytes() / 1e6)));
    return source(name, settings, part, weights);
  }

  @Override
  public CandidateSource read(String name, SlimSettings settings, SourceInput input, Path folder) {
    return source(name, settings, input.part(), LinearSource.read(folder));
  }

  private static CandidateSource source(
      String name, SlimSettings settings, FittingPart part, ItemWeights weights) {
    return new LinearSource(
        name,
        settings.recent(),
        settings.forgetting(),
        Double.POSITIVE_INFINITY,
        weights,
        part.catalogue().size());
  }
}
