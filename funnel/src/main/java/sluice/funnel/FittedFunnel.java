package sluice.funnel;

import java.util.function.IntPredicate;
import sluice.candidates.Eligibility;
import sluice.candidates.Retrieval;
import sluice.core.Candidates;
import sluice.core.FittingPart;
import sluice.core.Request;
import sluice.core.TieBreak;
import sluice.features.FeatureAssembler;

/**
 * Retrieval and features fitted on one part: turns a request into candidates with feature rows.
 *
 * <p>Everything in it is a function of the part, the config and the seed. Safe for use by many
 * threads.
 *
 * @param part what it was fitted on
 * @param retrieval sources and fusion
 * @param assembler feature rows
 * @param eligibility which items may be recommended for a request
 * @param seed of ties
 */
public record FittedFunnel(
    FittingPart part,
    Retrieval retrieval,
    FeatureAssembler assembler,
    Eligibility eligibility,
    long seed) {

  /** Returns the same with other feature rows. */
  public FittedFunnel with(FeatureAssembler next) {
    return new FittedFunnel(part, retrieval, next, eligibility, seed);
  }

  /** Returns which items may be recommended; valid for this thread until its next request. */
  public IntPredicate eligible(Request request) {
    return eligibility.forRequest(request);
  }

  /** Returns the order among equal scores. */
  public TieBreak ties(Request request) {
    return TieBreak.of(seed, request, part.catalogue());
  }

  /** Returns the fused candidates of a request. */
  public Candidates candidates(Request request) {
    return retrieval.candidates(request, eligible(request), ties(request));
  }
}
