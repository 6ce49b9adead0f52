/** Files of named arrays: how fitted things are kept and read back to the bit. */
@NullMarked
package sluice.core.store;

import org.jspecify.annotations.NullMarked;
