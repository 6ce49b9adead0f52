package sluice.funnel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import sluice.core.RankedItems;

final class SourcePolicyTest {
  private final RankedItems list = new RankedItems(new int[] {4, 2}, new float[] {2, 1});

  @Test
  void whatIsLeftOutIsNotAskedAndBringsNothing() {
    SourcePolicy policy = SourcePolicy.without("a"::equals);
    SourceOutcome without =
        policy.ask(
            "a",
            9,
            () -> {
              throw new IllegalStateException("asked");
            });
    assertThat(without.list().size()).isZero();
    assertThat(without.status()).isEqualTo(SourceOutcome.Status.SKIPPED);
    SourceOutcome with = policy.ask("b", 9, () -> list);
    assertThat(with.list()).isSameAs(list);
    assertThat(with.status()).isEqualTo(SourceOutcome.Status.ANSWERED);
  }
}
