package sluice.serving.feedback;

/**
 * Why an action may not be what a person did. Marked actions are kept and told apart, never
 * dropped: {@link SuspicionRules} may be wrong.
 */
public enum Suspicion {
  /** More actions of one user within a minute than a person makes. */
  BURST,
  /** The same user, item, type and request once more under a new event id. */
  REPLAY,
  /** The client names itself a program, or acts at a rate that only a program reaches. */
  BOT
}
