package sluice.features;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DayRowsTest {
  @Test
  void aRowIsFilledOnceADay() {
    DayRows rows = new DayRows(3, 2);
    assertThat(rows.claim(0, 7)).isTrue();
    assertThat(rows.claim(0, 7)).isFalse();
    assertThat(rows.claim(2, 7)).isTrue();
    assertThat(rows.claim(0, 8)).isTrue();
    assertThat(rows.claim(0, 7)).isTrue();
    assertThat(rows.row(2)).isEqualTo(2);
    assertThat(rows.values()).hasSize(6);
  }

  @Test
  void itemsThatShareAPlaceNeverReadEachOthersRow() {
    DayRows rows = new DayRows(1_000_000, 1);
    int other = 5 + rows.values().length;
    assertThat(rows.values().length).isLessThan(1_000_000);
    assertThat(rows.row(other)).isEqualTo(rows.row(5));
    assertThat(rows.claim(5, 1)).isTrue();
    assertThat(rows.claim(other, 1)).isTrue();
    assertThat(rows.claim(5, 1)).isTrue();
  }

  @Test
  void thereIsRoomForAnEmptyCatalogue() {
    assertThat(new DayRows(0, 3).values()).hasSize(3);
  }
}
