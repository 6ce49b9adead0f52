package sluice.core;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * The one place randomness comes from: a pure function of (seed, purpose, id), never of shared
 * state or of threads.
 *
 * <p>Mixing is SplitMix64's finaliser (Steele, Lea, Flood 2014); strings are hashed by 64-bit
 * FNV-1a over UTF-8, then mixed. Not for cryptography.
 */
public final class Randomness {
  private Randomness() {}

  /** Mixes the bits of a 64-bit value; a bijection. */
  public static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** Hashes a string to 64 bits, the same on every machine. */
  public static long hash(String text) {
    long h = 0xcbf29ce484222325L;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      h = (h ^ (b & 0xff)) * 0x100000001b3L;
    }
    return mix(h);
  }

  /** Combines a seed, a purpose and an id's hash into one 64-bit key. */
  public static long key(long seed, String purpose, long id) {
    return mix(mix(seed + 0x9e3779b97f4a7c15L ^ hash(purpose)) + mix(id + 0x9e3779b97f4a7c15L));
  }

  /** Returns a generator for one purpose and id; equal arguments give equal sequences. */
  public static SplittableRandom generator(long seed, String purpose, long id) {
    return new SplittableRandom(key(seed, purpose, id));
  }

  /** Returns a number in [0, 1) from a key. */
  public static double uniform(long key) {
    return (mix(key) >>> 11) * 0x1.0p-53;
  }
}
