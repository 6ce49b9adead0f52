/**
 * The feedback store: what the server showed and what users did about it, durable before it is
 * acknowledged.
 *
 * <p>{@link sluice.serving.feedback.FeedbackStore} is the way in; docs/operations/feedback.md tells
 * what is promised, what is not, and what was measured.
 */
@NullMarked
package sluice.serving.feedback;

import org.jspecify.annotations.NullMarked;
