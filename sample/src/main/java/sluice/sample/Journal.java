package sluice.sample;

/** Receives what happens to one user after the other, in the order of time. */
interface Journal {
  /** An item was shown. */
  void shown(String request, int item, long time, int position, double propensity, String policy);

  /** An item was watched or hidden. */
  void did(int item, long time, String event, double share, String session);

  /** An item was tagged. */
  void tagged(int item, long time, String tag);
}
