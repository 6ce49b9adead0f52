package sluice.ranking;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import sluice.core.ConfigNode;
import sluice.core.RankerTrainer;
import sluice.core.UserError;

/**
 * The rankers that there are, by the word a config names them by.
 *
 * <p>To add one, implement {@link RankerType} and add it to {@link #BUILT_IN} or name it in a
 * services file.
 */
public final class Rankers {
  private static final List<RankerType> BUILT_IN =
      List.of(new RetrievalOrder(), new LogisticRegression(), new Xgboost(), new LambdaMart());

  private Rankers() {}

  /** Returns the words a config may use, the built-in ones first. */
  public static List<String> names() {
    return List.copyOf(types().keySet());
  }

  /**
   * Reads a ranker from a config: a word, or a map with {@code type}, perhaps {@code name}, and the
   * type's settings.
   *
   * @throws UserError where there is no such ranker, or a setting is unknown or out of range
   */
  public static RankerTrainer trainer(ConfigNode node) {
    ConfigNode typed = node.typed();
    return trainer(typed.require("type").asText(), typed);
  }

  /**
   * Makes the trainer of a type.
   *
   * @param type which
   * @param settings its settings; an empty map for the defaults
   * @throws UserError where there is no such ranker, or a setting is unknown or out of range
   */
  public static RankerTrainer trainer(String type, ConfigNode settings) {
    Map<String, RankerType> types = types();
    RankerType found = types.get(type);
    if (found == null) {
      throw new UserError(
          settings.place()
              + ": "
              + (settings.path().isEmpty() ? "" : settings.path() + ": ")
              + "there is no ranker '"
              + type
              + "'"
              + ConfigNode.didYouMean(type, types.keySet())
              + "; there are "
              + String.join(", ", types.keySet()));
    }
    settings.get("type");
    String name = settings.text("name", type);
    if (!name.matches("[a-z][a-z0-9-]*")) {
      throw settings.require("name").error("lower-case letters, digits and dashes are expected");
    }
    RankerTrainer trainer = found.read(name, settings);
    settings.finish();
    return trainer;
  }

  private static Map<String, RankerType> types() {
    List<RankerType> all = new ArrayList<>(BUILT_IN);
    ServiceLoader.load(RankerType.class, Rankers.class.getClassLoader()).forEach(all::add);
    Map<String, RankerType> byName = new LinkedHashMap<>();
    for (RankerType type : all) {
      RankerType before = byName.putIfAbsent(type.type(), type);
      if (before != null) {
        throw new IllegalStateException(
            "two rankers are called "
                + type.type()
                + ": "
                + before.getClass().getName()
                + " and "
                + type.getClass().getName());
      }
    }
    return byName;
  }
}
