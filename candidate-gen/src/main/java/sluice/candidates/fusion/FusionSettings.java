package sluice.candidates.fusion;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sluice.core.ConfigNode;
import sluice.core.UserError;

/**
 * How the lists of the sources become one.
 *
 * @param method how a place in a list counts
 * @param n how many candidates are kept
 * @param k of {@code reciprocal-rank}: how little the first places stand out
 * @param weights of sources by name; 1 for those not named
 */
public record FusionSettings(Method method, int n, double k, Map<String, Double> weights) {
  /** How a place in a list counts. */
  public enum Method {
    /** By its rank. */
    RECIPROCAL_RANK,
    /** By its score, scaled within the list. */
    WEIGHTED
  }

  /** What is used where the config says nothing. */
  public static final FusionSettings DEFAULT =
      new FusionSettings(Method.RECIPROCAL_RANK, 500, 60, Map.of());

  /** Checks and copies. */
  public FusionSettings {
    if (n < 1 || !(k >= 0)) {
      throw new IllegalArgumentException("n is 1 or more, k 0 or more");
    }
    weights = Map.copyOf(weights);
  }

  /** Reads the settings: a map with a {@code type}, or a bare type. */
  public static FusionSettings read(ConfigNode node) {
    ConfigNode map = node.typed();
    String type = map.oneOf("type", "reciprocal-rank", List.of("reciprocal-rank", "weighted"));
    Map<String, Double> weights = new LinkedHashMap<>();
    map.child("weights")
        .entries()
        .forEach((source, weight) -> weights.put(source, weight.asNumber(0, 1e6)));
    Method method = type.equals("weighted") ? Method.WEIGHTED : Method.RECIPROCAL_RANK;
    FusionSettings settings =
        new FusionSettings(
            method,
            map.integer("n", DEFAULT.n, 1, 1_000_000),
            method == Method.RECIPROCAL_RANK ? map.number("k", DEFAULT.k, 0, 1e6) : DEFAULT.k,
            weights);
    map.finish();
    return settings;
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
