package sluice.core.plugin;

import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import sluice.core.ConfigNode;
import sluice.core.UserError;

/**
 * All types of one kind that the class path holds, by name.
 *
 * <p>Found by {@link ServiceLoader}, in the order of their names. Immutable, safe for use by many
 * threads.
 *
 * @param <T> the kind
 */
public final class PluginTypes<T extends PluginType> {
  private final String what;
  private final Map<String, T> byName = new TreeMap<>();

  private PluginTypes(String what) {
    this.what = what;
  }

  /**
   * Finds the types of a kind.
   *
   * @param kind the interface whose services file names them
   * @param what one of them is called in messages, such as {@code ranker}
   * @throws UserError where two types have one name, or one cannot be loaded
   */
  public static <T extends PluginType> PluginTypes<T> load(Class<T> kind, String what) {
    PluginTypes<T> types = new PluginTypes<>(what);
    try {
      ServiceLoader.load(kind, kind.getClassLoader()).forEach(types::add);
    } catch (ServiceConfigurationError | LinkageError e) {
      throw new UserError(
          "a " + what + " cannot be loaded: " + e + "; see its jar (SLUICE_CLASSPATH)", e);
    }
    return types;
  }

  private void add(T type) {
    T other = byName.putIfAbsent(type.type(), type);
    if (other != null && other.getClass() != type.getClass()) {
      throw new UserError(
          "two types of "
              + what
              + " are called "
              + type.type()
              + ": "
              + other.getClass().getName()
              + " and "
              + type.getClass().getName()
              + "; rename one, or take its jar from the class path");
    }
  }

  /** Returns the names, sorted. */
  public List<String> names() {
    return List.copyOf(byName.keySet());
  }

  /** Returns the types, sorted by name. */
  public List<T> all() {
    return List.copyOf(byName.values());
  }

  /**
   * Returns the type that a config names.
   *
   * @param node the value of {@code type:}
   * @throws UserError where there is none, with the place and the nearest name
   */
  public T find(ConfigNode node) {
    String name = node.asText();
    T type = byName.get(name);
    if (type == null) {
      throw node.error(
          "there is no "
              + what
              + " '"
              + name
              + "'"
              + ConfigNode.didYouMean(name, byName.keySet())
              + "; there are "
              + String.join(", ", byName.keySet()));
    }
    return type;
  }

  /**
   * Returns the type of a name that a bundle holds.
   *
   * @throws UserError where the class path does not have it
   */
  public T find(String name) {
    T type = byName.get(name);
    if (type == null) {
      throw new UserError(
          "the "
              + what
              + " '"
              + name
              + "' is not on the class path; add the jar that has it (SLUICE_CLASSPATH). There are "
              + String.join(", ", byName.keySet()));
    }
    return type;
  }
}
