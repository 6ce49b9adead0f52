package sluice.serving.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Twenty processes append to one database, each killed in the middle. This shows that a process may
 * die at any time; that a machine may, rests on the database's synchronisation at each commit,
 * which no test without a power switch shows.
 */
class KillTest {
  private static final int KILLS = 20;
  private static final int THREADS = 8;

  /** Each process sends so many events again that the one before it was acknowledged. */
  private static final int AGAIN = 5;

  private final Set<String> acknowledged = new HashSet<>();
  private final int[] last = new int[THREADS];
  private long checked;

  enum Kind {
    SQLITE,
    POSTGRESQL
  }

  @ParameterizedTest
  @EnumSource
  void afterKillingTwentyTimesEveryAcknowledgedEventIsThereOnce(Kind kind, @TempDir Path folder)
      throws Exception {
    switch (kind) {
      case SQLITE -> killTwentyTimes("jdbc:sqlite:" + folder.resolve("feedback.db"));
      case POSTGRESQL -> {
        try (PostgresServer server = new PostgresServer(folder.resolve("data"))) {
          killTwentyTimes(server.freshDatabase(""));
        }
      }
    }
  }

  private void killTwentyTimes(String url) throws Exception {
    SplittableRandom random = new SplittableRandom(20);
    for (int kill = 0; kill < KILLS; kill++) {
      runAndKill(url, random.nextInt(1, 800));
      check(url);
    }
    assertThat(acknowledged).hasSizeGreaterThan(KILLS * 100);
  }

  /** Starts a process and kills it when it has acknowledged so many events. */
  private void runAndKill(String url, int events) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                AppendUntilKilled.class.getName(),
                url));
    for (int n : last) {
      command.add(String.valueOf(Math.max(0, n - AGAIN)));
    }
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (int i = 0; i < events; i++) {
        acknowledge(out.readLine());
      }
      // SIGKILL; by the handle, as Process.destroyForcibly would close the stream, too.
      process.toHandle().destroyForcibly();
      // What it printed before it died was acknowledged too; the last line may be cut short.
      StringBuilder rest = new StringBuilder();
      for (int c = out.read(); c >= 0; c = out.read()) {
        rest.append((char) c);
      }
      rest.substring(0, rest.lastIndexOf("\n") + 1).lines().forEach(this::acknowledge);
    }
    assertThat(process.waitFor()).isEqualTo(137);
  }

  private void acknowledge(String id) {
    assertThat(id).matches("\\d+-\\d+");
    acknowledged.add(id);
    int dash = id.indexOf('-');
    int thread = Integer.parseInt(id.substring(0, dash));
    last[thread] = Math.max(last[thread], Integer.parseInt(id.substring(dash + 1)));
  }

  private void check(String url) {
    try (FeedbackStore store = FeedbackStore.open(url, FeedbackSettings.DEFAULT)) {
      // Waits for a transaction that the database server ends though its client is dead.
      store.append(List.of());
      List<StoredAction> all = FeedbackStoreContract.all(store, 0);
      List<String> ids = all.stream().map(s -> s.action().eventId()).toList();
      assertThat(new HashSet<>(ids)).hasSize(ids.size());
      assertThat(new HashSet<>(ids).containsAll(acknowledged)).isTrue();
      assertThat(all.stream().map(StoredAction::sequence).toList())
          .isEqualTo(LongStream.rangeClosed(1, all.size()).boxed().toList());
      assertThat(store.lastSequence()).isEqualTo(all.size());
      // An action never outlives the slate that it refers to.
      List<String> requests =
          all.stream()
              .filter(s -> s.sequence() > checked)
              .flatMap(s -> s.action().requestId().stream())
              .toList();
      assertThat(requests).allMatch(r -> store.shown(r).isPresent());
      checked = all.size();
    }
  }
}
