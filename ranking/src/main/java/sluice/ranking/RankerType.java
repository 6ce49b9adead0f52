package sluice.ranking;

import sluice.core.ConfigNode;
import sluice.core.RankerTrainer;

/**
 * A kind of ranker that a config can name: what stands after {@code type:} and how its settings are
 * read.
 *
 * <p>The built-in ones are listed in {@link Rankers}. One from outside is found by {@link
 * java.util.ServiceLoader}: a class with a public constructor without arguments, named in {@code
 * META-INF/services/sluice.ranking.RankerType}.
 */
public interface RankerType {
  /** Returns the word that a config names it by: lower case with dashes. */
  String type();

  /**
   * Reads the settings; absent keys take their defaults, so that an empty map works.
   *
   * @param name the name the ranker shall have in reports; the type unless the config says
   *     otherwise
   * @param settings the map of settings; {@code type} and {@code name} are already read. The reader
   *     asks for its own keys; {@link Rankers} then refuses the keys that no one asked for
   */
  RankerTrainer read(String name, ConfigNode settings);
}
