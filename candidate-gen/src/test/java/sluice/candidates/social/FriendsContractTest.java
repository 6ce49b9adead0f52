package sluice.candidates.social;

import java.util.Map;
import sluice.candidates.SourceTypeContract;

class FriendsContractTest extends SourceTypeContract {
  /** A user's friends are known without a history. */
  @Override
  protected boolean knowsStrangers() {
    return true;
  }

  @Override
  protected Map<String, Object> source() {
    return Map.of("type", "friends");
  }
}
