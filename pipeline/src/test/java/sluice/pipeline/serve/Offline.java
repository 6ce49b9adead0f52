package sluice.pipeline.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sluice.pipeline.Sluice;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands that compute without a server what one answered, on its bundle and its store. */
final class Offline {
  private Offline() {}

  /** Returns the store that servers of a folder write to. */
  static String store(Path folder) {
    return "jdbc:sqlite:" + folder.resolve("events.db");
  }

  /** Replays a file of records. */
  static Sluice.Outcome replay(Path run, Path folder, Path log) {
    return Sluice.execute(
        "replay", "--run", run.toString(), "--store", store(folder), log.toString());
  }

  /** Recommends to all users; returns each one's items, each with its score. */
  static Map<String, List<String>> batch(Path run, Path folder, String time, int n) {
    Path out = folder.resolve("all.jsonl");
    Sluice.Outcome outcome =
        Sluice.execute(
            "batch",
            "--run",
            run.toString(),
            "--out",
            out.toString(),
            "--time",
            time,
            "--n",
            "" + n,
            "--store",
            store(folder));
    assertThat(outcome.code()).as(outcome.err()).isZero();
    Map<String, List<String>> rows = new LinkedHashMap<>();
    try {
      for (String line : Files.readAllLines(out)) {
        JsonNode row = JsonMapper.shared().readTree(line);
        rows.computeIfAbsent(row.get("user").asString(), u -> new ArrayList<>())
            .add(row.get("item").asString() + " " + row.get("score").floatValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }
}
