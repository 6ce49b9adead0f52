package sluice.evaluation.compare;

import sluice.evaluation.significance.Interval;
import sluice.evaluation.significance.VarianceSplit;

/**
 * How one side's mean varies with its users and its refits.
 *
 * @param side the side's name
 * @param measure its name
 * @param split of the values; its interval covers both sources
 * @param usersAlone the interval that one looks at without repeats: over users, refits averaged
 */
public record Refits(String side, String measure, VarianceSplit split, Interval usersAlone) {}
