package sluice.pipeline.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sluice.funnel.bundle.Bundle;
import sluice.pipeline.console.Console;
import sluice.serving.batch.BatchOutput;
import sluice.serving.feedback.FeedbackStore;
import sluice.serving.live.Batch;
import tools.jackson.databind.json.JsonMapper;

/** {@code sluice batch}: recommendations for all users, as a file. */
@Command(
    name = "batch",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes recommendations for all users to a file.",
      "The file is Parquet, CSV or JSON lines, with the columns user, rank, item and "
          + "score. The lists equal what the server answers at the same time.%n"
    },
    footer = {
      "%nExamples:",
      "  sluice batch --out recommendations.parquet",
      "  sluice batch --run runs/shop --n 50 --out shop.csv",
      "%nAn interrupted batch goes on where it stopped when it is called again."
    })
public final class BatchCommand implements Callable<Integer> {
  private static final int USERS_A_PART = 1_000;

  @Mixin private BundleOption run = new BundleOption();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      required = true,
      description = "what to write; the name ends in .parquet, .csv or .jsonl")
  @SuppressWarnings("NullAway.Init") // picocli refuses to run without it
  private Path out;

  @Mixin private RequestOptions asked = new RequestOptions();

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "0",
      description = "how many threads; 0 for as many as cores (default)")
  private int threads;

  @Mixin private CommonOptions common = new CommonOptions();

  private record Job(Batch batch, String name) {}

  @Override
  public Integer call() {
    try (Console console = common.console()) {
      Bundle bundle = run.load();
      int size = asked.size(bundle);
      long when = asked.time(bundle);
      Job job =
          asked.withEvents(events -> {
            Batch batch = new Batch(bundle, events, when, size);
            long upTo = events.map(FeedbackStore::lastSequence).orElse(0L);
            return new Job(batch, name(bundle, when, size, upTo));
          });
      write(job, console);
      console.result(String.format(Locale.ROOT, "%s: %,d users", out, job.batch.users()));
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("file", out.toString());
      document.put("users", job.batch.users());
      document.put("n", size);
      document.put("time", Instant.ofEpochMilli(when).toString());
      document.put("bundle", bundle.manifest().id());
      console.json(JsonMapper.shared().writeValueAsString(document));
      return 0;
    }
  }

  /** Names what is written: only the same batch goes on where an interrupted one stopped. */
  private static String name(Bundle bundle, long when, int size, long upTo) {
    return String.format(
        Locale.ROOT,
        "bundle %s, time %s, %d items a user, events up to %d",
        bundle.manifest().id(),
        Instant.ofEpochMilli(when),
        size,
        upTo);
  }

  private void write(Job job, Console console) {
    Batch batch = job.batch;
    int hands = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    try {
      BatchOutput output = BatchOutput.open(out, batch.users(), USERS_A_PART, job.name);
      console.start("Recommending", batch.users());
      batch.write(output, hands, console::advance);
      console.end();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + out + ": " + e.getMessage(), e);
    }
  }
}
