package sluice.studies.check;

import java.util.List;
import sluice.core.YamlFile;

/**
 * One declared behaviour test, after CheckList (Ribeiro et al. 2020): what it asks of a fitted
 * funnel, and the bound that must hold.
 */
public sealed interface BehaviourCheck
    permits Perturbation, Invariance, Direction, MinimumFunctionality, Confidence {
  /** The defaults of each type: every key with a comment. */
  String DEFAULTS = YamlFile.resource(BehaviourCheck.class, "checks.yaml");

  /** Says whether a failure fails the suite. */
  boolean required();

  /** Asks. */
  List<CheckResult> ask(ProbedFunnel funnel, Probes probes);
}
