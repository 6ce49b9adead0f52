package sluice.serving.http;

import sluice.serving.access.AccessControl;
import sluice.serving.access.ApiKeys;

/**
 * What a server is run by, beside what it recommends.
 *
 * @param access who may call
 */
public record Operation(AccessControl access) {
  /** Returns that of a server which is open to all who reach it. */
  public static Operation open() {
    return new Operation(new AccessControl(ApiKeys.NONE));
  }
}
