package sluice.candidates.als;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import sluice.core.FittingPart;
import sluice.core.SettingError;
import sluice.core.YamlFile;

/**
 * What a config says of implicit alternating least squares: {@link AlsSettings} of which {@code
 * alpha} and {@code regularization} may be left open.
 *
 * <p>What is left open is chosen among a few pairs by the train requests of the nested split. No
 * one pair suits dense and sparse data alike: the weight of all pairs that were not observed grows
 * with the catalogue, that of those observed with the length of a history. So the strengths that
 * are tried are relative: c · α n̄, n̄ being the mean number of interactions of a user, for a user
 * of that length.
 *
 * @param factors as in {@link AlsSettings}
 * @param iterations as in {@link AlsSettings}
 * @param alpha as in {@link AlsSettings}; empty where it is chosen
 * @param regularization as in {@link AlsSettings}; empty where it is chosen
 * @param scaling as in {@link AlsSettings}
 * @param steps as in {@link AlsSettings}
 */
public record IalsSettings(
    int factors,
    int iterations,
    Optional<Double> alpha,
    Optional<Double> regularization,
    double scaling,
    int steps) {
  static final String DEFAULTS = YamlFile.resource(IalsSettings.class, "ials.yaml");

  /** What is used where the config says nothing. */
  static final IalsSettings DEFAULT = YamlFile.parse(DEFAULTS, "defaults").bind(IalsSettings.class);

  /**
   * Pairs of α and relative strength c: for short histories, in between, for long ones. Where
   * nothing can be asked, the first is taken.
   */
  private static final double[][] PAIRS = {{10, 0.1}, {30, 0.1}, {3, 0.4}, {3, 1.5}};

  private static final int TRIAL_FACTORS = 32;
  private static final int TRIAL_ITERATIONS = 6;
  private static final double[] ALPHAS = {10, 3, 30};
  private static final double[] STRENGTHS = {0.1, 0.4, 1.5};

  /** Checks. */
  public IalsSettings {
    var _ =
        new AlsSettings(
            factors, iterations, alpha.orElse(1.0), regularization.orElse(1.0), scaling, steps);
    SettingError.check("alpha", alpha.map(a -> a > 0).orElse(true), "a number above 0 is expected");
  }

  /** Returns what is tried on a part: one where nothing is open. */
  List<IalsSettings> alternatives(FittingPart part) {
    List<IalsSettings> all = new ArrayList<>();
    if (alpha.isEmpty() && regularization.isEmpty()) {
      for (double[] pair : PAIRS) {
        all.add(with(pair[0], lambda(part, pair[0], pair[1])));
      }
    } else if (alpha.isEmpty()) {
      for (double a : ALPHAS) {
        all.add(with(a, regularization.orElseThrow()));
      }
    } else if (regularization.isEmpty()) {
      for (double c : STRENGTHS) {
        all.add(with(alpha.orElseThrow(), lambda(part, alpha.orElseThrow(), c)));
      }
    } else {
      all.add(this);
    }
    return all;
  }

  /** Returns what stands in for these settings while alternatives are compared: less work. */
  IalsSettings trial() {
    return new IalsSettings(
        Math.min(factors, TRIAL_FACTORS),
        Math.min(iterations, TRIAL_ITERATIONS),
        alpha,
        regularization,
        scaling,
        steps);
  }

  /** Returns the settings of the training; what is open is the first that would be tried. */
  AlsSettings closed(FittingPart part) {
    IalsSettings first = alternatives(part).getFirst();
    return new AlsSettings(
        factors,
        iterations,
        first.alpha.orElseThrow(),
        first.regularization.orElseThrow(),
        scaling,
        steps);
  }

  /** Returns the λ that holds a user of mean length back by c · α n̄. */
  private double lambda(FittingPart part, double a, double c) {
    long users =
        Math.max(
            1,
            IntStream.range(0, part.users().size())
                .filter(u -> part.histories().size(u) > 0)
                .count());
    double mean = Math.max(1, (double) part.interactions().size() / users);
    return Math.clamp(
        c * a * mean / Math.pow(part.catalogue().size() + a * mean, scaling), 1e-9, 1e6);
  }

  private IalsSettings with(double a, double lambda) {
    return new IalsSettings(
        factors, iterations, Optional.of(a), Optional.of(lambda), scaling, steps);
  }
}
