package sluice.sample.truth;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The items as they truly are, column by column, sorted by the time of upload.
 *
 * <p>Arrays are taken over and shown as they are, not copied: nobody writes to them once the world
 * is made. The file {@code truth/items.bin} holds one little-endian record of {@value #RECORD}
 * bytes an item, in the order of the components below.
 *
 * @param tastes {@link TrueModel#DIMENSIONS} coordinates an item, of length 1
 * @param appeal how attractive an item is to everybody, in logits
 * @param topics topic of each item
 * @param creators creator of each item
 * @param successors {@link TrueModel#SUCCESSORS} items that follow an item, −1 for none
 * @param uploaded when each item came, milliseconds since 1970 UTC, ascending
 * @param numbers the number in each item's external id; says nothing of the order
 */
@SuppressWarnings("ArrayRecordComponent")
public record TrueItems(
    float[] tastes,
    float[] appeal,
    int[] topics,
    int[] creators,
    int[] successors,
    long[] uploaded,
    int[] numbers) {
  private static final int RECORD =
      4 * TrueModel.DIMENSIONS + 4 + 4 + 4 + 4 * TrueModel.SUCCESSORS + 8 + 4;

  /** Returns how many items there are. */
  public int size() {
    return appeal.length;
  }

  /** Returns the external id of an item. */
  public String id(int item) {
    return id("v", numbers[item]);
  }

  /** Returns a letter and a number of seven digits. */
  public static String id(String letter, int number) {
    return String.format(Locale.ROOT, "%s%07d", letter, number);
  }

  /** Returns the number of an external id with a given letter, −1 where it is no such id. */
  static int number(String letter, String id) {
    if (id.length() < 8 || id.length() > 11 || !id.startsWith(letter)) {
      return -1;
    }
    long number = 0;
    for (int i = 1; i < id.length(); i++) {
      char c = id.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      number = number * 10 + (c - '0');
    }
    return number > Integer.MAX_VALUE ? -1 : (int) number;
  }

  /** Writes the items to a file. */
  public void write(Path file) throws IOException {
    try (var out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      byte[] record = new byte[RECORD];
      ByteBuffer b = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < size(); i++) {
        b.clear();
        for (int d = 0; d < TrueModel.DIMENSIONS; d++) {
          b.putFloat(tastes[i * TrueModel.DIMENSIONS + d]);
        }
        b.putFloat(appeal[i]).putInt(topics[i]).putInt(creators[i]);
        for (int s = 0; s < TrueModel.SUCCESSORS; s++) {
          b.putInt(successors[i * TrueModel.SUCCESSORS + s]);
        }
        b.putLong(uploaded[i]).putInt(numbers[i]);
        out.write(record);
      }
    }
  }

  /** Reads what {@link #write} wrote. */
  static TrueItems read(Path file) throws IOException {
    int n = Math.toIntExact(Files.size(file) / RECORD);
    TrueItems items =
        new TrueItems(
            new float[n * TrueModel.DIMENSIONS],
            new float[n],
            new int[n],
            new int[n],
            new int[n * TrueModel.SUCCESSORS],
            new long[n],
            new int[n]);
    try (var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      for (int i = 0; i < n; i++) {
        ByteBuffer b = ByteBuffer.wrap(in.readNBytes(RECORD)).order(ByteOrder.LITTLE_ENDIAN);
        for (int d = 0; d < TrueModel.DIMENSIONS; d++) {
          items.tastes[i * TrueModel.DIMENSIONS + d] = b.getFloat();
        }
        items.appeal[i] = b.getFloat();
        items.topics[i] = b.getInt();
        items.creators[i] = b.getInt();
        for (int s = 0; s < TrueModel.SUCCESSORS; s++) {
          items.successors[i * TrueModel.SUCCESSORS + s] = b.getInt();
        }
        items.uploaded[i] = b.getLong();
        items.numbers[i] = b.getInt();
      }
    }
    return items;
  }
}
