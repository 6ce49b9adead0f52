package sluice.sample.truth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import sluice.core.Dictionary;
import sluice.core.UserError;

/**
 * The true expected value of every item for every user of a sample world: what the oracle ranks by.
 *
 * <p>The value of an item is the probability, 0 … 1, that the user watches it when shown it by
 * itself at that time, given what the user had watched before that time; where in a slate it stood
 * plays no part. An item that is not uploaded yet, or that the world does not have, is worth 0.
 * Whether the user has seen an item already is not looked at. Immutable but for a cache of the last
 * dictionary asked for; safe for use by many threads.
 */
public final class WorldTruth {
  private final TrueModel model;
  private final TrueItems items;
  private final TrueUsers users;
  private final Attraction attraction;
  private final int[] itemOfNumber;
  private volatile Mapping mapping = new Mapping(null, new int[0]);

  @SuppressWarnings("ArrayRecordComponent")
  private record Mapping(@org.jspecify.annotations.Nullable Dictionary dictionary, int[] indexes) {}

  private WorldTruth(TrueModel model, TrueItems items, TrueUsers users) {
    this.model = model;
    this.items = items;
    this.users = users;
    this.attraction = new Attraction(model, items);
    this.itemOfNumber = new int[Arrays.stream(items.numbers()).max().orElse(-1) + 1];
    Arrays.fill(itemOfNumber, -1);
    for (int i = 0; i < items.size(); i++) {
      itemOfNumber[items.numbers()[i]] = i;
    }
  }

  /**
   * Opens the truth of a world.
   *
   * @param folder the dataset's folder, the one that holds {@code truth/}
   * @throws UserError where there is no truth in the folder, or it cannot be read
   */
  public static WorldTruth open(Path folder) {
    Path truth = folder.resolve("truth");
    if (!Files.isRegularFile(truth.resolve("model.json"))) {
      throw new UserError(
          folder
              + " holds no truth/model.json: it is no sample world. Fix: generate it again, or"
              + " leave out the oracle");
    }
    try {
      TrueModel model = TruthFiles.readModel(truth);
      TrueItems items = TrueItems.read(truth.resolve("items.bin"));
      return new WorldTruth(model, items, new TrueUsers(model, truth));
    } catch (IOException | RuntimeException e) {
      throw new UserError(
          "the sample world's truth in "
              + truth
              + " cannot be read: "
              + e.getMessage()
              + ". Fix: remove the folder and generate the world again",
          e);
    }
  }

  /**
   * Returns the end of the logged period, milliseconds since 1970 UTC: the test period begins here.
   */
  public long cutoff() {
    return model.end();
  }

  /** Says whether the world has a user of this id. */
  public boolean knows(String userId) {
    int user = TrueItems.number("u", userId);
    return user >= 0 && user < users.size();
  }

  /**
   * Writes the true expected value of every item for a user at a time.
   *
   * @param userId external id of a user of this world
   * @param time milliseconds since 1970 UTC
   * @param dictionary external ids of the items asked for
   * @param out receives the value of item i at index i; as long as the dictionary or longer
   * @throws IllegalArgumentException where the world has no such user
   */
  public void expectedValues(String userId, long time, Dictionary dictionary, float[] out) {
    if (!knows(userId)) {
      throw new IllegalArgumentException("no user of this world: " + userId);
    }
    int user = TrueItems.number("u", userId);
    int[] indexes = indexes(dictionary);
    UserState state = new UserState();
    users.stateBefore(user, time, state);
    Attraction at = attraction.copy();
    at.look(users.user(user), state, time);
    for (int i = 0; i < indexes.length; i++) {
      int item = indexes[i];
      out[i] = item < 0 || items.uploaded()[item] > time ? 0 : (float) at.probability(item);
    }
  }

  private int[] indexes(Dictionary dictionary) {
    Mapping last = mapping;
    if (last.dictionary() == dictionary) {
      return last.indexes();
    }
    int[] indexes = new int[dictionary.size()];
    for (int i = 0; i < indexes.length; i++) {
      int number = TrueItems.number("v", dictionary.id(i));
      indexes[i] = number < 0 || number >= itemOfNumber.length ? -1 : itemOfNumber[number];
    }
    mapping = new Mapping(dictionary, indexes);
    return indexes;
  }
}
