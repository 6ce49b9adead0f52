package sluice.core.plugin;

/**
 * What can be plugged in and a config can name: one class, and one line in {@code
 * META-INF/services/} with the name of its kind, in this repository or in a jar of one's own.
 *
 * <p>Kinds are the interfaces that extend this one: candidate sources, embeddings, rankers,
 * re-rankers, measures, feature families. An implementation has a public constructor without
 * arguments, keeps no state, and is safe for use by many threads.
 */
public interface PluginType {
  /** Returns the word that a config names it by, unique among its kind. */
  String type();
}
