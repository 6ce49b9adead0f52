package sluice.studies.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import sluice.evaluation.compare.RunComparison;
import sluice.evaluation.compare.UserLists;
import sluice.evaluation.report.Example;
import sluice.evaluation.trec.TrecIds;

/**
 * The heads of the lists of the users that a comparison shows, with titles and what was relevant;
 * none in k-fold, where a user has a list in every fold.
 */
public final class StoredLists implements UserLists {
  private static final int HEAD = 5;

  private final Map<String, Map<String, List<Example.Item>>> heads = new HashMap<>();

  /** Takes the columns of one line. */
  @FunctionalInterface
  private interface LineSink {
    void line(String[] columns);
  }

  /** Reads the lists of the users that gained and lost most, of every run that is shown. */
  public StoredLists(RunComparison comparison, List<StoredRun> runs) {
    Set<String> users = new HashSet<>();
    comparison.users().movers().forEach(m -> users.add(m.user()));
    for (StoredRun run : runs) {
      if (comparison.names().shown().contains(run.name()) && !users.isEmpty()) {
        heads.put(run.name(), heads(run, run.system(comparison.headline()), users));
      }
    }
  }

  @Override
  public List<Example.Item> head(String run, String user) {
    return heads.getOrDefault(run, Map.of()).getOrDefault(user, List.of());
  }

  private static Map<String, List<Example.Item>> heads(
      StoredRun run, String system, Set<String> users) {
    Map<String, List<String>> items = new HashMap<>();
    Set<String> needed = new HashSet<>();
    List<Path> lists = run.lists(system);
    if (lists.size() != 1) {
      return Map.of();
    }
    read(
        lists.getFirst(),
        columns -> {
          String user = TrecIds.decode(columns[0]);
          if (users.contains(user)) {
            List<String> list = items.computeIfAbsent(user, u -> new ArrayList<>());
            if (list.size() < HEAD) {
              list.add(TrecIds.decode(columns[2]));
              needed.add(TrecIds.decode(columns[2]));
            }
          }
        });
    Set<String> relevant = new HashSet<>();
    for (Path file : run.judgements()) {
      if (file.getFileName().toString().contains("value-at-least")) {
        continue;
      }
      read(
          file,
          columns -> {
            if (!columns[3].equals("0") && users.contains(TrecIds.decode(columns[0]))) {
              relevant.add(columns[0] + "\t" + columns[2]);
            }
          });
    }
    Map<String, String> titles = new StoredTables(run.folder().resolve("tables")).titles(needed);
    Map<String, List<Example.Item>> out = new HashMap<>();
    items.forEach((user, list) ->
        out.put(
            user,
            list.stream()
                .map(item ->
                    new Example.Item(
                        item,
                        titles.getOrDefault(item, item),
                        "",
                        relevant.contains(TrecIds.encode(user) + "\t" + TrecIds.encode(item))))
                .toList()));
    return out;
  }

  private static void read(Path file, LineSink sink) {
    try (BufferedReader in = Files.newBufferedReader(file)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] columns = line.split("\t", -1);
        if (columns.length >= 4) {
          sink.line(columns);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
