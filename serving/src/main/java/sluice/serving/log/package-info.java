/** What a server tells of itself, a line an event. */
@NullMarked
package sluice.serving.log;

import org.jspecify.annotations.NullMarked;
