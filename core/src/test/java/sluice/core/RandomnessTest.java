package sluice.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Golden values by {@code src/test/python/randomness.py}. */
class RandomnessTest {
  @Test
  void mixes() {
    assertThat(Randomness.mix(0)).isZero();
    assertThat(Randomness.mix(1)).isEqualTo(0x5692161d100b05e5L);
    assertThat(Randomness.mix(42)).isEqualTo(0xa759ea27d4727622L);
    assertThat(Randomness.mix(-1)).isEqualTo(0xb4d055fcf2cbbd7bL);
  }

  @Test
  void hashesText() {
    assertThat(Randomness.hash("")).isEqualTo(0xf52a15e9a9b5e89bL);
    assertThat(Randomness.hash("a")).isEqualTo(0x2c0bdbf481420f8L);
    assertThat(Randomness.hash("tie")).isEqualTo(0xb7e633b70eaeed67L);
    assertThat(Randomness.hash("user 17")).isEqualTo(0x5375fc03d9527f59L);
    assertThat(Randomness.hash("é")).isEqualTo(0x233403617480019eL);
    assertThat(Randomness.hash("\uD83D\uDE00")).isEqualTo(0xbdbddaf83dff6570L);
  }

  @Test
  void makesKeysNumbersAndSequences() {
    check(
        0,
        "",
        0,
        0x61f7c82b6e18dabbL,
        0.6317358855350589,
        0x719fd0177051b923L,
        0x586cfa5c19f6ca4eL);
    check(
        42,
        "tie",
        7,
        0x43f50d6433787dcdL,
        0.8384722154052738,
        0xa425f7221fa8249eL,
        0xac61dfededcf8eefL);
    check(
        -1,
        "ranker-part",
        Randomness.hash("u1"),
        0xdf26fed3973ba56L,
        0.8668657133615532,
        0x525ec427174f15cbL,
        0xd792b0648ce777c6L);
  }

  private static void check(
      long seed, String purpose, long id, long key, double uniform, long first, long second) {
    assertThat(Randomness.key(seed, purpose, id)).isEqualTo(key);
    assertThat(Randomness.uniform(key)).isEqualTo(uniform);
    SplittableRandom generator = Randomness.generator(seed, purpose, id);
    assertThat(generator.nextLong()).isEqualTo(first);
    assertThat(generator.nextLong()).isEqualTo(second);
  }

  @Test
  void isUniform() {
    int[] deciles = new int[10];
    double sum = 0;
    int n = 100_000;
    for (int i = 0; i < n; i++) {
      double u = Randomness.uniform(Randomness.key(1, "test", i));
      assertThat(u).isGreaterThanOrEqualTo(0).isLessThan(1);
      deciles[(int) (10 * u)]++;
      sum += u;
    }
    // Six standard errors.
    assertThat(sum / n).isCloseTo(0.5, within(6 / Math.sqrt(12.0 * n)));
    for (int count : deciles) {
      assertThat((double) count).isCloseTo(n / 10.0, within(6 * Math.sqrt(n * 0.09)));
    }
  }
}
