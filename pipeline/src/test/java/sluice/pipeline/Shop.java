package sluice.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.TreeSet;

/**
 * A small dataset as a newcomer would bring it: {@code dataset.yaml} and two CSV files.
 *
 * <p>Two kinds of users prefer two kinds of items; values are half stars; some ids hold blanks and
 * per cent signs.
 */
public final class Shop {
  public static final String DESCRIPTION =
      """
      name: shop
      interactions: {path: interactions.csv, columns: {user: who, item: what, value: stars, timestamp: at}}
      items: {path: items.csv, key: what, columns: {title: text, genres: {type: set, separator: "|"}}}
      relevant: {value: ">= 2", grade: value}
      """;

  private Shop() {}

  /** Writes it and returns the path of its description. */
  static Path write(Path folder) {
    return write(folder, DESCRIPTION, interactions(40, 50), items(50));
  }

  /** Writes three files and returns the path of the first. */
  public static Path write(Path folder, String description, String interactions, String items) {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("interactions.csv"), interactions);
      Files.writeString(folder.resolve("items.csv"), items);
      return Files.writeString(folder.resolve("dataset.yaml"), description);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns interactions of so many users with so many items. */
  public static String interactions(int users, int items) {
    Random random = new Random(7);
    StringBuilder csv = new StringBuilder("who,what,stars,at\n");
    for (int u = 0; u < users; u++) {
      TreeSet<Integer> chosen = new TreeSet<>();
      while (chosen.size() < Math.min(16, items)) {
        int item = random.nextInt(items);
        if (item % 2 == u % 2 || random.nextInt(4) == 0 || items < 20) {
          chosen.add(item);
        }
      }
      for (int item : chosen) {
        double stars = (1 + random.nextInt(10)) / 2.0;
        long at = 1_700_000_000L + random.nextInt(80 * 86_400);
        csv.append(user(u)).append(',').append(item(item)).append(',').append(stars);
        csv.append(',').append(at).append('\n');
      }
    }
    return csv.toString();
  }

  /** Returns the items' table. */
  public static String items(int items) {
    StringBuilder csv = new StringBuilder("what,title,genres\n");
    for (int i = 0; i < items; i++) {
      String genre = i % 2 == 0 ? "garden|tool" : "kitchen|glass";
      csv.append(item(i)).append(",Thing number ").append(i).append(',').append(genre).append('\n');
    }
    return csv.toString();
  }

  private static String user(int number) {
    return number % 10 == 3 ? "user " + number : "u" + number;
  }

  private static String item(int number) {
    return number % 10 == 4 ? number + "% off" : "i" + number;
  }
}
