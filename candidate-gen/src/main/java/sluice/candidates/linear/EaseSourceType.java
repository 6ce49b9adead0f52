package sluice.candidates.linear;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import sluice.candidates.SourceInput;
import sluice.candidates.SourceType;
import sluice.candidates.neighbour.Sequences;
import sluice.core.CandidateSource;
import sluice.core.FittingPart;
import sluice.core.Randomness;
import sluice.core.UserError;

/** {@code ease}: what the history's items predict by linear regression, see {@link Ease}. */
public final class EaseSourceType implements SourceType<EaseSettings> {
  private static final double MB = 1e6;

  @Override
  public String type() {
    return "ease";
  }

  @Override
  public Class<EaseSettings> settings() {
    return EaseSettings.class;
  }

  @Override
  public String defaults() {
    return """
    n: 400           # how many items it brings
    # regularization: 200, say: how much weights are held back; without it by what the data says
    items: 4000      # how many items have weights at most, those with most users
    minCount: 1      # how many users an item must have for weights
    neighbours: 0    # how many weights of an item are kept; 0 for all
    recent: 0        # how many of the user's latest items count; 0 for all
    # forgetting: 0.5, say: how fast the history is forgotten; without it 0 or 0.5, by the train requests
    # halfLifeDays: 365, say: after how many days an interaction counts half; without it never
    memory: 150      # how many MB fitting may take
    """;
  }

  @Override
  public int n(EaseSettings settings) {
    return settings.n();
  }

  @Override
  public Optional<String> lacks(EaseSettings settings, FittingPart part, String place) {
    return Sequences.lacks(part);
  }

  @Override
  public CandidateSource fit(String name, EaseSettings settings, SourceInput input) {
    FittingPart part = input.part();
    long seed = Randomness.key(input.seed(), "ease", 0);
    Sequences rows = Sequences.of(part, Integer.MAX_VALUE, true);
    int[] items = Ease.items(part, rows, settings.items(), settings.minCount(), seed);
    checkMemory(
        input.place(),
        items.length,
        Ease.bytes(items.length, settings.neighbours()),
        settings.memory(),
        Runtime.getRuntime().maxMemory());
    Ease.Fitted fitted = Ease.fit(part, rows, items, settings, seed, input.threads());
    input.note(
        String.format(
            Locale.ROOT,
            "%s: weights of %,d of %,d items, %.0f MB; λ %.0f%s.",
            name,
            items.length,
            part.catalogue().size(),
            Math.ceil(fitted.weights().bytes() / MB),
            fitted.regularization(),
            settings.halfLifeDays().isPresent() && !part.timed()
                ? "; halfLifeDays changes nothing, for the protocol does not go by time"
                : ""));
    return source(name, settings, part, fitted.weights());
  }

  @Override
  public CandidateSource read(String name, EaseSettings settings, SourceInput input, Path folder) {
    return source(name, settings, input.part(), LinearSource.read(folder));
  }

  private static CandidateSource source(
      String name, EaseSettings settings, FittingPart part, ItemWeights weights) {
    double halfLife =
        part.timed()
            ? settings.halfLifeDays().orElse(Double.POSITIVE_INFINITY)
            : Double.POSITIVE_INFINITY;
    return new LinearSource(
        name, settings.recent(), settings.forgetting(), halfLife, weights, part.catalogue().size());
  }

  /**
   * Refuses to take more than the setting {@code memory}, or more than half of the heap.
   *
   * @throws UserError with what helps
   */
  static void checkMemory(String place, int items, long bytes, int memory, long heap) {
    String needed =
        String.format(
            Locale.ROOT, "%s: weights of %,d items take %.0f MB, ", place, items, bytes / MB);
    if (bytes > memory * MB) {
      throw new UserError(
          needed + "more than memory: " + memory + "; raise memory, or lower items");
    }
    if (bytes > heap / 2) {
      throw new UserError(
          needed
              + String.format(Locale.ROOT, "more than half of the heap of %.0f MB; ", heap / MB)
              + "give more heap with SLUICE_HEAP, or lower items");
    }
  }
}
