package sluice.sample;

import sluice.sample.truth.TrueUser;

/**
 * A user with what only the generator needs next to the truth.
 *
 * @param index the user's number, from 0
 * @param truth taste
 * @param signup when the user came, milliseconds since 1970 UTC; the end of the period for those
 *     without history
 * @param age index of the age band
 * @param hour hour of the day, 0 … 24, around which the user's sessions lie
 */
record WorldUser(int index, TrueUser truth, long signup, int age, double hour) {}
