/** The model bundle, the HTTP server, the feedback store, the web pages. */
@NullMarked
package sluice.serving;

import org.jspecify.annotations.NullMarked;
