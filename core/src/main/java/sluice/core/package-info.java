/**
 * The words the stages of the funnel share: ids, interactions, requests, candidates, features and
 * the few interfaces they meet at. Records and interfaces only; no third-party dependency.
 */
@NullMarked
package sluice.core;

import org.jspecify.annotations.NullMarked;
