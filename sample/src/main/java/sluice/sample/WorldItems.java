package sluice.sample;

import sluice.sample.truth.TrueItems;

/**
 * The items of a world with what only the generator needs next to their truth.
 *
 * @param truth the items as they truly are
 * @param quality how well an item keeps what it promises: drives watch time and likes, mean 0,
 *     standard deviation 1
 * @param weight the logging policy's weight of an item before freshness
 * @param duration length in seconds
 * @param episode number in its series, 0 where it is in none
 * @param series first item of its series, or itself
 */
@SuppressWarnings("ArrayRecordComponent")
record WorldItems(
    TrueItems truth,
    float[] quality,
    double[] weight,
    int[] duration,
    int[] episode,
    int[] series) {
  int size() {
    return truth.size();
  }
}
