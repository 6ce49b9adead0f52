package sluice.pipeline.offpolicy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.pipeline.Sluice;

/** What {@code sluice off-policy} says of logs that it cannot simply estimate from. */
class OffPolicyCommandTest {
  private static final int REQUESTS = 300;
  @TempDir private Path folder;

  /** One item of five at each of three positions, at random; the first earns most. */
  private static String whole(int t) {
    StringBuilder rows = new StringBuilder();
    for (int k = 0; k < 3; k++) {
      rows.append(row("r" + t, "u" + t % 60, (t * 7 + k * 3 + t / 5) % 5, k + 1, "0.2"));
    }
    return rows.toString();
  }

  private static String row(String request, String user, int item, int position, String p) {
    int reward = item == 0 ? 1 : 0;
    return "%s,%s,i %d,%d,%s,%d\n".formatted(request, user, item, position, p, reward);
  }

  private Path log(IntFunction<String> request) throws IOException {
    String rows = IntStream.range(0, REQUESTS).mapToObj(request).collect(Collectors.joining());
    return Files.writeString(
        folder.resolve("log.csv"), "request,user,item,position,propensity,reward\n" + rows);
  }

  private Path lists(int users) throws IOException {
    String rows =
        IntStream.range(0, users)
            .mapToObj(u ->
                IntStream.range(0, 3)
                    .mapToObj(r -> "u%d\tQ0\ti%%20%d\t%d\t%d\tx\n".formatted(u, r, r + 1, 9 - r))
                    .collect(Collectors.joining()))
            .collect(Collectors.joining());
    return Files.writeString(folder.resolve("mine.tsv"), rows);
  }

  private static Sluice.Outcome run(Path log, Path lists, String... more) {
    List<String> all =
        new java.util.ArrayList<>(List.of("off-policy", "--log", "" + log, "" + lists));
    all.addAll(List.of(more));
    Sluice.Outcome outcome = Sluice.execute(all.toArray(String[]::new));
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out()).doesNotContain("NaN").doesNotContain("|").doesNotContain("\\");
    return outcome;
  }

  private static String line(Sluice.Outcome outcome, String starts) {
    return outcome.out().lines().filter(l -> l.startsWith(starts)).findFirst().orElse("");
  }

  @Test
  void theTerminalGetsAlignedTextAndTheFolderMarkdown() throws IOException {
    Path out = folder.resolve("page");
    Sluice.Outcome outcome = run(log(OffPolicyCommandTest::whole), lists(60), "--out", "" + out);
    assertThat(line(outcome, "system"))
        .startsWith("system  estimator")
        .endsWith("95 % interval  note");
    assertThat(line(outcome, "mine    IPS ")).contains(" … ");
    assertThat(outcome.out()).doesNotContain("beware");
    assertThat(out.resolve("off-policy.md")).content().contains("| mine | IPS |");
    assertThat(out.resolve("off-policy.html")).content().contains("Off-policy estimates");
  }

  /** A public log has an id for each row: three rows of one slate are three requests. */
  @Test
  void oneRowARequestAgainstAListOfThreeIsSaid() throws IOException {
    Sluice.Outcome outcome =
        run(log(t -> row("r" + t, "u" + t % 60, t * 7 % 5, t % 3 + 1, "0.2")), lists(60));
    assertThat(line(outcome, "beware:"))
        .contains("mine: one row a request against a list of 3: what has no row would count 0")
        .contains("give them the same");
    assertThat(line(outcome, "mine    IPS "))
        .contains("not estimable")
        .contains("one row a request");
    assertThat(line(outcome, "mine    SNIPS")).doesNotContain("not estimable");
    assertThat(outcome.out()).doesNotContain("weights' mean");
  }

  @Test
  void usersWithoutAListAreCountedAsZeroAndSaid() throws IOException {
    Sluice.Outcome outcome = run(log(OffPolicyCommandTest::whole), lists(45));
    assertThat(outcome.out())
        .contains(
            "mine: no list for 15 of the log's 60 users: their 75 requests count 0, as an empty slate"
                + " does.");
    assertThat(outcome.out()).doesNotContain("beware");
  }

  @Test
  void aLogOfOneUserHasNoInterval() throws IOException {
    Path log = log(t -> whole(t).replaceAll("u\\d+", "u0"));
    assertThat(line(run(log, lists(1)), "mine    IPS "))
        .contains("none", "all requests are one user's");
    assertThat(line(run(log, lists(1), "--bootstrap", "20"), "mine    IPS ")).contains(" … ");
  }

  @Test
  void aLogThatWasMadeWithoutChanceSaysSoAndWhatIsNeeded() throws IOException {
    Path log = log(t -> whole(t).replace(",0.2,", ",1,"));
    Sluice.Outcome outcome = run(log, lists(60));
    assertThat(line(outcome, "mine    IPS "))
        .contains("not estimable")
        .contains("every propensity in the log is 1");
    assertThat(line(outcome, "beware: every propensity"))
        .contains("show a share of the requests in an order that is drawn");
  }

  @Test
  void whatALogWithoutChanceShowedItselfCanBeEstimated() throws IOException {
    Path log =
        log(t ->
            IntStream.range(0, 3)
                .mapToObj(k -> row("r" + t, "u" + t % 60, k, k + 1, "1"))
                .collect(Collectors.joining()));
    Sluice.Outcome outcome = run(log, lists(60));
    assertThat(line(outcome, "mine    IPS ")).endsWith(" 1  1 … 1");
    assertThat(outcome.out()).doesNotContain("beware").doesNotContain("not estimable");
  }
}
