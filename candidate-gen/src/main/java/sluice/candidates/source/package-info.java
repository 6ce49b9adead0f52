/** What each candidate source is told by the config, and the sources that need no index. */
@NullMarked
package sluice.candidates.source;

import org.jspecify.annotations.NullMarked;
