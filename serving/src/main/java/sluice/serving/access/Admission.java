package sluice.serving.access;

/** What becomes of a request at the door. */
public sealed interface Admission {
  /**
   * It is let in.
   *
   * @param leave to be run when it is answered; from the second time on, nothing is done
   */
  record Entered(Runnable leave) implements Admission {}

  /**
   * Its caller asks too much.
   *
   * @param seconds after which to ask again, 1 or more
   */
  record Later(long seconds) implements Admission {}

  /** All callers together ask too much. */
  record Full() implements Admission {}
}
