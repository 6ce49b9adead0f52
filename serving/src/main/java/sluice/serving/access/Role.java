package sluice.serving.access;

import java.util.Locale;

/** What a key may do; each role may do what the ones before it may. */
public enum Role {
  /** Ask: slates, search, pages, metrics. */
  READ,
  /** Tell what viewers did, besides. */
  WRITE,
  /** Change the catalogue, forget users, take another bundle, besides. */
  ADMIN;

  /** Says whether this role may do what another may. */
  public boolean covers(Role needed) {
    return compareTo(needed) >= 0;
  }

  /** Returns the role's name in configs and messages. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
