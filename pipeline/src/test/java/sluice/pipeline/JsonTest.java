package sluice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import sluice.serving.feedback.Action;
import sluice.serving.feedback.FeedbackSettings;
import sluice.serving.feedback.FeedbackStore;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every command that takes {@code --json} prints its result as one document. */
class JsonTest {
  private static final String[] LEAN = {
    "candidates.sources=[{type: popularity, n: 20}]",
    "ranking={model: logistic-regression, compare: [logistic-regression]}"
  };

  private static final JsonMapper WHOLE =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /** After all that the shop's data has. */
  private static final long LATER = 1_760_000_000_000L;

  @TempDir Path folder;

  /** The arguments of each command, and a key of its document. */
  private Map<String, List<String>> calls() throws IOException {
    Path shop = Shop.write(folder.resolve("shop"));
    List<String> config = new ArrayList<>(List.of("--set", "dataset=" + shop));
    for (String set : LEAN) {
      config.addAll(List.of("--set", set));
    }
    String run = Sluice.shopRun(LEAN).toString();
    String other = Sluice.shopRun(LEAN[0], LEAN[1], "seed=7").toString();
    String store = "jdbc:sqlite:" + folder.resolve("events.db");
    try (FeedbackStore events = FeedbackStore.open(store, FeedbackSettings.DEFAULT)) {
      Action click = new Action("e", "u1", "i1", "click", Optional.empty(), Float.NaN, LATER);
      assertThat(events.append(List.of(click), "Mozilla/5.0").results()).hasSize(1);
    }
    String none = Files.writeString(folder.resolve("none.jsonl"), "").toString();
    Path log = folder.resolve("log.csv");
    Files.writeString(
        log, "request,user,item,position,propensity,reward\nr1,u1,i1,1,0.5,1\nr2,u2,i2,1,0.5,0\n");
    Map<String, List<String>> calls = new LinkedHashMap<>();
    calls.put("run", with(config, "--out", folder.resolve("run").toString()));
    calls.put("ingest", with(config, "--out", folder.resolve("tables").toString()));
    calls.put("ablate", with(config, "--what", "stages"));
    calls.put("learning-curve", with(config, "--shares", "1", "--features", "1"));
    calls.put("audit", config);
    calls.put("tune", with(config, "--ranker", "logistic-regression", "--trials", "1"));
    calls.put("check", with(config, "--set", "checks.probes=5"));
    calls.put("batch", List.of("--run", run, "--out", folder.resolve("all.csv").toString()));
    calls.put(
        "export",
        List.of("--run", run, "--store", store, "--out", folder.resolve("fed").toString()));
    calls.put("replay", List.of("--run", run, "--store", store, none));
    calls.put("explain", List.of("--run", run, "--user", "u1"));
    calls.put("compare", List.of(run, other));
    calls.put("runs", List.of(Path.of(run).getParent().toString()));
    calls.put("evaluate", List.of("--qrels", run + "/qrels.tsv", "--run", run + "/runs"));
    calls.put("off-policy", List.of("--log", log.toString(), run + "/runs/slate.tsv"));
    calls.put("measures", List.of());
    calls.put("data list", List.of());
    calls.put("data describe", List.of(shop.toString()));
    calls.put("data validate", List.of(shop.toString()));
    calls.put("serve key", List.of("--name", "shop"));
    return calls;
  }

  private static List<String> with(List<String> config, String... more) {
    List<String> all = new ArrayList<>(config);
    all.addAll(List.of(more));
    return all;
  }

  @Test
  void everyCommandPrintsOneDocument() throws IOException {
    Map<String, List<String>> calls = calls();
    Set<String> all = new TreeSet<>(calls.keySet());
    all.addAll(List.of("serve", "data fetch")); // below, and in DataCommandTest
    assertThat(takeJson(new CommandLine(new SluiceCommand()))).isEqualTo(all);
    calls.forEach((command, arguments) -> {
      List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
      words.addAll(arguments);
      words.add("--json");
      Sluice.Outcome outcome = Sluice.execute(words.toArray(String[]::new));
      // checks and audits of so little data may find something
      assertThat(outcome.code()).as(command + outcome.err()).isIn(0, 2);
      assertThat(outcome.err()).as(command).doesNotContain("error:");
      JsonNode document = WHOLE.readTree(outcome.out());
      assertThat(document.isContainer() && !document.isEmpty()).as(command).isTrue();
    });
  }

  private static Set<String> takeJson(CommandLine command) {
    Set<String> names = new TreeSet<>();
    if (command.getCommandSpec().findOption("--json") != null) {
      names.add(command.getCommandSpec().qualifiedName(" ").replaceFirst("^sluice ", ""));
    }
    command.getSubcommands().values().forEach(c -> names.addAll(takeJson(c)));
    return names;
  }

  /** A key is printed once: the one command whose result even a quiet call must print. */
  @Test
  void aKeyIsNeverLost() {
    for (String how : List.of("--json", "--quiet")) {
      String out = Sluice.execute("serve", "key", "--name", "shop", how).out().strip();
      String key = how.equals("--json") ? WHOLE.readTree(out).get("key").asString() : out;
      assertThat(key).as(how).matches("[A-Za-z0-9_-]{40,}");
    }
  }

  @Test
  void aServerSaysWhereItListens() throws IOException, InterruptedException {
    Process process =
        Sluice.process(
                folder, "serve", "--json", "--port", "0", "--run", Sluice.shopRun(LEAN).toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(WHOLE.readTree(out.readLine()).get("url").asString())
          .startsWith("http://127.0.0.1:");
    } finally {
      process.destroy();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
  }
}
