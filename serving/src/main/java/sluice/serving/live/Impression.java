package sluice.serving.live;

/** What became of the word of a browser or an application that a slate was seen. */
public enum Impression {
  /** The slate is stored as shown now. */
  STORED,
  /** It is stored already, as the answers of calls are. */
  DUPLICATE,
  /** No such request was issued to this user, or too long ago. */
  UNKNOWN_REQUEST,
  /** The request did not show this item, or not at this position. */
  NOT_SHOWN,
  /** Said by a robot: nothing is stored. */
  IGNORED
}
