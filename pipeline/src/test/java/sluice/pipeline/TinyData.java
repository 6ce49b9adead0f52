package sluice.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A dataset of 1 to 50 rows, drawn by a seed: which columns and tables it has, how its rows lie,
 * and how it is split.
 *
 * @param description its dataset.yaml
 * @param files names of the other files, each followed by its text
 * @param sets of the config
 */
record TinyData(String description, List<String> files, List<String> sets) {
  private static final List<String> PROTOCOLS =
      List.of(
          "",
          "",
          "global-temporal",
          "{type: global-temporal, requests: rolling}",
          "per-user-temporal",
          "{type: per-user-temporal, test: 0.5}",
          "leave-one-out",
          "random-per-user",
          "{type: random-per-user, test: 0.5, validation: 0.2, rounding: up}",
          "random-per-item",
          "{type: k-fold, folds: 3}",
          "{type: user-folds, folds: 2, test: 0.5}",
          "{type: user-folds, folds: 2, pairs: 1}",
          "given");

  static TinyData of(long seed) {
    return new Draw(new Random(seed * 7919 + 17)).data();
  }

  /** Writes all files and returns the path of the description. */
  Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (int f = 0; f < files.size(); f += 2) {
      Files.writeString(folder.resolve(files.get(f)), files.get(f + 1));
    }
    return Files.writeString(folder.resolve("dataset.yaml"), description);
  }

  /** One drawing. */
  private static final class Draw {
    private final Random random;
    private final List<String> files = new ArrayList<>();
    private final StringBuilder yaml = new StringBuilder("name: tiny\n");
    private final int users;
    private final int items;
    private final boolean timed;
    private final boolean oneTime;
    private final boolean valued;
    private final boolean oneValue;
    private final boolean events;
    private final boolean sessions;
    private final boolean sorted;

    Draw(Random random) {
      this.random = random;
      this.users = 1 + random.nextInt(chance(0.5) ? 3 : 20);
      this.items = 1 + random.nextInt(chance(0.5) ? 4 : 40);
      this.timed = chance(0.6);
      this.oneTime = chance(0.1);
      this.valued = chance(0.4);
      this.oneValue = chance(0.3);
      this.events = chance(0.3);
      this.sessions = chance(0.2);
      this.sorted = chance(0.3);
    }

    private boolean chance(double share) {
      return random.nextDouble() < share;
    }

    TinyData data() {
      String protocol = PROTOCOLS.get(random.nextInt(PROTOCOLS.size()));
      boolean given = protocol.equals("given") || chance(0.1);
      yaml.append("interactions:\n  path: interactions.csv\n  columns: {user: user, item: item");
      yaml.append(timed ? ", timestamp: ts" : "").append(valued ? ", value: value" : "");
      yaml.append(events ? ", event: event" : "").append(sessions ? ", session: visit" : "");
      yaml.append("}\n");
      if (events) {
        yaml.append("  events: {view: 1, buy: 5, hide: {negative: true}}\n");
      }
      file("interactions.csv", rows(1 + random.nextInt(chance(0.3) ? 6 : 50)));
      if (given) {
        yaml.append("test: {path: test.csv").append(chance(0.3) ? ", causal: true}\n" : "}\n");
        file("test.csv", rows(1 + random.nextInt(10)));
      }
      if (chance(0.5)) {
        itemTable();
      }
      if (chance(0.3)) {
        yaml.append(
            "users: {path: users.csv, key: user, columns: {age: number, kind: category}}\n");
        StringBuilder csv = new StringBuilder("user,age,kind\n");
        for (int u = 0; u < users; u++) {
          csv.append('u').append(u).append(',').append(chance(0.2) ? "" : 20 + random.nextInt(60));
          csv.append(',').append(chance(0.2) ? "" : "k" + random.nextInt(3)).append('\n');
        }
        file("users.csv", csv.toString());
      }
      if (chance(0.2)) {
        yaml.append("tags: {path: tags.csv, columns: {user: user, item: item, tag: tag}}\n");
        StringBuilder csv = new StringBuilder("user,item,tag\n");
        for (int t = random.nextInt(6); t >= 0; t--) {
          csv.append('u').append(random.nextInt(users)).append(",i").append(random.nextInt(items));
          csv.append(",tag").append(random.nextInt(3)).append('\n');
        }
        file("tags.csv", csv.toString());
      }
      if (valued && chance(0.5)) {
        yaml.append("relevant: {value: \">= 3\"").append(chance(0.5) ? ", grade: value}\n" : "}\n");
      } else if (events && chance(0.5)) {
        yaml.append("relevant: {event: [buy]}\n");
      }
      List<String> sets = new ArrayList<>();
      if (!protocol.isEmpty()) {
        sets.add("protocol=" + protocol);
      }
      sets.add("evaluation.seen=" + List.of("auto", "exclude", "allow").get(random.nextInt(3)));
      sets.add("seed=" + random.nextInt(1000));
      if (chance(0.2)) {
        sets.add("candidates.sources=[popularity, item-knn, transitions, co-visitation, ials]");
      }
      if (chance(0.1)) {
        sets.add("ranking={model: retrieval-order, compare: [retrieval-order]}");
      }
      if (chance(0.1)) {
        sets.add("evaluation.sampledNegatives=5");
      }
      return new TinyData(yaml.toString(), List.copyOf(files), List.copyOf(sets));
    }

    private void itemTable() {
      boolean text = chance(0.5);
      boolean set = chance(0.5);
      boolean number = chance(0.3);
      boolean from = timed && chance(0.3);
      yaml.append("items: {path: items.csv, key: item");
      yaml.append(from ? ", availableFrom: since" : "").append(", columns: {");
      List<String> columns = new ArrayList<>();
      if (text) {
        columns.add((chance(0.5) ? "title" : "about") + ": {type: text, column: words}");
      }
      if (set) {
        columns.add("genres: {type: set, separator: \"|\"}");
      }
      if (number) {
        columns.add("price: number");
      }
      yaml.append(String.join(", ", columns)).append("}}\n");
      StringBuilder csv = new StringBuilder("item,words,genres,price,since\n");
      int extra = random.nextInt(5);
      for (int i = chance(0.2) ? items / 2 : 0; i < items + extra; i++) {
        csv.append('i').append(i).append(',');
        csv.append(chance(0.3) ? "" : "word" + random.nextInt(4) + " thing").append(',');
        csv.append(chance(0.3) ? "" : "g" + random.nextInt(3) + "|h").append(',');
        csv.append(chance(0.3) ? "" : random.nextInt(9)).append(',');
        csv.append(1_700_000_000 + random.nextInt(2_000_000)).append('\n');
      }
      file("items.csv", csv.toString());
    }

    private String rows(int n) {
      List<String> rows = new ArrayList<>();
      for (int r = 0; r < n; r++) {
        StringBuilder row = new StringBuilder();
        row.append('u').append(random.nextInt(users)).append(",i").append(random.nextInt(items));
        row.append(',').append(oneTime ? 1_700_000_000 : 1_700_000_000 + random.nextInt(3_000_000));
        row.append(',').append(oneValue ? "5" : Integer.toString(1 + random.nextInt(5)));
        row.append(',').append(List.of("view", "buy", "hide").get(random.nextInt(3)));
        row.append(",v").append(random.nextInt(4));
        rows.add(row.toString());
      }
      if (sorted) {
        rows.sort(null);
      }
      return "user,item,ts,value,event,visit\n" + String.join("\n", rows) + "\n";
    }

    private void file(String name, String text) {
      files.add(name);
      files.add(text);
    }
  }
}
