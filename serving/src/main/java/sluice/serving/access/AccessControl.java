package sluice.serving.access;

/**
 * Who may call a running server now; another answer may be put in while it serves. Safe for use by
 * many threads.
 */
public final class AccessControl {
  private volatile ApiKeys keys;

  /** Lets those call who have a key; all, where there are none. */
  public AccessControl(ApiKeys keys) {
    this.keys = keys;
  }

  /** Takes other keys, from the next request on. */
  public void change(ApiKeys other) {
    keys = other;
  }

  /** Returns the keys that are known now. */
  public ApiKeys keys() {
    return keys;
  }
}
