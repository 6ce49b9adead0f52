package sluice.candidates.fusion;

import java.util.List;
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
 * @param weights of sources by name; 1 for those not named
 */
public record FusionSettings(Method type, int n, Optional<Double> k, Map<String, Double> weights) {
  /** How a place in a list counts. */
  public enum Method {
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
    weights = Map.copyOf(weights);
  }

  /** Reads the settings: a map with a {@code type}, or a bare type. */
  public static FusionSettings read(ConfigNode node) {
    ConfigNode map = node.typed();
    ConfigNode type = map.entries().get("type");
    boolean weighted = type != null && "weighted".equals(type.toPlain());
    String defaults = YamlFile.resource(FusionSettings.class, "fusion.yaml");
    return map.bind(
        FusionSettings.class, weighted ? defaults.replaceAll("(?m)^k:.*", "") : defaults);
  }

  /** Refuses a weight of a source that is not there; {@code place} is where the weights stand. */
  public void check(List<String> sources, String place) {
    for (String name : weights.keySet().stream().sorted().toList()) {
      if (!sources.contains(name)) {
        throw new UserError(
            place
                + " names the source "
                + name
                + ", which is not among those fused"
                + ConfigNode.didYouMean(name, sources)
                + "; they are "
                + String.join(", ", sources));
      }
    }
  }

  /** Returns the weights of sources in their order. */
  double[] weightsOf(List<String> sources) {
    return sources.stream().mapToDouble(s -> weights.getOrDefault(s, 1.0)).toArray();
  }
}
