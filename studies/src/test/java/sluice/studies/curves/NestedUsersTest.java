package sluice.studies.curves;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NestedUsersTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 100, 1000})
  void everySmallerShareIsAPartAndTheOrderOfTheUsersDoesNotMatter(int users) {
    List<String> all = new ArrayList<>();
    for (int u = 0; u < users; u++) {
      all.add("u" + u);
    }
    for (long seed = 0; seed < 5; seed++) {
      NestedUsers nested = new NestedUsers(seed, all);
      NestedUsers reversed = new NestedUsers(seed, all.reversed());
      Set<String> smaller = Set.of();
      for (double share : new double[] {0.01, 0.1, 0.3, 0.5, 0.99, 1}) {
        Set<String> part = nested.share(share);
        assertThat(part).containsAll(smaller).isEqualTo(reversed.share(share));
        assertThat(part).hasSize(Math.max(1, (int) Math.round(share * users)));
        smaller = part;
      }
      assertThat(smaller).containsExactlyInAnyOrderElementsOf(all);
    }
  }
}
