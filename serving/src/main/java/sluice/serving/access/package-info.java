/** Who may call a server, and how much. */
@NullMarked
package sluice.serving.access;

import org.jspecify.annotations.NullMarked;
