package sluice.candidates.fusion;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import sluice.core.ConfigNode;
import sluice.core.SettingError;
import sluice.core.UserError;
import sluice.core.YamlFile;

/**
 * How the lists of the sources become one.
 *
 * @param type how a place in a list counts
 * @param n how many candidates are kept
 * @param k of {@code reciprocal-rank} alone: how little the first places stand out
 * @param weights of sources by name, where no weights are learned; 1 for those not named
 * @param quotas of sources by name: how many of a source's first items are kept in any case
 */
public record FusionSettings(
    Method type,
    int n,
    Optional<Double> k,
    Map<String, Double> weights,
    Map<String, Integer> quotas) {
  private static final double DEFAULT_K = 60;

  /** How a place in a list counts. */
  public enum Method {
    /** As one of the other methods has it: whichever is best on the tune requests. */
    AUTO,
    /** By rank and score, weighed by a logistic regression on the train requests. */
    LEARNED,
    /** By its rank. */
    RECIPROCAL_RANK,
    /** By its score, scaled within the list. */
    WEIGHTED
  }

  /** Checks and copies. */
  public FusionSettings {
    SettingError.check("n", n, 1, 1_000_000);
    SettingError.check(
        "k",
        k.isPresent() == (type == Method.RECIPROCAL_RANK),
        "reciprocal-rank needs a k, and no other type has one");
    k.ifPresent(v -> SettingError.check("k", v, 0, 1e6));
    weights.forEach((source, weight) -> SettingError.check("weights." + source, weight, 0, 1e6));
    quotas.forEach((source, quota) -> SettingError.check("quotas." + source, quota, 0, 1_000_000));
    SettingError.check(
        "weights",
        weights.isEmpty() || type == Method.RECIPROCAL_RANK || type == Method.WEIGHTED,
        "type " + type.name().toLowerCase(Locale.ROOT) + " finds the weights itself");
    weights = Map.copyOf(weights);
    quotas = Map.copyOf(quotas);
  }

  /** Says whether weights are found on the train and tune requests. */
  public boolean learns() {
    return type == Method.AUTO || type == Method.LEARNED;
  }

  /**
   * Reads the settings: a map with a {@code type}, or a bare type. A map with {@code k} or {@code
   * weights} alone means {@code reciprocal-rank}.
   */
  public static FusionSettings read(ConfigNode node) {
    ConfigNode map = node.typed();
    ConfigNode type = map.entries().get("type");
    boolean fixed = map.entries().containsKey("k") || map.entries().containsKey("weights");
    boolean ranks = type == null ? fixed : "reciprocal-rank".equals(type.toPlain());
    String defaults = YamlFile.resource(FusionSettings.class, "fusion.yaml");
    return map.bind(
        FusionSettings.class,
        ranks
            ? defaults.replace("type: auto", "type: reciprocal-rank") + "k: " + DEFAULT_K
            : defaults);
  }

  /**
   * Refuses a weight or quota of a source that is not there; {@code place} is where fusion stands.
   */
  public void check(List<String> sources, String place) {
    check("weights", weights, sources, place);
    check("quotas", quotas, sources, place);
  }

  private static void check(String key, Map<String, ?> named, List<String> sources, String place) {
    for (String name : named.keySet().stream().sorted().toList()) {
      if (!sources.contains(name)) {
        throw new UserError(
            place
                + "."
                + key
                + " names the source "
                + name
                + ", which is not among those fused"
                + ConfigNode.didYouMean(name, sources)
                + "; they are "
                + String.join(", ", sources));
      }
    }
  }

  /**
   * Returns the weights of sources in their order; those of reciprocal ranks where they are still
   * to be learned.
   */
  public FusionWeights weightsOf(List<String> sources) {
    double[] each = sources.stream().mapToDouble(s -> weights.getOrDefault(s, 1.0)).toArray();
    return type == Method.WEIGHTED
        ? FusionWeights.ofScores(sources, each)
        : FusionWeights.ofRanks("reciprocal-rank", k.orElse(DEFAULT_K), sources, each);
  }
}
