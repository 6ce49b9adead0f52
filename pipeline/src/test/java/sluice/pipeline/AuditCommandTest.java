package sluice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** What {@code sluice audit} prints and writes. */
class AuditCommandTest {
  private static final List<String> CHECKS =
      List.of(
          "planted future",
          "planted labels",
          "duplicates across the split",
          "inner split",
          "times at or after the cutoff",
          "histories",
          "feature too good to be true",
          "users' identity",
          "popularity");

  @TempDir Path folder;

  @Test
  void eachCheckHasALineAndThePageSaysTheSame() {
    Path out = folder.resolve("audit");
    Sluice.Outcome outcome = audit(Shop.write(folder.resolve("shop")), "--out", out.toString());
    assertThat(outcome.code()).as(outcome.out() + outcome.err()).isZero();
    List<String> lines = outcome.out().lines().toList();
    for (String check : CHECKS) {
      assertThat(lines)
          .as(check)
          .anyMatch(line -> line.matches("(pass|warning) +" + check + " .+"));
    }
    assertThat(lines).noneMatch(line -> line.startsWith("leak"));
    assertThat(lines.getLast()).isEqualTo("written: " + out.resolve("audit.html") + ", audit.json");
    assertThat(Sluice.files(out)).containsExactly("audit.html", "audit.json");
    assertThat(JsonMapper.shared().writeValueAsString(Sluice.json(out.resolve("audit.json"))))
        .contains(CHECKS);
  }

  @Test
  void aLeakIsToldWithItsMendAndEndsWithCode2() {
    Sluice.Outcome outcome = audit(soldInAll());
    assertThat(outcome.code()).as(outcome.out() + outcome.err()).isEqualTo(2);
    List<String> lines = outcome.out().lines().toList();
    int leak = 0;
    while (!lines.get(leak).matches("leak +popularity .*sold.*")) {
      leak++;
    }
    int evidence = lines.getFirst().indexOf("evidence");
    assertThat(lines.get(leak + 1)).matches(" {" + evidence + "}\\S.+");
    assertThat(lines.get(leak).substring(evidence - 2, evidence + 1)).matches(" {2}\\S");
  }

  @Test
  void withJsonOnlyTheDocumentIsPrinted() {
    Sluice.Outcome outcome = audit(Shop.write(folder.resolve("shop")), "--json");
    assertThat(JsonMapper.shared().readTree(outcome.out()).toString()).contains(CHECKS);
  }

  /** The shop, its items' table telling how often each was sold, the held-out part included. */
  private Path soldInAll() {
    String interactions = Shop.interactions(60, 50);
    Map<String, Integer> sold = new HashMap<>();
    interactions.lines().skip(1).forEach(row -> sold.merge(row.split(",", -1)[1], 1, Integer::sum));
    StringBuilder items = new StringBuilder("what,title,genres,sold\n");
    Shop.items(50)
        .lines()
        .skip(1)
        .forEach(row ->
            items
                .append(row)
                .append(',')
                .append(sold.getOrDefault(row.split(",", -1)[0], 0))
                .append('\n'));
    String described = Shop.DESCRIPTION.replace("title: text", "title: text, sold: number");
    return Shop.write(folder.resolve("sold"), described, interactions, items.toString());
  }

  private static Sluice.Outcome audit(Path dataset, String... more) {
    String[] arguments = new String[more.length + 3];
    arguments[0] = "audit";
    arguments[1] = "--set";
    arguments[2] = "dataset=" + dataset;
    System.arraycopy(more, 0, arguments, 3, more.length);
    return Sluice.execute(arguments);
  }
}
