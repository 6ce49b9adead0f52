package sluice.pipeline.funnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.core.Column;
import sluice.core.Dictionary;
import sluice.core.EntityTable;
import sluice.core.UserError;
import sluice.evaluation.slices.Slice;

class ColumnSlicesTest {
  @Test
  void categoriesGoByFrequencyAndOverlap() {
    Column.Categories genres =
        new Column.Categories(
            Dictionary.of(List.of("drama", "comedy", "war")),
            new int[] {0, 2, 3, 3, 4},
            new int[] {0, 1, 1, 1});
    List<Slice> slices = ColumnSlices.of("genres", genres, 5, e -> e == 4 ? -1 : e);
    assertThat(slices).extracting(Slice::label).containsExactly("comedy", "drama", "no value");
    assertThat(slices).extracting(Slice::size).containsExactly(3, 1, 2);
    assertThat(slices.get(0).contains(0)).isTrue();
    assertThat(slices.get(1).contains(0)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void quartersPartEveryElementOnceAndKeepEqualsTogether(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int n = 1 + random.nextInt(60);
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = random.nextInt(8) == 0 ? Float.NaN : random.nextInt(1 + random.nextInt(20));
    }
    List<Slice> slices = ColumnSlices.of("year", new Column.Numbers(values), n, e -> e);
    for (int i = 0; i < n; i++) {
      int own = i;
      assertThat(slices.stream().filter(s -> s.contains(own)).count()).isOne();
      for (int j = 0; j < i; j++) {
        int other = j;
        if (values[i] == values[j]) {
          assertThat(slices).allMatch(s -> s.contains(own) == s.contains(other));
        }
      }
    }
    assertThat(slices.size()).isBetween(1, 5);
    assertThat(slices).allMatch(s -> s.size() > 0);
  }

  @Test
  void timesAreNamedByTheirDay() {
    long day = 86_400_000L;
    Column.Times times = new Column.Times(new long[] {0, day, 2 * day, 3 * day, Long.MIN_VALUE});
    assertThat(ColumnSlices.of("from", times, 5, e -> e))
        .extracting(Slice::label)
        .containsExactly("1970-01-01", "1970-01-02", "1970-01-03", "1970-01-04", "no value");
  }

  @Test
  void aColumnThatIsNotThereIsAnErrorWithTheNearest() {
    Map<String, Column> columns = new LinkedHashMap<>();
    columns.put("title", new Column.Texts(new String[] {"a"}));
    columns.put("year", new Column.Numbers(new float[] {1}));
    EntityTable items = EntityTable.undated(1, columns);
    EntityTable users = EntityTable.empty(1);
    assertThatThrownBy(() -> ColumnSlices.check(List.of("yeer"), users, items))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll("evaluation.slices", "\"yeer\"", "did you mean year?");
    assertThatThrownBy(() -> ColumnSlices.check(List.of("title"), users, items))
        .hasMessageContaining("can be sliced by. There are: year");
    ColumnSlices.check(List.of("year"), users, items);
    assertThat(ColumnSlices.columns(items, List.of())).containsExactly("year");
  }
}
