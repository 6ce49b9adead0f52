package sluice.pipeline.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sluice.core.UserError;
import sluice.pipeline.console.Console;
import sluice.serving.batch.BatchOutput;
import sluice.serving.bundle.Bundle;
import sluice.serving.feedback.FeedbackSettings;
import sluice.serving.feedback.FeedbackStore;
import sluice.serving.live.Batch;
import sluice.serving.live.Query;

/** {@code sluice batch}: recommendations for all users, as a file. */
@Command(
    name = "batch",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes recommendations for all users of a run's bundle as Parquet, CSV or JSON lines:",
      "user, rank, item, score; equal to what the server answers at the same time.%n"
    },
    footer = {
      "%nExamples:",
      "  sluice batch --out recommendations.parquet",
      "  sluice batch --run runs/shop --n 50 --out shop.csv",
      "%nA batch that was interrupted goes on where it stopped when it is called again."
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

  @Option(
      names = "--n",
      paramLabel = "N",
      description = "items a user (default: the slate of the run)")
  private @Nullable Integer n;

  @Option(
      names = "--time",
      paramLabel = "TIME",
      description =
          "the time of the requests, such as 2026-01-31T12:00:00Z (default: where the data ends)")
  private @Nullable String time;

  @Option(
      names = "--store",
      paramLabel = "URL",
      description = "the feedback store whose events count as well (default: none)")
  private @Nullable String store;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "0",
      description = "how many threads; 0 for as many as cores (default)")
  private int threads;

  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() {
    try (Console console = common.console()) {
      Bundle bundle = run.load();
      int size = n == null ? bundle.manifest().slate() : n;
      if (size < 1 || size > Query.MOST) {
        throw new UserError("--n is " + size + "; 1 to " + Query.MOST + " is expected");
      }
      long when = RequestTime.of(time, bundle);
      Optional<FeedbackStore> events =
          Optional.ofNullable(store).map(s -> FeedbackStore.open(s, FeedbackSettings.DEFAULT));
      Batch batch = new Batch(bundle, events, when, size);
      String job =
          String.format(
              Locale.ROOT,
              "bundle %s, time %s, %d items a user, events up to %d",
              bundle.manifest().id(),
              Instant.ofEpochMilli(when),
              size,
              events.map(FeedbackStore::lastSequence).orElse(0L));
      events.ifPresent(FeedbackStore::close);
      write(batch, job, console);
      console.result(String.format(Locale.ROOT, "%s: %,d users", out, batch.users()));
      return 0;
    }
  }

  private void write(Batch batch, String job, Console console) {
    int hands = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    try {
      BatchOutput output = BatchOutput.open(out, batch.users(), USERS_A_PART, job);
      console.start("Recommending", batch.users());
      batch.write(output, hands, console::advance);
      console.end();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + out + ": " + e.getMessage(), e);
    }
  }
}
