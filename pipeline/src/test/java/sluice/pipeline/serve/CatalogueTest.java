package sluice.pipeline.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.funnel.bundle.Bundle;
import sluice.pipeline.Sluice;
import sluice.pipeline.serve.ShopServer.Reply;

/**
 * Items that are written and deleted while the server runs, and users of whom something is said.
 */
class CatalogueTest {
  private static final String LAMP =
      "{\"title\": \"Brass lamp\", \"genres\": [\"light\", \"tool\"]}";

  @TempDir Path folder;
  private ShopServer server;

  @BeforeEach
  void start() {
    server = ShopServer.start(folder);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void restart() {
    server.close();
    server = ShopServer.start(folder);
  }

  private Reply put(String item, String fields) {
    return server.send("PUT", "/v1/items/" + item, fields);
  }

  private List<String> search(String text) {
    return server.post("/v1/search", "{\"text\": \"" + text + "\", \"n\": 100}").items();
  }

  private Set<String> recommended(String more) {
    Set<String> all = new HashSet<>();
    for (int user = 0; user < 10; user++) {
      String body = "{\"user\": \"u%d\", \"n\": 50 %s}".formatted(user, more);
      all.addAll(server.post("/v1/recommend", body).items());
    }
    return all;
  }

  @Test
  void anItemThatIsAddedIsFoundAtOnceAndAfterARestartAndASwap() {
    Reply added = put("new%2Flamp", LAMP);
    assertThat(added.status()).as("%s", added.json()).isEqualTo(200);
    assertThat(added.text("item")).isEqualTo("new/lamp");
    assertThat(added.json().get("catalogue").longValue()).isEqualTo(1);
    assertThat(added.json().get("recommendable").booleanValue()).isFalse();
    for (int round = 0; round < 3; round++) {
      assertThat(search("bras lamp")).containsExactly("new/lamp");
      Reply found =
          server.post("/v1/search", "{\"text\": \"\", \"filters\": {\"genres\": [\"light\"]}}");
      assertThat(found.items()).containsExactly("new/lamp");
      assertThat(server.recommender().catalogue().title("new/lamp")).isEqualTo("Brass lamp");
      assertThat(server.recommender().catalogue().card("new/lamp").about())
          .containsExactly("light", "tool");
      assertThat(server.recommender().catalogue().has("new/lamp")).isTrue();
      if (round == 0) {
        restart();
      } else {
        server.recommender().swap(Bundle.load(Sluice.shopRun().resolve("bundle")));
      }
    }
    assertThat(server.post("/v1/similar", "{\"item\": \"new/lamp\"}").text("detail"))
        .isEqualTo(
            "this item was added after the bundle was made; what is like it is known with the next"
                + " run");
  }

  @Test
  void anItemIsReplacedWithAllItsAttributes() {
    put("lamp", LAMP);
    assertThat(put("lamp", "{\"title\": \"Torch\"}").json().get("catalogue").longValue())
        .isEqualTo(2);
    assertThat(search("lamp")).isEmpty();
    assertThat(search("torch")).containsExactly("lamp");
    assertThat(server.recommender().catalogue().card("lamp").about()).isEmpty();
  }

  @Test
  void writingTheSameAgainStoresNothing() {
    put("lamp", LAMP);
    assertThat(put("lamp", LAMP).json().get("catalogue").longValue()).isEqualTo(1);
    assertThat(put("other", LAMP).json().get("catalogue").longValue()).isEqualTo(2);
  }

  @Test
  void anItemOfTheBundleChangesItsTitleAndItsFiltersInTheNextSlate() {
    String filter = ", \"filters\": {\"genres\": [\"light\"]}";
    assertThat(recommended(filter)).isEmpty();
    assertThat(put("i1", LAMP).json().get("recommendable").booleanValue()).isTrue();
    assertThat(recommended(filter)).containsExactly("i1");
    assertThat(recommended(", \"filters\": {\"genres\": [\"kitchen\"]}")).doesNotContain("i1");
    assertThat(search("brass")).containsExactly("i1");
    assertThat(server.recommender().catalogue().title("i1")).isEqualTo("Brass lamp");
    restart();
    assertThat(recommended(filter)).containsExactly("i1");
  }

  @Test
  void anItemIsShownOnlyWithinItsDates() {
    String now = String.valueOf(server.recommender().clock().featureMillis());
    assertThat(recommended("")).contains("i1", "i3");
    put("i1", "{\"title\": \"Gone\", \"availableUntil\": " + now + "}");
    put("i3", "{\"title\": \"Later\", \"availableFrom\": \"2999-01-01T00:00:00Z\"}");
    assertThat(recommended("")).doesNotContain("i1", "i3");
    assertThat(search("gone")).isEmpty();
    assertThat(server.post("/v1/similar", "{\"item\": \"i5\", \"n\": 50}").items())
        .doesNotContain("i1", "i3");
    long before = server.recommender().clock().featureMillis() - 60_000;
    assertThat(recommended(", \"time\": " + before)).contains("i1").doesNotContain("i3");
  }

  @Test
  void aDeletedItemStaysDeletedUntilItIsWrittenAnew() {
    assertThat(server.call("DELETE", "/v1/items/i1").status()).isEqualTo(204);
    put("lamp", LAMP);
    assertThat(server.call("DELETE", "/v1/items/lamp").status()).isEqualTo(204);
    restart();
    for (int round = 0; round < 2; round++) {
      assertThat(recommended("")).doesNotContain("i1");
      assertThat(search("thing 1")).doesNotContain("i1");
      assertThat(search("lamp")).isEmpty();
      assertThat(server.recommender().catalogue().has("i1")).isFalse();
      server.recommender().swap(Bundle.load(Sluice.shopRun().resolve("bundle")));
    }
    put("i1", "{\"title\": \"Thing number 1\", \"genres\": [\"kitchen\", \"glass\"]}");
    put("lamp", LAMP);
    assertThat(recommended("")).contains("i1");
    assertThat(search("thing 1")).contains("i1");
    assertThat(search("lamp")).containsExactly("lamp");
  }

  @Test
  void deletingStoresNothingWhereThereIsNothing() {
    for (int i = 0; i < 3; i++) {
      Reply reply = server.call("DELETE", "/v1/items/nothing" + i);
      assertThat(reply.status()).isEqualTo(404);
      assertThat(reply.text("detail")).isEqualTo("there is no item of this id");
      assertThat(server.call("DELETE", "/v1/items/i1").status()).isEqualTo(204);
    }
    assertThat(put("lamp", LAMP).json().get("catalogue").longValue())
        .as("one deletion before")
        .isEqualTo(2);
  }

  @Test
  void whatAnotherServerOnTheDatabaseWroteComesAlong() {
    try (ShopServer other = ShopServer.start(folder)) {
      other.send("PUT", "/v1/items/lamp", LAMP);
      put("torch", LAMP);
      assertThat(search("brass")).containsExactlyInAnyOrder("lamp", "torch");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"titel\": \"x\"}|unknown key titel (did you mean title?); known are availableFrom,"
            + " availableUntil, title, genres",
        "{\"title\": 5}|title is not a text",
        "{\"title\": [\"a\"]}|title is not a text",
        "{\"genres\": 5}|genres is not a list of texts",
        "{\"genres\": [\"a\", 5]}|genres[1] is not a text",
        "{\"genres\": [\" \"]}|genres has an empty category",
        "{\"availableFrom\": \"soon\"}|availableFrom is no time; milliseconds since 1970, or"
            + " 2026-01-31T12:00:00Z",
        "{\"availableFrom\": 5, \"availableUntil\": 5}|availableUntil is not after availableFrom;"
            + " it is exclusive",
        "[]|the body is not a JSON object"
      })
  void whatIsWrongWithAnItemIsToldByItsColumn(String fields, String detail) {
    Reply reply = put("lamp", fields);
    assertThat(reply.text("detail")).isEqualTo(detail);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(search("lamp")).isEmpty();
  }

  @Test
  void columnsOfUsersAreThoseOfTheData() {
    Reply reply = server.send("PUT", "/v1/users/u1", "{\"age\": 5}");
    assertThat(reply.text("detail")).isEqualTo("unknown key age; there are none");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(server.send("PUT", "/v1/users/u1", "{}").text("user")).isEqualTo("u1");
  }
}
