package sluice.core.plugin;

/**
 * A type that has settings: a record that Jackson binds to the keys besides {@code type:} and
 * {@code name:}.
 *
 * @param <S> the record; its constructor checks the values and throws {@link
 *     sluice.core.SettingError}
 */
public interface ConfiguredType<S extends Record> extends PluginType {
  /** Returns the record of the settings. */
  Class<S> settings();

  /**
   * Returns the defaults as YAML with a comment for each key: the only place where they are
   * written, and what the reference page is made from.
   */
  String defaults();
}
