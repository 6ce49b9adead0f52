package sluice.serving.live;

/** How a slate reaches whom it is for, and so when it counts as shown. */
public enum Delivery {
  /** As the answer to a call: it is stored as shown with the answer. */
  ANSWER,
  /** Inside a page: it is stored once a browser says that somebody sees the page. */
  PAGE,
  /** To nobody: a robot, or a request that wants no content. It is never stored. */
  NONE
}
