package sluice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A column of sessions is used by rolling requests alone; elsewhere a warning says so. */
class UnusedSessionsTest {
  private static final String WARNING =
      "warning: The column session changes nothing here: only protocol: {type: global-temporal,"
          + " requests: rolling}";

  @TempDir Path folder;

  private String messages(String columns, String protocol) {
    String description =
        Shop.DESCRIPTION.replaceAll("columns: \\{user: who, ", "columns: {" + columns);
    Path shop =
        Shop.write(folder.resolve("shop"), description, Shop.interactions(40, 50), Shop.items(50));
    Sluice.Outcome outcome =
        Sluice.execute(
            "run",
            "--out",
            folder.resolve("out").toString(),
            "--set",
            "dataset=" + shop,
            "--set",
            "candidates.sources=[popularity]",
            "--set",
            "ranking={model: retrieval-order, compare: []}",
            "--set",
            "protocol=" + protocol);
    assertThat(outcome.code()).as(outcome.err()).isZero();
    return outcome.err();
  }

  @Test
  void aSessionThatNoRequestAsksForIsToldInARun() {
    assertThat(messages("user: who, session: at, ", "per-user-temporal")).contains(WARNING);
  }

  @Test
  void rollingRequestsUseIt() {
    assertThat(messages("user: who, session: at, ", "{type: global-temporal, requests: rolling}"))
        .doesNotContain("The column session");
  }

  @Test
  void soDoesDataWithoutUsers() {
    assertThat(messages("session: who, ", "leave-one-out")).doesNotContain("The column session");
  }
}
