package sluice.evaluation.compare;

import java.util.List;
import sluice.evaluation.report.Example;

/** Gives the heads of the compared lists, for users that are shown. */
@FunctionalInterface
public interface UserLists {
  /**
   * Returns the first items of a user's list.
   *
   * @param run name of the run
   * @param user external id; a request's where requests are judged
   */
  List<Example.Item> head(String run, String user);
}
