/** How long a server's connections may wait for their clients. */
@NullMarked
package sluice.serving.connection;

import org.jspecify.annotations.NullMarked;
