package sluice.serving.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sluice.serving.feedback.Events.NOON;
import static sluice.serving.feedback.Events.click;

import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every database keeps of items, users and exports. */
abstract class CatalogueStoreContract extends StoreContract {
  private static final Attributes LAMP =
      new Attributes(
          Map.of("title", List.of("Lämp\n\"𝄞\""), "shops", List.of("a", "b"), "year", List.of()),
          NOON,
          NOON + 7);

  private List<ItemWrite> items(long after) {
    List<ItemWrite> all = new ArrayList<>();
    store.catalogue().eachItem(after, all::add);
    return all;
  }

  private List<UserWrite> users() {
    List<UserWrite> all = new ArrayList<>();
    store.catalogue().eachUser(all::add);
    return all;
  }

  @Test
  void writesOfItemsComeBackInOrderAlsoAfterReopening() {
    CatalogueStore catalogue = store.catalogue();
    assertThat(items(0)).isEmpty();
    assertThat(catalogue.writeItem("i", Optional.of(LAMP), NOON)).isEqualTo(1);
    assertThat(catalogue.writeItem("j", Optional.of(Attributes.always(Map.of())), NOON + 1))
        .isEqualTo(2);
    assertThat(catalogue.writeItem("i", Optional.empty(), NOON - 1)).isEqualTo(3);
    reopen();
    assertThat(items(0))
        .containsExactly(
            new ItemWrite(1, "i", Optional.of(LAMP), NOON),
            new ItemWrite(2, "j", Optional.of(Attributes.always(Map.of())), NOON + 1),
            new ItemWrite(3, "i", Optional.empty(), NOON - 1));
    assertThat(items(2)).extracting(ItemWrite::version).containsExactly(3L);
    assertThat(store.catalogue().writeItem("i", Optional.of(LAMP), NOON)).isEqualTo(4);
  }

  @Test
  void ofAUserTheLatestIsKept() {
    CatalogueStore catalogue = store.catalogue();
    Attributes young = Attributes.always(Map.of("age", List.of("17")));
    Attributes old = Attributes.always(Map.of("age", List.of("71"), "town", List.of("Rom")));
    catalogue.writeUser(new UserWrite("u", young, 1));
    catalogue.writeUser(new UserWrite("t", young, 2));
    catalogue.writeUser(new UserWrite("u", old, 3));
    reopen();
    assertThat(users()).containsExactly(new UserWrite("t", young, 2), new UserWrite("u", old, 3));
    assertThat(store.catalogue().user("u")).contains(new UserWrite("u", old, 3));
    assertThat(store.catalogue().user("v")).isEmpty();
  }

  @Test
  void forgettingTakesWhatWasSaidOfTheUserAndNobodyElse() {
    Attributes some = Attributes.always(Map.of("age", List.of("17")));
    store.catalogue().writeUser(new UserWrite("u", some, 1));
    store.catalogue().writeUser(new UserWrite("v", some, 1));
    store.catalogue().writeItem("u", Optional.of(LAMP), NOON);
    assertThat(store.forget("u")).isEqualTo(new Forgotten(0, 0, 1));
    assertThat(store.forget("u")).isEqualTo(Forgotten.NOTHING);
    assertThat(users()).extracting(UserWrite::user).containsExactly("v");
    assertThat(items(0)).hasSize(1);
  }

  @Test
  void versionsHaveNoGapsWhenManyWriteAtOnce() throws Exception {
    try (FeedbackStore second = FeedbackStore.open(url, FeedbackSettings.DEFAULT);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Long>> versions = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        CatalogueStore to = (i % 2 == 0 ? store : second).catalogue();
        String item = "i" + i % 3;
        versions.add(threads.submit(() -> to.writeItem(item, Optional.of(LAMP), NOON)));
      }
      List<Long> given = new ArrayList<>();
      for (Future<Long> version : versions) {
        given.add(version.get());
      }
      assertThat(given).doesNotHaveDuplicates().hasSize(40);
    }
    assertThat(items(0)).hasSize(40);
    assertThat(items(0).getLast().version()).isEqualTo(40);
  }

  @Test
  void idsAndTextsThatNoDatabaseKeepsAreRefused() {
    CatalogueStore catalogue = store.catalogue();
    assertThatThrownBy(() -> catalogue.writeItem(" ", Optional.empty(), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("item is empty");
    assertThatThrownBy(() -> Attributes.always(Map.of("title", List.of("a\0"))))
        .hasMessageContaining("a value of title holds NUL");
    assertThat(items(0)).isEmpty();
  }

  @Test
  void tablesOfTheFirstVersionAreBroughtToThisOne() throws Exception {
    store.append(List.of(click("e", "u", "i")));
    store.close();
    try (Connection connection = DriverManager.getConnection(url)) {
      Database.execute(
          connection,
          "DROP TABLE catalogue_item",
          "DROP TABLE catalogue_user",
          "DROP TABLE feedback_export",
          "ALTER TABLE feedback_action DROP COLUMN position",
          "ALTER TABLE feedback_shown DROP COLUMN surface",
          "ALTER TABLE feedback_shown DROP COLUMN degraded",
          "DROP INDEX feedback_shown_age",
          "ALTER TABLE feedback_shown DROP COLUMN stored",
          "UPDATE feedback_store SET version = 1");
    }
    store = FeedbackStore.open(url, FeedbackSettings.DEFAULT);
    assertThat(store.actions("u")).hasSize(1);
    assertThat(store.catalogue().writeItem("i", Optional.of(LAMP), NOON)).isEqualTo(1);
    reopen();
    assertThat(items(0)).hasSize(1);
  }

  @Test
  void aStoreThatIsClosedSaysSo() {
    store.close();
    assertThatThrownBy(() -> store.catalogue().writeItem("i", Optional.empty(), 0))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("closed");
  }
}
