/** The server's certificate. */
@NullMarked
package sluice.serving.tls;

import org.jspecify.annotations.NullMarked;
