package sluice.studies.check;

import java.util.List;
import sluice.core.ConfigNode;

/**
 * One declared behaviour test, after CheckList (Ribeiro et al. 2020): what it asks of a fitted
 * funnel, and the bound that must hold.
 */
public sealed interface BehaviourCheck
    permits Perturbation, Invariance, Direction, MinimumFunctionality, Confidence {
  /** The types, as in config. */
  List<String> TYPES =
      List.of("minimum-functionality", "invariance", "perturbation", "direction", "confidence");

  /** Says whether a failure fails the suite. */
  boolean required();

  /** Asks. */
  List<CheckResult> ask(Recommender recommender, Probes probes);

  /** Reads one check; a bare word is its type. */
  static BehaviourCheck read(ConfigNode element) {
    ConfigNode node = element.typed();
    String type = node.require("type").asOneOf(TYPES);
    BehaviourCheck check =
        switch (type) {
          case "perturbation" -> Perturbation.read(node);
          case "invariance" -> Invariance.read(node);
          case "direction" -> Direction.read(node);
          case "confidence" -> Confidence.read(node);
          default -> MinimumFunctionality.read(node);
        };
    node.finish();
    return check;
  }
}
