package sluice.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.core.UserError;

class ArrayFileTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("x.arrays");
  }

  @Test
  void everythingIsReadBackToTheBit() {
    SplittableRandom random = new SplittableRandom(5);
    int[] ints = random.ints(400_000).toArray();
    float[] floats = {0f, -0f, Float.NaN, Float.intBitsToFloat(0x7fc00001), Float.MIN_VALUE, 1e30f};
    double[] doubles = {Double.NEGATIVE_INFINITY, -0d, 0.1};
    long[] longs = random.longs(200_000).toArray();
    List<String> texts = List.of("", "Amélie", "x".repeat(3_000_000), "日本", "\u0000\n");
    try (ArrayWriter out = new ArrayWriter(file)) {
      out.ints("ints", ints).floats("floats", floats).doubles("doubles", doubles);
      out.longs("longs", longs).strings("texts", texts).number("one", -7);
      out.bytes("bytes", new byte[] {1, -1}).ints("none", new int[0]);
    }
    ArrayReader in = new ArrayReader(file);
    assertThat(in.ints("ints")).isEqualTo(ints);
    float[] back = in.floats("floats");
    for (int i = 0; i < floats.length; i++) {
      assertThat(Float.floatToRawIntBits(back[i])).isEqualTo(Float.floatToRawIntBits(floats[i]));
    }
    assertThat(in.doubles("doubles")).isEqualTo(doubles);
    assertThat(in.longs("longs")).isEqualTo(longs);
    assertThat(in.strings("texts")).isEqualTo(texts);
    assertThat(in.number("one")).isEqualTo(-7);
    assertThat(in.bytes("bytes")).containsExactly(1, -1);
    assertThat(in.ints("none")).isEmpty();
    in.finish();
  }

  @Test
  void aFileCutAnywhereIsRefusedWithItsName() throws IOException {
    write();
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(this::read)
          .as("%d bytes", length)
          .isInstanceOf(UserError.class)
          .hasMessageContaining(file.toString());
    }
  }

  @Test
  void anotherOrderOrTypeIsRefused() {
    write();
    assertThatThrownBy(() -> new ArrayReader(file).floats("b"))
        .hasMessageContaining("where b was expected, there is a");
    assertThatThrownBy(() -> new ArrayReader(file).floats("a"))
        .hasMessageContaining("where a was expected");
  }

  @Test
  void aFileThatGoesOnIsRefused() {
    write();
    ArrayReader in = new ArrayReader(file);
    in.ints("a");
    assertThatThrownBy(in::finish).hasMessageContaining("where its end was expected, there is b");
  }

  @Test
  void aCountThatTheFileHasNoRoomForIsRefusedBeforeMemoryIsTaken() throws IOException {
    write();
    byte[] bytes = Files.readAllBytes(file);
    bytes[8 + 4 + 1 + 1 + 5] = 1; // the count of "a"
    Files.write(file, bytes);
    assertThatThrownBy(() -> new ArrayReader(file).ints("a"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("values are announced");
  }

  @Test
  void aFileOfAnotherKindIsRefused() throws IOException {
    Files.writeString(file, "something else entirely");
    assertThatThrownBy(() -> new ArrayReader(file)).hasMessageContaining("no file of arrays");
    assertThatThrownBy(() -> new ArrayReader(folder.resolve("none")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("cannot read");
  }

  private void write() {
    try (ArrayWriter out = new ArrayWriter(file)) {
      out.ints("a", new int[] {1, 2, 3}).strings("b", List.of("x", "yz"));
    }
  }

  private void read() {
    try (ArrayReader in = new ArrayReader(file)) {
      in.ints("a");
      in.strings("b");
      in.finish();
    }
  }
}
