package sluice.evaluation.trec;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import sluice.core.Dictionary;
import sluice.core.UserError;
import sluice.evaluation.Judgements;
import sluice.evaluation.Measure;
import sluice.evaluation.Run;
import sluice.evaluation.Stage;

/**
 * Reads TREC files that any system wrote: columns separated by spaces or tabs, UTF-8 with or
 * without a byte order mark, gzipped where the name ends in {@code .gz}.
 *
 * <p>A run's order is score descending, compared as float32, then item id descending by bytes, as
 * trec_eval has it; the rank column is not looked at. Ids are kept as they stand in the file.
 */
public final class TrecReader {
  private TrecReader() {}

  private static final String MARK = "\uFEFF";
  private static final String RUN_FORM = "user, Q0, item, rank, score, system";

  private record Scored(String item, float score) {}

  /**
   * Reads judgements, {@code user iteration item gain}. A gain below 0 counts as 0, as in
   * trec_eval.
   *
   * @throws UserError where a line cannot be read, or judges a pair twice
   */
  public static Judgements readJudgements(Path file) throws IOException {
    Map<String, Map<String, Float>> byUser = new LinkedHashMap<>();
    Set<String> items = new TreeSet<>();
    eachLine(
        file,
        4,
        "user, 0, item, gain",
        (columns, line) -> {
          float gain = number(file, line, "gain", columns[3]);
          if (Float.isInfinite(gain)) {
            throw new UserError(
                file + ", line " + line + ": gain " + columns[3] + " is not a finite number.");
          }
          items.add(columns[2]);
          if (byUser
                  .computeIfAbsent(columns[0], u -> new LinkedHashMap<>())
                  .put(columns[2], Math.max(0, gain))
              != null) {
            throw twice(file, line, columns[0], columns[2]);
          }
        });
    if (byUser.isEmpty()) {
      throw new UserError(file + " holds no judgements. It needs lines of user, 0, item, gain.");
    }
    Judgements.Builder builder = new Judgements.Builder(Dictionary.of(items));
    byUser.forEach((user, judged) -> {
      builder.user(user);
      judged.forEach((item, gain) -> builder.judgeOutside(item, gain, Float.NaN));
    });
    return builder.build();
  }

  /**
   * Reads a run, {@code user Q0 item rank score system}, against judgements. Users without
   * judgements are left out; items without get indexes past those of the judgements.
   *
   * @param name the system's name; empty to take it from the file
   * @throws UserError where a line cannot be read, or lists an item twice for a user
   */
  public static Run readRun(Path file, String name, Judgements judgements) throws IOException {
    return readRunFile(file, name, judgements).run();
  }

  /**
   * A run with what was left out of it.
   *
   * @param run the lists of the judged users
   * @param unjudged users of the file without judgements, who count nowhere
   * @param without judged users without a list, who count 0
   */
  public record RunFile(Run run, int unjudged, int without) {}

  /** As {@link #readRun}, with counts. */
  public static RunFile readRunFile(Path file, String name, Judgements judgements)
      throws IOException {
    Set<String> unjudged = new HashSet<>();
    List<List<Scored>> byUser = new ArrayList<>();
    List<Set<String>> listed = new ArrayList<>();
    for (int u = 0; u < judgements.users(); u++) {
      byUser.add(new ArrayList<>());
      listed.add(new HashSet<>());
    }
    String[] system = {name};
    eachLine(
        file,
        6,
        RUN_FORM,
        (columns, line) -> {
          if (system[0].isEmpty()) {
            system[0] = TrecIds.decode(columns[5]);
          }
          float score = number(file, line, "score", columns[4]);
          int user = judgements.user(columns[0]);
          if (user == Dictionary.UNKNOWN) {
            unjudged.add(columns[0]);
            return;
          }
          if (!listed.get(user).add(columns[2])) {
            throw twice(file, line, columns[0], columns[2]);
          }
          byUser.get(user).add(new Scored(columns[2], score));
        });
    int without = (int) byUser.stream().filter(List::isEmpty).count();
    Map<String, Integer> indexes = indexes(judgements);
    int[][] lists = new int[judgements.users()][];
    for (int u = 0; u < lists.length; u++) {
      List<Scored> scored = byUser.get(u);
      scored.sort(TrecReader::compare);
      lists[u] = new int[scored.size()];
      for (int i = 0; i < lists[u].length; i++) {
        lists[u][i] = indexes.computeIfAbsent(scored.get(i).item(), id -> indexes.size());
      }
    }
    // How many items a foreign system was asked for is not known: no cutoff lies past its length.
    Run run =
        Run.of(system[0].isEmpty() ? "run" : system[0], Stage.GIVEN, Measure.MAX_CUTOFF, lists);
    return new RunFile(run, unjudged.size(), without);
  }

  /**
   * Reads a run's lists without judgements: each user's items, best first.
   *
   * @throws UserError where a line cannot be read, or lists an item twice for a user
   */
  public static Map<String, List<String>> readLists(Path file) throws IOException {
    Map<String, Map<String, Scored>> byUser = new LinkedHashMap<>();
    eachLine(
        file,
        6,
        RUN_FORM,
        (columns, line) -> {
          Scored scored = new Scored(columns[2], number(file, line, "score", columns[4]));
          if (byUser.computeIfAbsent(columns[0], u -> new LinkedHashMap<>()).put(columns[2], scored)
              != null) {
            throw twice(file, line, columns[0], columns[2]);
          }
        });
    Map<String, List<String>> lists = new LinkedHashMap<>();
    byUser.forEach((user, scored) ->
        lists.put(
            user, scored.values().stream().sorted(TrecReader::compare).map(Scored::item).toList()));
    return lists;
  }

  private static int compare(Scored a, Scored b) {
    if (a.score() != b.score()) {
      return a.score() > b.score() ? -1 : 1;
    }
    return compareBytes(b.item(), a.item());
  }

  /** Compares as the UTF-8 bytes would: UTF-16 puts surrogates before U+E000 … U+FFFF. */
  private static int compareBytes(String a, String b) {
    for (int i = 0; i < Math.min(a.length(), b.length()); i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean surrogate = Character.isSurrogate(x);
        return surrogate == Character.isSurrogate(y) ? Character.compare(x, y) : surrogate ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  private static Map<String, Integer> indexes(Judgements judgements) {
    Map<String, Integer> indexes = HashMap.newHashMap(judgements.itemBound());
    for (int i = 0; i < judgements.itemBound(); i++) {
      indexes.put(judgements.itemId(i), i);
    }
    return indexes;
  }

  @FunctionalInterface
  private interface LineSink {
    void line(String[] columns, long number);
  }

  private static void eachLine(Path file, int columns, String form, LineSink sink)
      throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new UserError(file + " is no file. Give the path of a TREC file: " + form + ".");
    }
    long number = 0;
    String[] cells = new String[columns];
    try (BufferedReader in = open(file)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        // a file may be put together of several that begin with a mark each
        StringTokenizer words =
            new StringTokenizer(line.startsWith(MARK) ? line.substring(1) : line, " \t\r");
        int n = words.countTokens();
        if (n == 0) {
          continue;
        }
        if (n != columns) {
          throw new UserError(
              file
                  + ", line "
                  + number
                  + ": "
                  + n
                  + " columns, but "
                  + columns
                  + " are needed ("
                  + form
                  + "), separated by spaces or tabs.");
        }
        for (int c = 0; c < columns; c++) {
          cells[c] = words.nextToken();
        }
        sink.line(cells, number);
      }
    } catch (CharacterCodingException e) {
      throw new UserError(file + ", after line " + number + ": not UTF-8. Save it as UTF-8.", e);
    }
  }

  private static BufferedReader open(Path file) throws IOException {
    InputStream bytes = Files.newInputStream(file);
    try {
      return new BufferedReader(
          new InputStreamReader(
              file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes,
              StandardCharsets.UTF_8.newDecoder()));
    } catch (ZipException e) {
      bytes.close();
      throw new UserError(file + " ends in .gz and is not gzipped (" + e.getMessage() + ")", e);
    }
  }

  private static float number(Path file, long line, String what, String text) {
    try {
      float value = (float) Double.parseDouble(text);
      if (Float.isNaN(value)) {
        throw new NumberFormatException("NaN");
      }
      return value;
    } catch (NumberFormatException e) {
      throw new UserError(
          file + ", line " + line + ": " + what + " \"" + text + "\" is not a number.", e);
    }
  }

  private static UserError twice(Path file, long line, String user, String item) {
    return new UserError(
        file
            + ", line "
            + line
            + ": item "
            + item
            + " stands twice for user "
            + user
            + ". Keep one line for each pair.");
  }
}
