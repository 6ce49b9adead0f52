package sluice.serving.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sluice.serving.feedback.Events.NOON;
import static sluice.serving.feedback.Events.click;
import static sluice.serving.feedback.Events.shown;
import static sluice.serving.feedback.Events.under;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sluice.core.UserError;
import sluice.serving.feedback.Receipt.Outcome;

/**
 * What every database keeps of the store's promises; a subclass names a fresh one for each test.
 */
abstract class FeedbackStoreContract extends StoreContract {
  @Test
  void anActionComesBackAsItWasGivenAlsoAfterReopening() {
    Action rated =
        new Action("e1", "u,\"'ö𝄞", "i\n1", "rate", Optional.empty(), 0.1f, Long.MAX_VALUE);
    Action plain = new Action("e2", "u,\"'ö𝄞", "i2", "click", Optional.empty(), Float.NaN, 0);

    Receipt receipt = store.append(List.of(rated, plain));

    assertThat(receipt.outcomes()).containsExactly(Outcome.STORED, Outcome.STORED);
    assertThat(receipt.lastSequence()).isEqualTo(2);
    List<StoredAction> expected =
        List.of(new StoredAction(1, rated, Set.of()), new StoredAction(2, plain, Set.of()));
    assertThat(receipt.results()).extracting(r -> r.stored().orElseThrow()).isEqualTo(expected);
    assertThat(store.actions(rated.user())).isEqualTo(expected);
    reopen();
    assertThat(store.actions(rated.user())).isEqualTo(expected);
    assertThat(store.lastSequence()).isEqualTo(2);
    assertThat(store.append(List.of(click("e3", "u", "i"))).lastSequence()).isEqualTo(3);
  }

  @Test
  void anEmptyStoreHasNothing() {
    assertThat(store.lastSequence()).isZero();
    assertThat(store.actions("u")).isEmpty();
    assertThat(store.shown("r")).isEmpty();
    assertThat(all(store, 0)).isEmpty();
    assertThat(store.append(List.of())).isEqualTo(new Receipt(List.of(), 0));
    assertThat(store.forget("u")).isEqualTo(Forgotten.NOTHING);
  }

  @Test
  void aRepeatedEventIsAcknowledgedAndNotStoredAgain() {
    Action action = new Action("e1", "u", "i", "rate", Optional.empty(), -0.0f, NOON);
    StoredAction first = store.append(List.of(action)).results().getFirst().stored().orElseThrow();
    reopen();

    Receipt again = store.append(List.of(action, click("e2", "u", "i"), action));

    assertThat(again.outcomes())
        .containsExactly(Outcome.DUPLICATE, Outcome.STORED, Outcome.DUPLICATE);
    assertThat(again.results().getFirst().stored()).contains(first);
    assertThat(store.actions("u")).hasSize(2);
  }

  @Test
  void anEventTwiceInOneCallIsStoredOnce() {
    Receipt receipt =
        store.append(List.of(click("e", "u", "i"), click("e", "u", "i"), click("e", "u", "other")));

    assertThat(receipt.outcomes())
        .containsExactly(Outcome.STORED, Outcome.DUPLICATE, Outcome.CONFLICT);
    assertThat(receipt.lastSequence()).isEqualTo(1);
    assertThat(receipt.results().get(1).stored()).isEqualTo(receipt.results().get(0).stored());
    assertThat(all(store, 0)).hasSize(1);
  }

  @Test
  void anEventIdWithOtherContentIsAConflictAndChangesNothing() {
    Action action = under("r", "e", "u", "i");
    store.shown(shown("r", "u", "i", "j"));
    store.append(List.of(action));
    Optional<String> r = Optional.of("r");
    List<Action> others =
        List.of(
            new Action("e", "v", "i", "click", r, Float.NaN, NOON),
            new Action("e", "u", "j", "click", r, Float.NaN, NOON),
            new Action("e", "u", "i", "like", r, Float.NaN, NOON),
            new Action("e", "u", "i", "click", Optional.empty(), Float.NaN, NOON),
            new Action("e", "u", "i", "click", r, 0, NOON),
            new Action("e", "u", "i", "click", r, Float.NaN, NOON + 1));

    Receipt receipt = store.append(others);

    assertThat(receipt.outcomes()).hasSize(6).containsOnly(Outcome.CONFLICT);
    assertThat(all(store, 0)).extracting(StoredAction::action).containsExactly(action);
  }

  @Test
  void anActionIsHeldAgainstWhatItsRequestShowed() {
    store.shown(shown("r", "u", "i1", "i2"));

    Receipt receipt =
        store.append(
            List.of(
                under("r", "e1", "u", "i2"),
                under("r", "e2", "u", "i3"),
                under("r", "e3", "v", "i1"),
                under("s", "e4", "u", "i1"),
                click("e5", "u", "i3")));

    assertThat(receipt.outcomes())
        .containsExactly(
            Outcome.STORED,
            Outcome.NOT_SHOWN,
            Outcome.UNKNOWN_REQUEST,
            Outcome.UNKNOWN_REQUEST,
            Outcome.STORED);
    assertThat(receipt.lastSequence()).isEqualTo(2);
    assertThat(all(store, 0)).extracting(s -> s.action().eventId()).containsExactly("e1", "e5");
    reopen();
    assertThat(store.append(List.of(under("r", "e6", "u", "i1"))).outcomes())
        .containsExactly(Outcome.STORED);
  }

  @Test
  void aRejectedEventIsAcceptedOnceItsRequestIsIssued() {
    Action action = under("r", "e", "u", "i");
    assertThat(store.append(List.of(action)).outcomes()).containsExactly(Outcome.UNKNOWN_REQUEST);

    store.shown(shown("r", "u", "i"));

    assertThat(store.append(List.of(action)).outcomes()).containsExactly(Outcome.STORED);
  }

  @Test
  void whatWasShownIsSeenAtOnceAndKeptExactly() {
    Shown shown =
        Shown.recommended(
            "r",
            "u",
            NOON,
            "b",
            List.of(new ShownItem("\"\\,[ö𝄞", 1, 0.1), new ShownItem("j", 7, Double.MIN_VALUE)));
    store.shown(shown);
    assertThat(store.shown("r")).contains(shown);
    store.append(List.of());
    assertThat(store.shown("r")).contains(shown);
    reopen();
    assertThat(store.shown("r")).contains(shown);
  }

  @Test
  void closingWritesWhatWasHandedOver() {
    IntStream.range(0, 2_000).forEach(i -> store.shown(shown("r" + i, "u", "i")));
    reopen();
    assertThat(IntStream.range(0, 2_000).filter(i -> store.shown("r" + i).isEmpty())).isEmpty();
  }

  @Test
  void aRequestIdThatIsThereStaysAsItIs() {
    store.shown(shown("r", "u", "i"));
    store.shown(shown("r", "v", "j"));
    store.append(List.of());
    store.shown(shown("r", "w", "k"));
    store.append(List.of());
    assertThat(store.shown("r")).contains(shown("r", "u", "i"));
  }

  @Test
  void slatesOfATimeAreHandedOverPageByPage() {
    IntStream.range(0, 2_500)
        .forEach(i ->
            store.shown(
                Shown.recommended(
                    "r" + i, "u", 1_000 + i, "b", List.of(new ShownItem("i" + i, 1, 1)))));
    reopen();
    List<Shown> found = new ArrayList<>();
    store.eachShown(1_100, 3_300, found::add);
    assertThat(found).extracting(Shown::time).hasSize(2_200).doesNotHaveDuplicates();
    assertThat(found).allSatisfy(s -> assertThat(s.time()).isBetween(1_100L, 3_299L));
    assertThat(found).contains(store.shown("r150").orElseThrow());
  }

  @Test
  void sequenceNumbersFollowTheOrderOfStoringWhenTheClockStepsBack() {
    for (int i = 0; i < 10; i++) {
      store.append(List.of(click("e" + i, "u", "i" + i, NOON - 3_600_000L * i)));
    }
    assertThat(store.actions("u"))
        .extracting(s -> s.action().item())
        .containsExactly("i0", "i1", "i2", "i3", "i4", "i5", "i6", "i7", "i8", "i9");
    assertThat(all(store, 7)).extracting(StoredAction::sequence).containsExactly(8L, 9L, 10L);
  }

  @Test
  void readingAllGoesOverManyPagesInOrder() {
    int n = 2 * JdbcFeedbackStore.PAGE + 17;
    FeedbackSettings wide = new FeedbackSettings(n, SuspicionRules.DEFAULT);
    try (FeedbackStore large = FeedbackStore.open(url, wide)) {
      large.append(IntStream.range(0, n).mapToObj(i -> click("e" + i, "u" + i, "i")).toList());
    }
    assertThat(all(store, 0))
        .extracting(StoredAction::sequence)
        .isEqualTo(LongStream.rangeClosed(1, n).boxed().toList());
  }

  @Test
  void manyCallersAtOnceLoseNothingAndDoubleNothing() throws Exception {
    int callers = 500;
    int calls = 4;
    FeedbackSettings wide = new FeedbackSettings(10_000, SuspicionRules.DEFAULT);
    Map<String, Long> acknowledged = new ConcurrentHashMap<>();
    // Two stores share the database, as two servers would; each event is sent through both.
    try (FeedbackStore one = FeedbackStore.open(url, wide);
        FeedbackStore two = FeedbackStore.open(url, wide);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> done = new ArrayList<>();
      for (int c = 0; c < 2 * callers; c++) {
        FeedbackStore through = c % 2 == 0 ? one : two;
        int caller = c / 2;
        done.add(
            threads.submit(() -> {
              for (int i = 0; i < calls; i++) {
                String event = caller + "-" + i;
                through.shown(shown("r" + event, "u" + caller, "i"));
                Receipt receipt =
                    through.append(
                        List.of(
                            under("r" + event, event, "u" + caller, "i"),
                            click(event + "b", "u" + caller, "j")));
                for (Receipt.Result result : receipt.results()) {
                  StoredAction stored = result.stored().orElseThrow();
                  Long other = acknowledged.put(stored.action().eventId(), stored.sequence());
                  assertThat(other == null || other == stored.sequence()).isTrue();
                }
              }
            }));
      }
      for (Future<?> f : done) {
        f.get();
      }
    }
    List<StoredAction> all = all(store, 0);
    assertThat(all).hasSize(callers * calls * 2);
    assertThat(all)
        .extracting(StoredAction::sequence)
        .isEqualTo(LongStream.rangeClosed(1, all.size()).boxed().toList());
    assertThat(acknowledged).hasSize(all.size());
    all.forEach(s -> assertThat(acknowledged).containsEntry(s.action().eventId(), s.sequence()));
  }

  @Test
  void whatDoesNotFitTheQueueIsRefusedAndTheRestGoesOn() {
    FeedbackSettings narrow = new FeedbackSettings(3, SuspicionRules.DEFAULT);
    try (FeedbackStore small = FeedbackStore.open(url, narrow)) {
      List<Action> four = IntStream.range(0, 4).mapToObj(i -> click("e" + i, "u", "i")).toList();
      assertThatThrownBy(() -> small.append(four)).isInstanceOf(StoreBusy.class);
      assertThat(small.append(four.subList(0, 3)).outcomes()).containsOnly(Outcome.STORED);
      assertThat(small.append(four.subList(1, 4)).outcomes())
          .containsExactly(Outcome.DUPLICATE, Outcome.DUPLICATE, Outcome.STORED);
    }
    assertThat(store.actions("u")).hasSize(4);
  }

  @Test
  void theQueueIsBoundedWhileTheDatabaseIsHeldByAnother() throws Exception {
    FeedbackSettings narrow = new FeedbackSettings(8, SuspicionRules.DEFAULT);
    try (FeedbackStore small = FeedbackStore.open(url, narrow);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Receipt>> taken = new ArrayList<>();
      int refused = 0;
      try (Connection other = DriverManager.getConnection(url)) {
        hold(other);
        // Eight wait at most; anyone who comes on top is refused at once, and only then.
        List<Future<Receipt>> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
          Action action = click("e" + i, "u", "i");
          all.add(threads.submit(() -> small.append(List.of(action))));
        }
        while (all.stream().filter(Future::isDone).count() < 12) {
          Thread.onSpinWait();
        }
        for (Future<Receipt> f : all) {
          if (f.isDone()) {
            assertThat(f.exceptionNow()).isInstanceOf(StoreBusy.class);
            refused++;
          } else {
            taken.add(f);
          }
        }
        for (int i = 0; i < 8; i++) {
          small.shown(shown("r" + i, "u", "i"));
        }
        assertThatThrownBy(() -> small.shown(shown("r8", "u", "i"))).isInstanceOf(StoreBusy.class);
      }
      for (Future<Receipt> f : taken) {
        assertThat(f.get().outcomes()).containsExactly(Outcome.STORED);
      }
      assertThat(refused).isEqualTo(12);
    }
    assertThat(store.actions("u")).hasSize(8);
    assertThat(store.shown("r7")).isPresent();
    assertThat(store.shown("r8")).isEmpty();
  }

  /** Locks the store's row in a transaction that the connection's end rolls back. */
  private static void hold(Connection other) throws SQLException {
    other.setAutoCommit(false);
    try (var statement = other.createStatement()) {
      statement.executeUpdate("UPDATE feedback_store SET wipe = wipe");
    }
  }

  @Test
  void aForgottenUserIsGoneAndTheOthersStay() {
    store.shown(shown("r1", "u", "i"));
    store.shown(shown("r2", "v", "i"));
    store.append(
        List.of(
            under("r2", "e1", "v", "i"),
            under("r1", "e2", "u", "i"),
            click("e3", "v", "u"),
            click("e4", "u", "i")));
    store.shown(shown("r3", "u", "i"));

    assertThat(store.forget("u")).isEqualTo(new Forgotten(2, 2, 0));

    assertThat(store.actions("u")).isEmpty();
    assertThat(store.shown("r1")).isEmpty();
    assertThat(store.shown("r3")).isEmpty();
    assertThat(store.forget("u")).isEqualTo(Forgotten.NOTHING);
    assertThat(all(store, 0)).extracting(s -> s.action().eventId()).containsExactly("e1", "e3");
    assertThat(store.shown("r2")).isPresent();
    assertThat(store.append(List.of(under("r1", "e5", "u", "i"))).outcomes())
        .containsExactly(Outcome.UNKNOWN_REQUEST);
    reopen();
    assertThat(store.lastSequence()).isEqualTo(4);
    assertThat(store.append(List.of(click("e4", "u", "i"))).lastSequence()).isEqualTo(5);
  }

  @Test
  void forgettingWhileOthersAppendLosesNothingOfTheirs() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> done = new ArrayList<>();
      for (int c = 0; c < 20; c++) {
        String user = "u" + c;
        done.add(
            threads.submit(() -> {
              for (int i = 0; i < 20; i++) {
                store.shown(shown(user + "-" + i, user, "i"));
                assertThat(
                        store
                            .append(List.of(under(user + "-" + i, user + "-" + i, user, "i")))
                            .outcomes())
                    .containsExactly(Outcome.STORED);
              }
              return user.endsWith("7") ? store.forget(user) : Forgotten.NOTHING;
            }));
      }
      for (Future<?> f : done) {
        f.get();
      }
    }
    assertThat(all(store, 0)).hasSize(18 * 20);
    assertThat(store.actions("u7")).isEmpty();
    assertThat(store.actions("u17")).isEmpty();
  }

  @Test
  void moreActionsWithinAMinuteThanAPersonMakesAreMarked() {
    List<Action> actions = new ArrayList<>();
    for (int i = 0; i < 130; i++) {
      actions.add(click("e" + i, "u", "i" + i, NOON + 400L * i));
    }
    actions.add(click("slow", "u", "i", NOON + 400L * 129 + 60_000));
    actions.add(click("another", "v", "i", NOON));
    // In three calls, so that the rate counts what is stored as well as what comes along with it.
    store.append(actions.subList(0, 20));
    store.append(actions.subList(20, 50));
    reopen();
    store.append(actions.subList(50, actions.size()));

    for (StoredAction s : all(store, 0)) {
      long n = s.sequence();
      Set<Suspicion> expected = Set.of();
      if (n > 30 && n <= 130) {
        expected = n > 120 ? Set.of(Suspicion.BURST, Suspicion.BOT) : Set.of(Suspicion.BURST);
      }
      assertThat(s.marks()).as(s.action().eventId()).isEqualTo(expected);
    }
  }

  @Test
  void theSameDeedUnderARequestAgainIsMarkedAsReplay() {
    store.shown(shown("r1", "u", "i", "j"));
    store.shown(shown("r2", "u", "i", "j"));
    Action like = new Action("e4", "u", "i", "like", Optional.of("r1"), Float.NaN, NOON);

    store.append(List.of(under("r1", "e1", "u", "i"), under("r1", "e2", "u", "i")));
    store.append(
        List.of(
            under("r1", "e3", "u", "j"),
            like,
            under("r2", "e5", "u", "i"),
            under("r1", "e6", "u", "i"),
            click("e7", "u", "i"),
            click("e8", "u", "i")));

    assertThat(all(store, 0).stream().filter(s -> s.marks().equals(Set.of(Suspicion.REPLAY))))
        .extracting(s -> s.action().eventId())
        .containsExactly("e2", "e6");
    assertThat(all(store, 0).stream().filter(s -> s.marks().isEmpty())).hasSize(6);
  }

  @Test
  void aClientThatCallsItselfAProgramIsMarkedAsBot() {
    String browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    String crawler = "Mozilla/5.0 (compatible; Googlebot/2.1)";
    store.append(List.of(click("e1", "u", "i")), browser);
    store.append(List.of(click("e2", "u", "i")), crawler);
    store.append(List.of(click("e2", "u", "i"), click("e3", "v", "i")), "curl/8.5.0");

    assertThat(all(store, 0))
        .extracting(StoredAction::marks)
        .containsExactly(Set.of(), Set.of(Suspicion.BOT), Set.of(Suspicion.BOT));
  }

  @Test
  void aClosedStoreSaysSo() {
    store.close();
    assertThatThrownBy(() -> store.append(List.of(click("e", "u", "i"))))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> store.shown(shown("r", "u", "i")))
        .isInstanceOf(StoreUnavailable.class);
    assertThatThrownBy(() -> store.actions("u")).isInstanceOf(StoreUnavailable.class);
    assertThatThrownBy(() -> store.forget("u")).isInstanceOf(StoreUnavailable.class);
  }

  @Test
  void tablesOfAnotherVersionAreRefusedAndLeftAlone() throws Exception {
    store.append(List.of(click("e", "u", "i")));
    store.close();
    setVersion(7);
    assertThatThrownBy(() -> FeedbackStore.open(url, FeedbackSettings.DEFAULT))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("version 7")
        .hasMessageContaining("reads version 3 and older")
        .hasMessageContaining("Fix:");
    setVersion(3);
    store = FeedbackStore.open(url, FeedbackSettings.DEFAULT);
    assertThat(store.actions("u")).hasSize(1);
  }

  @Test
  void tablesOfTheFirstVersionAreBroughtUpToDateAndTheirSlatesAreNotTakenForOld() throws Exception {
    store.shown(shown("r", "u", "i"));
    store.append(List.of(under("r", "e", "u", "i")));
    store.close();
    try (Connection connection = DriverManager.getConnection(url)) {
      Database.execute(
          connection,
          "ALTER TABLE feedback_action DROP COLUMN position",
          "ALTER TABLE feedback_shown DROP COLUMN surface",
          "ALTER TABLE feedback_shown DROP COLUMN degraded",
          "DROP INDEX feedback_shown_age",
          "ALTER TABLE feedback_shown DROP COLUMN stored",
          "UPDATE feedback_store SET version = 1");
    }
    reopen();
    assertThat(store.shown("r")).isPresent();
    store.shown(shown("r2", "u", "i"));
    assertThat(store.append(List.of(under("r2", "e2", "u", "i"))).outcomes())
        .containsExactly(Outcome.STORED);
    reopen();
    assertThat(store.shown("r")).isPresent();
  }

  /** Rows as version 2 wrote them: positions from 0, always a propensity, no surface. */
  @Test
  void slatesOfTheSecondVersionAreReadWithPositionsFromOneAndWithoutPropensities()
      throws Exception {
    store.close();
    try (Connection connection = DriverManager.getConnection(url)) {
      Database.execute(
          connection,
          "ALTER TABLE feedback_action DROP COLUMN position",
          "ALTER TABLE feedback_shown DROP COLUMN surface",
          "ALTER TABLE feedback_shown DROP COLUMN degraded",
          "INSERT INTO feedback_shown VALUES ('r', 'u', 1000, 'b', '[[\"i\",0,1.0],[\"j\",1,1.0]]',"
              + System.currentTimeMillis()
              + ")",
          "UPDATE feedback_store SET version = 2");
    }
    store = FeedbackStore.open(url, FeedbackSettings.DEFAULT);
    assertThat(store.shown("r"))
        .contains(
            new Shown(
                "r",
                "u",
                1000,
                "b",
                Surface.UNKNOWN,
                List.of(),
                List.of(new ShownItem("i", 1, Double.NaN), new ShownItem("j", 2, Double.NaN))));
    store.shown(shown("r2", "u", "i", "j"));
    assertThat(store.append(List.of(under("r", "e", "u", "i"))).outcomes())
        .containsExactly(Outcome.STORED);
    reopen();
    assertThat(store.shown("r2")).contains(shown("r2", "u", "i", "j"));
    assertThat(store.shown("r").orElseThrow().items().getFirst().position()).isEqualTo(1);
  }

  @Test
  void aSlateKeepsItsSurfaceAndWhatItLacked() {
    Shown degraded =
        new Shown(
            "r",
            "u",
            NOON,
            "b",
            Surface.PEOPLE,
            List.of("user knn", "popularity"),
            List.of(new ShownItem("i", 1, Double.NaN)));
    store.shown(degraded);
    reopen();
    assertThat(store.shown("r")).contains(degraded);
    assertThatThrownBy(() ->
            new Shown(
                "r",
                "u",
                NOON,
                "b",
                Surface.PAGE,
                List.of("popularity"),
                List.of(new ShownItem("i", 1, 1))))
        .hasMessage("a degraded slate has no propensities");
    assertThatThrownBy(() -> new ShownItem("i", 0, 1))
        .hasMessage("position 0: positions count from 1");
  }

  @Test
  void anEventThatTellsItsPositionIsHeldAgainstTheSlate() {
    store.shown(shown("r", "u", "i", "j"));
    Action at2 = new Action("e", "u", "j", "click", Optional.of("r"), Float.NaN, NOON, 2);
    Action at1 = new Action("e1", "u", "j", "click", Optional.of("r"), Float.NaN, NOON, 1);
    assertThat(store.append(List.of(at2, at1)).outcomes())
        .containsExactly(Outcome.STORED, Outcome.NOT_SHOWN);
    reopen();
    assertThat(store.append(List.of(at2)).outcomes()).containsExactly(Outcome.DUPLICATE);
    assertThat(store.actions("u").getFirst().action()).isEqualTo(at2);
    assertThatThrownBy(
            () -> new Action("e", "u", "j", "click", Optional.empty(), Float.NaN, NOON, 2))
        .hasMessageContaining("position needs requestId");
  }

  @Test
  @Timeout(120)
  void slatesThatAreOldAreRemovedWhileTheStoreIsUsedAndActionsStay() throws Exception {
    int old = 1_300; // more than are removed together
    List<Action> actions = new ArrayList<>();
    for (int i = 0; i < old; i++) {
      store.shown(shown("old" + i, "u", "i"));
      actions.add(under("old" + i, "e" + i, "u", "i"));
    }
    store.append(actions);
    store.close();
    try (Connection connection = DriverManager.getConnection(url)) {
      long days31 = 31L * 86_400_000;
      Database.execute(connection, "UPDATE feedback_shown SET stored = stored - " + days31);
    }
    store = FeedbackStore.open(url, FeedbackSettings.DEFAULT);
    store.shown(shown("new", "u", "i"));
    int told = 0;
    while (slates() > 1) {
      Action next = under("new", "later" + told++, "u", "i");
      assertThat(store.append(List.of(next)).outcomes()).containsExactly(Outcome.STORED);
    }
    assertThat(store.shown("new")).isPresent();
    assertThat(store.shown("old0")).isEmpty();
    assertThat(all(store, 0)).hasSize(old + told);
    assertThat(
            store
                .append(List.of(under("old0", "e0", "u", "i"), under("old0", "late", "u", "i")))
                .outcomes())
        .containsExactly(Outcome.DUPLICATE, Outcome.UNKNOWN_REQUEST);
  }

  @Test
  void slatesAreKeptAsLongAsIsSaid() throws Exception {
    store.shown(shown("r", "u", "i"));
    store.append(List.of(under("r", "e", "u", "i")));
    store.close();
    try (Connection connection = DriverManager.getConnection(url)) {
      Database.execute(connection, "UPDATE feedback_shown SET stored = stored - 86400000");
    }
    store = FeedbackStore.open(url, keeping(Duration.ofDays(2)));
    store.append(List.of(click("e2", "u", "i"))); // comes after the first look for old ones
    store.append(List.of(click("e3", "u", "i")));
    assertThat(store.shown("r")).isPresent();
    store.close();
    store = FeedbackStore.open(url, keeping(Duration.ofHours(23)));
    store.append(List.of(click("e4", "u", "i")));
    store.append(List.of(click("e5", "u", "i")));
    assertThat(store.shown("r")).isEmpty();
    assertThatThrownBy(() -> keeping(Duration.ZERO)).hasMessageContaining("above 0");
  }

  private static FeedbackSettings keeping(Duration time) {
    return new FeedbackSettings(10, SuspicionRules.DEFAULT, time);
  }

  private int slates() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet count = statement.executeQuery("SELECT count(*) FROM feedback_shown")) {
      count.next();
      return count.getInt(1);
    }
  }

  private void setVersion(int version) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url)) {
      Database.execute(connection, "UPDATE feedback_store SET version = " + version);
    }
  }

  /** Returns all actions after a sequence number. */
  static List<StoredAction> all(FeedbackStore store, long after) {
    List<StoredAction> all = new ArrayList<>();
    store.each(after, all::add);
    return all;
  }
}
