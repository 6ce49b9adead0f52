package sluice.candidates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.core.Catalogue;
import sluice.core.Dictionary;
import sluice.core.EntityTable;
import sluice.core.FittingPart;
import sluice.core.Histories;
import sluice.core.History;
import sluice.core.Interactions;
import sluice.core.Request;
import sluice.core.Tags;

/** What a request has set aside never comes back, whatever is said of seen items. */
class EligibilityTest {
  private static FittingPart part() {
    Interactions none = new Interactions.Columns(List.of("view"), 0).build();
    return new FittingPart(
        Dictionary.of(List.of("u")),
        Catalogue.always(Dictionary.of(List.of("a", "b", "c", "d"))),
        none,
        new Histories(none, 1),
        EntityTable.empty(4),
        EntityTable.empty(1),
        Tags.none(),
        Optional.empty(),
        Long.MAX_VALUE,
        false);
  }

  private static List<Integer> eligible(boolean excludeSeen, int[] history, int... setAside) {
    int n = history.length;
    History known = new History(history, new long[n], new float[n], new float[n]);
    Request request = new Request("u", 0, "u", 1, known, Map.of(), setAside);
    IntPredicate may = Eligibility.of(part(), excludeSeen).forRequest(request);
    return IntStream.range(0, 4).filter(may).boxed().toList();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsSetAsideNeverComesBack(boolean excludeSeen) {
    assertThat(eligible(excludeSeen, new int[] {0}, 2))
        .containsExactlyElementsOf(excludeSeen ? List.of(1, 3) : List.of(0, 1, 3));
    assertThat(eligible(excludeSeen, new int[0], 2, 3)).containsExactly(0, 1);
    assertThat(eligible(excludeSeen, new int[0])).containsExactly(0, 1, 2, 3);
  }
}
