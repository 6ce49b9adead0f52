package sluice.ingestion.split;

/**
 * What was counted while the requests of a holdout were made.
 *
 * @param users users with anything held out
 * @param requests those of them with something relevant: the ones that are judged
 * @param usersWithoutRelevant the others
 * @param judgements judged pairs, each once
 * @param notRelevant held-out interactions that the rule of relevance does not count
 * @param repeats held-out interactions left out because the item may not be recommended to the user
 *     again
 * @param again held-out interactions that repeat a judged pair, which is judged once
 * @param cold requests of users without history
 * @param outside judged pairs whose item is outside the catalogue, which therefore count as missed
 * @param unknownLater where requests roll, interactions that no later history holds, since their
 *     item is outside the catalogue
 */
record HoldoutCounts(
    int users,
    int requests,
    int usersWithoutRelevant,
    int judgements,
    int notRelevant,
    int repeats,
    int again,
    int cold,
    int outside,
    int unknownLater) {

  /** The counts while they grow. */
  static final class Tally {
    int users;
    int requests;
    int usersWithoutRelevant;
    int judgements;
    int notRelevant;
    int repeats;
    int again;
    int cold;
    int outside;
    int unknownLater;

    HoldoutCounts counts() {
      return new HoldoutCounts(
          users,
          requests,
          usersWithoutRelevant,
          judgements,
          notRelevant,
          repeats,
          again,
          cold,
          outside,
          unknownLater);
    }
  }
}
